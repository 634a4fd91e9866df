"use strict";
// A table from the clipboard with its labels: the server finds the place of each figure and shows it beside the
// form; only when the person agrees the figures are put in, as one step. Nothing is written before.
(function (gouji) {
  const { fields, make } = gouji;
  const PATIENCE = 3000; // milliseconds that asking waits for a save
  const SLOW = 600; // after which somebody wonders what happens
  const TIMEOUT = 15000;
  const BREAK = "\u0001";
  let asked = 0; // how often; an answer that another question has overtaken is let go

  const UNSEEN = /<(script|style|head)\b[^]*?<\/\1\s*>/gi;
  const TAG = /<(\/?)([a-z][\w:]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
  const KEPT = ["table", "tr", "td", "th", "br", "p", "div"];

  // The markup without looks: what office programs write is styled all over, which a page here may not be.
  function plainMarkup(html) {
    return html.replace(UNSEEN, "").replace(TAG, (whole, end, name, rest) => {
      if (!KEPT.includes(name.toLowerCase())) return "";
      const spans = end ? null : rest.match(/\b(?:col|row)span\s*=\s*["']?\d+/gi);
      return "<" + end + name + (spans || []).map((each) => " " + each.replace(/["']/g, "")).join("") + ">";
    });
  }

  // The tables of an HTML clipboard with nothing but texts and spans; nothing where the plain text says as much.
  function tablesOf(html, lines) {
    const page = new DOMParser().parseFromString(plainMarkup(html), "text/html"); // inert: nothing is run or fetched
    const tables = Array.from(page.querySelectorAll("table")).filter((table) => !table.parentElement.closest("table"));
    const spanned = tables.some((table) => Array.from(table.querySelectorAll("td, th")).some(isWide));
    const even = new Set(lines.map((line) => line.length)).size === 1;
    return tables.length && (spanned || !even) ? tables.map(reduced).join("") : "";
  }

  function isWide(cell) {
    return cell.colSpan > 1 || cell.rowSpan > 1;
  }

  function reduced(table) {
    const rows = Array.from(table.rows).map((row) => make("tr", {}, ...Array.from(row.cells).map(bare)));
    return new XMLSerializer().serializeToString(make("table", {}, ...rows));
  }

  function bare(cell) {
    const spans = {};
    if (cell.colSpan > 1) spans.colspan = cell.colSpan;
    if (cell.rowSpan > 1) spans.rowspan = cell.rowSpan;
    cell.querySelectorAll("br, p + p, div + div").forEach((each) => each.before(BREAK));
    const parts = cell.textContent.replace(/\s+/g, " ").trim().split(BREAK);
    return make("td", spans, ...parts.flatMap((part, at) => (at ? [make("br"), part] : [part])));
  }

  // Tab separated text in which no cell breaks a line.
  function plain(lines) {
    return lines.map((line) => line.map((text) => text.replace(/[\t\n]+/g, " ")).join("\t")).join("\n");
  }

  function place() {
    return document.getElementById("section").getAttribute("action") + "/pasted";
  }

  // `byPosition` puts the figures in from the cell `name` on, if the person wants that instead.
  function offer(lines, html, name, byPosition) {
    const tables = tablesOf(html, lines);
    const body = new URLSearchParams(tables ? { html: tables } : { text: plain(lines) });
    gouji.saving.afterwards(() => ask(body, name, byPosition), PATIENCE);
  }

  function ask(body, name, byPosition) {
    const mine = (asked += 1);
    const stop = new AbortController();
    const timers = [setTimeout(() => gouji.tell("正在识别粘贴的表格…"), SLOW), setTimeout(() => stop.abort(), TIMEOUT)];
    const options = { method: "POST", body, headers: { "X-Gouji": "1" }, credentials: "same-origin", signal: stop.signal };
    fetch(place(), options)
      .then((answer) => answer.text().then((text) => ({ ok: answer.ok, status: answer.status, text })))
      .then(
        (answer) => mine === asked && answered(answer, name, byPosition),
        () => mine === asked && gouji.tell("没有粘贴：连不上服务器，稍后再次粘贴"),
      )
      .finally(() => timers.forEach(clearTimeout));
  }

  function answered({ ok, status, text }, name, byPosition) {
    const told = document.getElementById("told");
    if (told) told.remove();
    if (ok) show(text, name, byPosition);
    else if (status === 401) gouji.emit("gouji:signed-out", {});
    else gouji.tell(status < 500 || status === 503 ? text : "没有粘贴：表格没有识别成功，稍后再次粘贴");
  }

  function button(words, act, main) {
    const made = make("button", main ? { type: "button", class: "main" } : { type: "button" }, words);
    made.addEventListener("click", act);
    return made;
  }

  function show(markup, name, byPosition) {
    const before = document.activeElement;
    const found = new DOMParser().parseFromString(markup, "text/html").querySelector(".pasted");
    const changes = JSON.parse(found.dataset.changes);
    const box = make("dialog", { id: "whole", class: "whole", "aria-labelledby": "whole-title" });
    const close = (act) => () => {
      box.close();
      if (act) act();
    };
    const no = button(changes.length ? "取消" : "关闭", close(null));
    const acts = make("p", { class: "acts" }, no);
    if (changes.length) acts.prepend(button("粘贴", close(() => accept(found, changes)), true));
    else if (found.dataset.seen === "0" && name) acts.prepend(button("从所选格起按位置粘贴数字", close(byPosition)));
    box.append(make("h2", { id: "whole-title" }, "粘贴预览"), found, acts);
    box.addEventListener("close", () => gone(box, before));
    box.addEventListener("click", (event) => point(event, (goal) => seenIn(box, goal)));
    document.body.append(box);
    box.showModal();
    acts.querySelector("button").focus();
    gouji.announce(found.querySelector(".verdict").textContent.trim());
  }

  function gone(box, before) {
    box.remove();
    if (document.activeElement === document.body && before && before.isConnected) before.focus({ preventScroll: true });
  }

  function isOpen() {
    return Boolean(document.getElementById("whole"));
  }

  // A link in a list of cells leads to the cell: in the preview, or in the form.
  function point(event, go) {
    const link = event.target.closest("a[data-goal]");
    if (!link) return;
    event.preventDefault();
    go(link.dataset.goal);
  }

  function seenIn(box, goal) {
    const cell = Array.from(box.querySelectorAll(".seen")).find((each) => each.dataset.name === goal);
    box.querySelectorAll(".pointed-at").forEach((each) => each.classList.remove("pointed-at"));
    if (!cell) return;
    cell.closest("td").classList.add("pointed-at");
    cell.scrollIntoView({ block: "center", inline: "nearest" });
  }

  function accept(found, changes) {
    const list = found.querySelector(".left-over");
    fields.change(changes, "paste");
    remain(list);
    const first = fields.named(changes[0][0]);
    if (first) fields.focus(first, "center");
    gouji.tell("已粘贴 " + changes.length + " 格" + (list ? "，另有 " + list.children.length + " 处未粘贴，列在表格上方" : ""));
    gouji.saving.now();
  }

  // What was not pasted stays in sight above the table until the person is done with it.
  function remain(list) {
    const old = document.getElementById("left-over");
    if (old) old.remove();
    if (!list) return;
    const done = button("不再显示", () => kept.remove());
    const kept = make("section", { id: "left-over", class: "restore", "aria-label": "没有粘贴的内容" });
    kept.append(make("p", {}, "以下各处没有粘贴，对照原表处理"), list, done);
    kept.addEventListener("click", (event) => point(event, (goal) => fields.named(goal) && fields.focus(fields.named(goal), "center")));
    document.querySelector("#section table.grid").before(kept);
  }

  gouji.whole = { isOpen, offer };
})((window.gouji = window.gouji || {}));
