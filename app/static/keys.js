"use strict";
// Keys that work everywhere on the page, the list of all keys, and what the person prefers about them.
(function (gouji) {
  const { fields, make } = gouji;
  const PREFERENCES = "gouji-keys";
  const LIST = [
    ["回车、Shift＋回车", "下一格、上一格（可改为向右）"],
    ["Tab、Shift＋Tab", "后一格、前一格，跳过自动计算的总计"],
    ["↑ ↓ ← →", "移到相邻的格"],
    ["Ctrl＋方向键", "移到行、列的尽头"],
    ["Ctrl＋Home、Ctrl＋End", "移到第一格、最后一格"],
    ["F2", "修改格内文字；在总计上另填核对数"],
    ["Delete", "清空这一格"],
    ["Esc", "恢复为已保存的内容"],
    ["Ctrl＋V", "从表格软件粘贴表格或一片数字"],
    ["Ctrl＋Z、Ctrl＋Y", "撤销、重做"],
    ["Ctrl＋回车", "这一格的说明和问题"],
    ["F9", "确认这一处由上年度带入的内容"],
    ["F8、Shift＋F8", "下一处、上一处问题"],
    ["Ctrl＋S", "立即保存"],
    ["?", "显示本页"],
  ];

  // True while an input method is at work: the key belongs to it.
  function composing(event) {
    return event.isComposing || event.keyCode === 229;
  }

  function preferences() {
    try {
      return JSON.parse(localStorage.getItem(PREFERENCES)) || {};
    } catch (refusal) {
      return {};
    }
  }

  function prefer(name, value) {
    try {
      localStorage.setItem(PREFERENCES, JSON.stringify(Object.assign(preferences(), { [name]: value })));
    } catch (refusal) {
      gouji.tell("浏览器不允许保存这项设置");
    }
  }

  function choice(name, words) {
    const box = make("input", { type: "checkbox" });
    box.checked = Boolean(preferences()[name]);
    box.addEventListener("change", () => prefer(name, box.checked));
    return make("p", {}, make("label", {}, box, " " + words));
  }

  function dialog(id, title, ...inside) {
    const old = document.getElementById(id);
    if (old) old.remove();
    const close = make("button", { type: "button" }, "关闭");
    const heading = make("h2", { id: id + "-title" }, title);
    const made = make("dialog", { id, class: "keys", "aria-labelledby": id + "-title" }, heading, ...inside, close);
    const before = document.activeElement;
    close.addEventListener("click", () => made.close());
    made.addEventListener("close", () => before && before.focus());
    document.body.append(made);
    made.showModal();
    return made;
  }

  function showList() {
    const rows = LIST.map(([key, act]) => make("tr", {}, make("th", { scope: "row" }, key), make("td", {}, act)));
    const table = make("table", {}, make("tbody", {}, ...rows));
    dialog("keys-list", "键盘操作", table, choice("right", "回车后移到右边一格"), choice("off", "停用表格内的快捷键"));
  }

  // What there is to know about one cell: what the form says of it, and the problems it takes part in.
  function explain(element) {
    const name = element.getAttribute("name");
    const parts = gouji.problems.items().filter((item) => item.dataset.sort !== "confirm" && (item.dataset.cells || "").split(" ").includes(name));
    const texts = parts.map(gouji.problems.sentence);
    const stored = fields.base(name);
    const carried = gouji.carried.panel(element);
    const lines = [stored ? "已保存：" + stored : "尚未填写", ...carried.lines];
    lines.push(...(texts.length || carried.lines.length ? texts : ["没有问题"]));
    const list = make("ul", {}, ...lines.map((line) => make("li", {}, line)));
    dialog("cell-panel", fields.label(element), list, ...carried.buttons);
  }

  function isTyping(element) {
    return element.matches("input, textarea, select") || element.isContentEditable;
  }

  function actOf(event) {
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    const typing = isTyping(event.target);
    if (control && key === "s") return gouji.saving.possible() && gouji.saving.sayWhenSaved;
    if (control && !typing && !fields.isField(event.target)) return undoing(event, key);
    if (key === "f8" && !preferences().off) return () => gouji.problems.next(event.shiftKey);
    return !control && !typing && (key === "?" || key === "？") && showList;
  }

  // From inside a table the grid undoes; after a button of the list of problems the focus is elsewhere.
  function undoing(event, key) {
    if (key === "y" || (key === "z" && event.shiftKey)) return gouji.steps.redo;
    return key === "z" && gouji.steps.undo;
  }

  function pressed(event) {
    const act = !composing(event) && actOf(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function begin() {
    document.addEventListener("keydown", pressed);
  }

  gouji.keys = {
    begin,
    composing,
    enterGoesRight: () => Boolean(preferences().right),
    explain,
    off: () => Boolean(preferences().off),
  };
})((window.gouji = window.gouji || {}));
