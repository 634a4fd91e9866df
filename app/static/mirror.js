"use strict";
// A copy of what is not saved yet, on this machine, under the person and the report; gone as soon as it is
// saved and when the person signs out. What a window left behind is offered when the report is opened again.
(function (gouji) {
  const { fields, make } = gouji;
  const PREFIX = "gouji-unsent";
  const ANSWERS = 300; // milliseconds for other windows to say that they still live
  const LEFT = "~"; // marks what a window left behind
  let channel = null;
  let silent = false;

  function place() {
    const sync = document.getElementById("sync");
    const report = sync && /\/reports\/([^/]+)/.exec(sync.dataset.url);
    return report ? [PREFIX, document.body.dataset.user || "", report[1], ""].join(":") : "";
  }

  function attempt(act) {
    try {
      return act();
    } catch (refusal) {
      return null; // a browser that keeps nothing for us; the fields still hold what was typed
    }
  }

  function keys(start) {
    return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(start))) || [];
  }

  function copy({ unsent }) {
    if (!place() || silent) return;
    const key = place() + gouji.tab.client();
    if (!unsent) attempt(() => localStorage.removeItem(key));
    else attempt(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: labelled() })));
  }

  function labelled() {
    const pending = gouji.saving.pending();
    Object.keys(pending).forEach((name) => {
      const element = fields.named(name);
      pending[name].label = element ? fields.label(element) : gouji.carried.label(name);
    });
    return pending;
  }

  function purge() {
    silent = true;
    keys([PREFIX, document.body.dataset.user || "", ""].join(":")).forEach((key) => attempt(() => localStorage.removeItem(key)));
  }

  function read(key) {
    return attempt(() => JSON.parse(localStorage.getItem(key)));
  }

  // What this window itself left behind is put aside, so that typing on does not write over it.
  function putAside() {
    const own = place() + gouji.tab.client();
    const record = read(own);
    if (!record) return;
    attempt(() => localStorage.setItem(own + LEFT + record.at, JSON.stringify(record)));
    attempt(() => localStorage.removeItem(own));
  }

  function lookFor() {
    putAside();
    const found = new Set(keys(place()));
    if (!found.size) return;
    const living = (message) => message.data.here && found.delete(place() + message.data.here);
    if (channel) channel.addEventListener("message", living);
    if (channel) channel.postMessage({ who: true });
    setTimeout(() => offer(Array.from(found)), ANSWERS);
  }

  function answer(message) {
    if (message.data.who) channel.postMessage({ here: gouji.tab.client() });
  }

  // The newest text of every field that is not what is stored anyway.
  function merged(records) {
    const all = new Map();
    records.sort((one, other) => one.at - other.at).forEach((record) => {
      Object.keys(record.fields).forEach((name) => all.set(name, record.fields[name]));
    });
    all.forEach((left, name) => {
      if (fields.named(name) && fields.base(name) === left.text) all.delete(name);
    });
    return all;
  }

  function offer(found) {
    const own = place() + gouji.tab.client();
    const left = found.filter((key) => key !== own);
    const records = left.map(read).filter((record) => record && record.fields);
    const all = merged(records);
    const forget = () => left.forEach((key) => attempt(() => localStorage.removeItem(key)));
    if (all.size) show(all, records[records.length - 1].at, forget);
    else forget();
  }

  function line(left, name) {
    const element = fields.named(name);
    const what = (element && fields.label(element)) || left.label || gouji.carried.label(name) || name;
    const now = element ? fields.base(name) : left.base;
    return make("li", {}, what + "：现为" + quoted(now) + "，暂存" + quoted(left.text));
  }

  function quoted(text) {
    if (!text) return "空白";
    return "“" + (text.length > 40 ? text.slice(0, 40) + "…" : text) + "”";
  }

  function clock(at) {
    const time = new Date(at);
    return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  }

  function show(all, at, forget) {
    const list = make("ul", {}, ...Array.from(all, ([name, left]) => line(left, name)));
    const yes = make("button", { type: "button" }, "恢复");
    const no = make("button", { type: "button" }, "不再保留");
    const words = make("p", {}, clock(at) + " 有 " + all.size + " 处修改没有上传，暂存在本机");
    const box = make("section", { id: "restore", class: "restore", "aria-label": "恢复未上传的修改" }, words, list, yes, no);
    yes.addEventListener("click", () => {
      restore(all);
      forget();
      box.remove();
    });
    no.addEventListener("click", () => {
      forget();
      box.remove();
    });
    document.querySelector("main").prepend(box);
    gouji.announce(words.textContent);
  }

  function restore(all) {
    all.forEach((left, name) => {
      if (!fields.named(name)) fields.setBase(name, left.base);
    });
    fields.change(Array.from(all, ([name, left]) => [name, left.text]), "typed");
    gouji.saving.now();
  }

  function begin() {
    gouji.listen("gouji:typed", () => {
      silent = false;
    });
    gouji.listen("gouji:state", copy);
    document.addEventListener("submit", (event) => /\/signout$/.test(event.target.action) && purge());
    if (!place()) return;
    channel = window.BroadcastChannel ? new BroadcastChannel(PREFIX) : null;
    if (channel) channel.addEventListener("message", answer);
    lookFor();
  }

  gouji.mirror = { begin };
})((window.gouji = window.gouji || {}));
