"use strict";
// The list of problems: fetched a while after a save, its cells marked, its jumps and its one-click mends.
(function (gouji) {
  const { fields } = gouji;
  const AFTER_SAVE = 1000;
  let timer = 0;
  let attended = null; // the item (or the list) that had the focus when the list was fetched
  let typed = false; // whether anything was typed since the list was asked for
  let visited = null; // key of the item that F8 went to last

  function list() {
    return document.getElementById("problems");
  }

  function soon(delay) {
    clearTimeout(timer);
    timer = setTimeout(refresh, delay);
  }

  // Not while something is unsent or a reason is being written: the list must neither take the box from under
  // the hands of its writer nor speak of what is about to change.
  function refresh() {
    const aside = list();
    if (!aside || !aside.dataset.url) return;
    if (isBusy(aside)) {
      soon(AFTER_SAVE);
      return;
    }
    typed = false;
    const focus = aside.contains(document.activeElement) ? document.activeElement : null;
    attended = focus && (focus.closest("li[data-key]") || aside);
    gouji.transport.get(aside);
  }

  function isBusy(aside) {
    const focus = document.activeElement;
    return gouji.saving.unsent() > 0 || (aside.contains(focus) && fields.isField(focus));
  }

  // A list that was asked for before something was typed is out of date, and would take a reason being written away.
  function isWelcome() {
    const welcome = !typed && !isBusy(list());
    if (!welcome) soon(AFTER_SAVE);
    return welcome;
  }

  // Whoever was in the list stays there: at the same problem, or at the top if it is gone.
  function stay() {
    const aside = list();
    if (!attended || (document.activeElement !== document.body && !aside.contains(document.activeElement))) return;
    const same = items().find((item) => item.dataset.key === attended.dataset.key);
    const place = (same && same.querySelector("a")) || aside;
    aside.tabIndex = -1;
    place.focus({ preventScroll: true });
    attended = null;
  }

  function items() {
    return list() ? Array.from(list().querySelectorAll("li[data-severity]")) : [];
  }

  function cellsOf(item) {
    return (item.dataset.cells || "").split(" ").filter(Boolean).map(fields.named).filter(Boolean);
  }

  function isBlanks(item) {
    return Boolean(item.querySelector("button[name=zero]"));
  }

  function stops(item) {
    return item.dataset.severity === "block" && !isBlanks(item);
  }

  function mark() {
    if (!list()) return;
    document.querySelectorAll(".wrong[name]").forEach(unmark);
    items().filter(stops).forEach((item) => {
      const cells = cellsOf(item);
      cells.forEach(markCell);
      if (cells.length === 1) say(cells[0], sentence(item));
      if (cells.length === 1 && !item.dataset.rule) cells[0].dataset.unset = "1";
    });
  }

  function refreshed() {
    mark();
    entitle();
    stay();
  }

  // The number of places comes first in the title: it is what a tab shows and a screen reader says first.
  function entitle() {
    const count = items().filter((item) => stops(item) && goal(item)).length;
    document.title = (count ? "（" + count + " 处待改）" : "") + document.title.replace(/^（\d+ 处待改）/, "");
  }

  function markCell(cell) {
    cell.classList.add("wrong");
    if (!fields.isOutput(cell)) cell.setAttribute("aria-invalid", "true");
  }

  function unmark(cell) {
    cell.classList.remove("wrong");
    cell.removeAttribute("aria-invalid");
    delete cell.dataset.unset;
    say(cell, "");
  }

  // What cannot be printed is said beside its field as soon as it is saved; the list says it again later.
  function kept({ names, unset }) {
    names.map(fields.named).filter(Boolean).forEach((cell) => {
      const words = unset[cell.getAttribute("name")] || "";
      const note = document.getElementById(cell.id + "-note");
      if (!words && cell.dataset.unset) unmark(cell);
      if (!words || (note && note.textContent === words)) return;
      markCell(cell);
      cell.dataset.unset = "1";
      say(cell, words);
      gouji.announce(words);
    });
  }

  function say(cell, words) {
    const note = document.getElementById(cell.id + "-note");
    if (!note) return;
    note.textContent = words;
    note.hidden = !words;
  }

  function sentence(item) {
    const link = item.querySelector("a[href*='#']");
    return (item.querySelector(".message") || link || item).textContent.trim();
  }

  // Where an item leads on this page; nothing if it is about another page.
  function goal(item) {
    const link = item.querySelector("a[href*='#']");
    const target = link && link.pathname === location.pathname ? document.getElementById(link.hash.slice(1)) : null;
    return target || cellsOf(item)[0] || null;
  }

  function jump(element) {
    fields.focus(element, "center");
  }

  function follow(event) {
    const link = event.target.closest("a[href*='#']");
    if (!link || link.pathname !== location.pathname) return;
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!fields.isField(target)) return;
    event.preventDefault();
    jump(target);
  }

  function next(back) {
    const here = items().filter(goal);
    if (!here.length) {
      gouji.tell("本页没有待处理的问题");
      return;
    }
    const at = here.findIndex((item) => item.dataset.key === visited);
    const step = at < 0 ? (back ? here.length - 1 : 0) : (at + (back ? -1 : 1) + here.length) % here.length;
    visited = here[step].dataset.key;
    jump(goal(here[step]));
    gouji.announce("第 " + (step + 1) + " 处，共 " + here.length + " 处：" + sentence(here[step]));
  }

  // "addr=value;addr=value" → [[addr, value], …]
  function changes(text) {
    return text.split(";").map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), pair.slice(at + 1)];
    });
  }

  function apply(button) {
    const wanted = changes(button.value);
    fields.change(wanted, "typed");
    jump(fields.named(wanted[0][0]));
    gouji.tell("已改 " + wanted.length + " 处，可用 Ctrl+Z 撤销");
    gouji.saving.now();
  }

  function fillZeros() {
    const blank = fields.all().filter((element) => {
      const typed = element.matches("input.figure") && !fields.isComputed(element) && !element.readOnly;
      return typed && element.dataset.kind !== "text" && fields.reading(element).state === "blank";
    });
    fields.change(blank.map((element) => [element.name, "0"]), "typed");
    gouji.tell("已填 " + blank.length + " 格，可用 Ctrl+Z 撤销");
    gouji.saving.now();
  }

  function take(button) {
    fields.change([[button.value, ""]], "cleared");
    fields.focus(fields.named(button.value));
    gouji.saving.now();
  }

  const ACTS = { apply, take, zero: fillZeros };

  // Buttons that work without scripts by sending the form; here they change the fields of the page.
  function clicked(event) {
    const button = event.target.closest("button[name]");
    const act = button && gouji.saving.possible() ? ACTS[button.name] : null;
    const elsewhere = act === apply && !changes(button.value).every(([name]) => fields.named(name));
    if (!act || elsewhere) return;
    event.preventDefault();
    act(button);
  }

  function begin() {
    document.addEventListener("click", clicked);
    document.addEventListener("click", follow);
    const aside = list();
    if (aside) {
      new MutationObserver(refreshed).observe(aside, { childList: true });
      gouji.transport.receive(aside, isWelcome);
    }
    gouji.listen("gouji:typed", () => { typed = true; });
    gouji.listen("gouji:kept", kept);
    gouji.listen("gouji:saved", () => soon(AFTER_SAVE));
    mark();
    entitle();
    if (gouji.saving.possible()) refresh();
    const arrived = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (fields.isField(arrived)) jump(arrived);
  }

  gouji.problems = { begin, items, next, sentence };
})((window.gouji = window.gouji || {}));
