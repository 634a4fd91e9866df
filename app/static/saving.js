"use strict";
// The save protocol: changed fields are collected, one request is under way at a time, and a request that was
// not answered is sent again exactly as it was, under the same number, until it is. The server answers a number
// it has seen with the answer it gave; that is why nothing is written twice and nothing is lost.
// A field that somebody else has changed meanwhile waits for the person and is never sent again by itself.
(function (gouji) {
  const { fields } = gouji;
  const AFTER_INPUT = 400; // milliseconds of quiet
  const AFTER_LEAVING = 50;
  const AT_THE_LATEST = 3000;
  const TIMEOUT = 15000;
  const RETRIES = { first: 500, last: 8000 };
  const MOST_FIELDS = 300; // in one request

  const dirty = new Map(); // name → {text, how}
  const conflicts = new Map(); // name → {stored, by, at, own, text}
  const refused = new Map(); // name → text that the server will not take
  let inflight = null; // {seq, values, texts: name → text, waiting}
  let failures = 0;
  let stopped = ""; // "signed-out", or "refused" until something is typed
  let said = "";
  let oneByOne = false;
  let savedAt = "";
  let timer = 0;
  let retrying = 0; // its own timer: typing on must not put off what is to be sent again
  let watch = 0;
  let since = 0; // when the first unsent change was made
  let paused = Infinity; // when a pause in typing asks for a save; further typing puts it off
  let due = Infinity; // when anything else does; nothing puts that off
  let hot = { name: "", until: 0 }; // the field that is being typed in right now
  let announces = false;
  let whenIdle = [];

  function sync() {
    return document.getElementById("sync");
  }

  function possible() {
    return Boolean(sync());
  }

  function unsent() {
    return dirty.size + conflicts.size + refused.size;
  }

  // What is not saved yet, for the copy on this machine.
  function pending() {
    const all = {};
    const keep = (name, text) => {
      all[name] = { text, base: fields.base(name) };
    };
    refused.forEach((text, name) => keep(name, text));
    conflicts.forEach((conflict, name) => keep(name, conflict.text));
    dirty.forEach((entry, name) => keep(name, entry.text));
    return all;
  }

  function note(name, text, how) {
    refused.delete(name);
    if (conflicts.has(name)) conflicts.get(name).text = text;
    else if (text === fields.base(name) && !isUnderWay(name)) dirty.delete(name);
    else dirty.set(name, { text, how });
    if (stopped === "refused") stopped = "";
  }

  function isUnderWay(name) {
    return Boolean(inflight) && inflight.texts.has(name);
  }

  function typed({ changes, how, byHand }) {
    if (!possible()) return;
    changes.forEach(([name, text]) => note(name, text, how));
    hot = byHand ? { name: changes[0][0], until: Date.now() + AFTER_INPUT } : { name: "", until: 0 };
    soon(AFTER_INPUT);
    report();
  }

  function left() {
    hot = { name: "", until: 0 };
    soon(AFTER_LEAVING);
  }

  // A field that is being typed in is not sent half written, but the others do not wait for it, and somebody
  // who never pauses is saved too.
  function soon(delay) {
    if (!dirty.size) {
      since = 0;
      return;
    }
    const now = Date.now();
    since = since || now;
    if (delay >= AFTER_INPUT) paused = now + delay;
    else due = Math.min(due, now + delay);
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, Math.min(paused, due, since + AT_THE_LATEST) - now));
  }

  function flush() {
    clearTimeout(timer);
    due = Infinity;
    paused = Infinity;
    if (inflight || stopped || !dirty.size || !possible()) return;
    const names = ready();
    if (!names.length) {
      soon(hot.until - Date.now());
      return;
    }
    since = 0;
    inflight = request(names);
    send();
  }

  function ready() {
    const now = Date.now();
    const waits = (name) => name === hot.name && now < hot.until && now < since + AT_THE_LATEST;
    return Array.from(dirty.keys()).filter((name) => !waits(name)).slice(0, oneByOne ? 1 : MOST_FIELDS);
  }

  function request(names) {
    const { client, seq } = gouji.tab.next();
    const ways = new Set(names.map((name) => dirty.get(name).how));
    const values = { client, seq, source: ways.size === 1 ? Array.from(ways)[0] : "typed", section: section() };
    const texts = new Map();
    names.forEach((name) => {
      texts.set(name, dirty.get(name).text);
      values["v." + name] = dirty.get(name).text;
      values["b." + name] = fields.base(name);
    });
    return { seq, values, texts, waiting: false };
  }

  function section() {
    const form = document.getElementById("section");
    const found = form && /\/sections\/([^/?#]+)/.exec(form.getAttribute("action"));
    return found ? found[1] : "";
  }

  function send() {
    inflight.waiting = false;
    watch = setTimeout(tooLong, TIMEOUT);
    gouji.transport.post(sync(), inflight.values);
    report();
  }

  function tooLong() {
    failed(0, "");
    gouji.transport.abort(sync());
  }

  // The same request again: same number, same fields, same texts.
  function again() {
    clearTimeout(retrying);
    if (inflight && inflight.waiting && !stopped) send();
  }

  function failed(status, sentence) {
    if (!inflight || inflight.waiting) return;
    clearTimeout(watch);
    inflight.waiting = true;
    if (status === 401) stop("signed-out", "");
    else if (status === 422 && inflight.texts.size > 1) apart();
    else if (status === 422) refuse(sentence);
    else if (status >= 400 && status < 500 && status !== 408 && status !== 429) giveUp(sentence);
    else retry();
    report();
  }

  function retry() {
    const delay = Math.min(RETRIES.last, RETRIES.first * Math.pow(2, failures));
    failures += 1;
    clearTimeout(retrying);
    retrying = setTimeout(again, delay);
  }

  function stop(why, sentence) {
    stopped = why;
    said = sentence;
    if (why === "signed-out") gouji.emit("gouji:signed-out", {});
  }

  // Nothing was written: the fields stay unsaved, the next change tries again under a new number.
  function giveUp(sentence) {
    inflight = null;
    stop("refused", sentence);
  }

  // One of several fields is not accepted: each goes alone, so that it holds up no other.
  function apart() {
    inflight = null;
    oneByOne = true;
    soon(0);
  }

  function refuse(sentence) {
    inflight.texts.forEach((text, name) => {
      if (dirty.get(name).text === text) {
        refused.set(name, text);
        dirty.delete(name);
      }
    });
    inflight = null;
    said = sentence;
    soon(0);
  }

  // An answer; a late or foreign one is not for the request that waits.
  function acknowledged({ seq, ok, bad, unset, at }) {
    if (!inflight || seq !== inflight.seq) return;
    clearTimeout(watch);
    clearTimeout(retrying);
    const { texts } = inflight;
    inflight = null;
    failures = 0;
    stopped = "";
    savedAt = at;
    ok.filter((name) => texts.has(name)).forEach((name) => kept(name, texts.get(name)));
    gouji.emit("gouji:kept", { names: ok.filter((name) => texts.has(name) && !dirty.has(name)), unset });
    Object.keys(bad).filter((name) => texts.has(name)).forEach((name) => clash(name, bad[name]));
    if (dirty.size) soon(AFTER_LEAVING);
    else done();
    report();
  }

  function kept(name, text) {
    fields.setBase(name, text);
    if (dirty.has(name) && dirty.get(name).text === text) dirty.delete(name);
  }

  function clash(name, found) {
    const { text } = dirty.get(name);
    dirty.delete(name);
    if (found.stored === text) {
      fields.setBase(name, text);
      return;
    }
    conflicts.set(name, Object.assign({}, found, { stored: found.stored || "", text }));
    gouji.emit("gouji:conflict", { name, conflict: conflicts.get(name) });
  }

  function done() {
    since = 0;
    oneByOne = false;
    if (announces) gouji.announce("已保存 " + savedAt);
    announces = false;
    gouji.emit("gouji:saved", { at: savedAt });
  }

  // The person decides: `mine` writes over what was found, otherwise what was found is taken.
  function decide(name, mine) {
    const conflict = conflicts.get(name);
    if (!conflict) return;
    conflicts.delete(name);
    fields.setBase(name, conflict.stored);
    fields.change([[name, mine ? conflict.text : conflict.stored]], "typed");
    flush();
    if (!dirty.size && !inflight) done();
    report();
  }

  // Somebody is signed in again: the waiting request goes out as it was.
  function resume() {
    stopped = "";
    failures = 0;
    if (inflight) again();
    else flush();
    report();
  }

  function now() {
    hot = { name: "", until: 0 };
    if (inflight && inflight.waiting) again();
    else flush();
  }

  function sayWhenSaved() {
    announces = true;
    if (unsent()) now();
    else done();
  }

  // Runs `go` when everything is saved, or after `patience` milliseconds all the same.
  function afterwards(go, patience) {
    let gone = false;
    const once = () => {
      if (!gone) go();
      gone = true;
    };
    if (!unsent()) {
      once();
      return;
    }
    whenIdle.push(once);
    setTimeout(once, patience);
    now();
  }

  function state() {
    const count = unsent();
    if (stopped === "signed-out") return ["signed-out", "登录已过期，请重新登录（内容已暂存）"];
    if (stopped === "refused" || refused.size) return ["refused", "未保存 " + count + " 处"];
    if (failures && !navigator.onLine) return ["offline", "离线，已暂存在本机"];
    if (failures) return ["unsaved", "未保存 " + count + " 处，正在重试"];
    if (inflight || dirty.size) return ["saving", "正在保存…"];
    if (conflicts.size) return ["conflict", "有冲突，请处理 " + conflicts.size + " 处"];
    return savedAt ? ["saved", "已保存 " + savedAt] : ["", ""];
  }

  function report() {
    const [name, words] = state();
    const sentence = name === "refused" ? said : "";
    gouji.emit("gouji:state", { name, words, sentence, unsent: unsent() });
    if (!unsent()) whenIdle.splice(0).forEach((go) => go());
  }

  function begin() {
    const stated = /^已保存 (\S+)$/.exec(document.getElementById("save-state") ? document.getElementById("save-state").textContent : "");
    savedAt = stated ? stated[1] : ""; // so that the page says so again when what was typed is taken back
    gouji.listen("gouji:typed", typed);
    window.addEventListener("online", now);
    document.addEventListener("visibilitychange", () => document.hidden && now());
    gouji.transport.begin(acknowledged, failed);
  }

  gouji.saving = { afterwards, begin, conflicts: () => conflicts, decide, now, pending, left, possible, resume, sayWhenSaved, unsent };
})((window.gouji = window.gouji || {}));
