"use strict";
// A field that somebody else changed meanwhile: both texts side by side, and the person chooses.
(function (gouji) {
  const { fields, make } = gouji;
  const boxes = new Map(); // name → element

  function filled(text) {
    return text ? "填 " + text : "留空";
  }

  function words({ stored, by, at, own, text }) {
    const who = own ? "本人在另一窗口（" + at + "）" : "他人（" + by + " " + at + "）";
    return who + filled(stored) + "，这里" + filled(text);
  }

  function longWords({ by, at, own }) {
    return own ? "本人在另一窗口（" + at + "）改为：" : "他人（" + by + " " + at + "）改为：";
  }

  function button(name, mine, label) {
    const made = make("button", { type: "button" }, label);
    made.addEventListener("click", () => {
      gouji.saving.decide(name, mine);
      const element = fields.named(name);
      if (element) fields.focus(element);
    });
    return made;
  }

  function contents(name, conflict) {
    const element = fields.named(name);
    const long = name.startsWith("/");
    const inside = [make("p", {}, long ? longWords(conflict) : words(conflict))];
    if (long) inside.push(make("blockquote", {}, conflict.stored || "（留空）"));
    if (!element) inside.unshift(make("p", {}, gouji.carried.label(name) || name));
    return inside.concat([button(name, true, "用我的"), button(name, false, "用对方的")]);
  }

  function show({ name, conflict }) {
    remove(name);
    const element = fields.named(name);
    const box = make("div", { class: "conflict", role: "group", "aria-label": "内容有冲突" }, ...contents(name, conflict));
    boxes.set(name, box);
    if (element) {
      element.classList.add("conflicted");
      element.parentNode.append(box);
    } else {
      document.querySelector("main").prepend(box);
    }
    gouji.announce(words(conflict) + "。选用其一");
  }

  function remove(name) {
    const box = boxes.get(name);
    if (box) box.remove();
    boxes.delete(name);
    const element = fields.named(name);
    if (element) element.classList.remove("conflicted");
  }

  // The box goes once its conflict is decided, and follows what is typed until then.
  function follow() {
    const open = gouji.saving.conflicts();
    Array.from(boxes.keys()).forEach((name) => {
      if (!open.has(name)) remove(name);
      else if (!name.startsWith("/")) boxes.get(name).querySelector("p:last-of-type").textContent = words(open.get(name));
    });
  }

  function begin() {
    gouji.listen("gouji:conflict", show);
    gouji.listen("gouji:state", follow);
  }

  gouji.conflicts = { begin };
})((window.gouji = window.gouji || {}));
