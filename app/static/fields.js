"use strict";
// Everything on the page that a person can type, by the one name it has everywhere. A field is an input, a
// textarea, or the output of a total that nobody has stated. Changes made by the script come through change().
(function (gouji) {
  const FIELD = ".figure[name], [data-prose][name]";

  function isField(element) {
    return element instanceof Element && element.matches(FIELD);
  }

  function named(name) {
    return Array.from(document.getElementsByName(name)).find(isField) || null;
  }

  function isOutput(element) {
    return element.tagName === "OUTPUT";
  }

  function isComputed(element) {
    return isOutput(element) || element.dataset.total === "1";
  }

  // The typed text; nothing for a total that is added up, also while somebody only looks into its box.
  function text(element) {
    return isOutput(element) || element.dataset.untouched ? "" : element.value;
  }

  function kindOf(element) {
    const data = element.dataset;
    return {
      kind: data.kind,
      unit: data.unit || "",
      unitPrinted: data.unitPrinted !== "0",
      decimals: Number(data.decimals || 6),
    };
  }

  function reading(element) {
    return gouji.figures.read(kindOf(element), text(element));
  }

  // The text that the server is known to have; of fields on other pages too, once they were spoken of.
  const elsewhere = new Map();

  function base(name) {
    const element = named(name);
    return (element ? element.dataset.base : elsewhere.get(name)) || "";
  }

  function setBase(name, stored) {
    const element = named(name);
    if (element) element.dataset.base = stored;
    else elsewhere.set(name, stored);
    const hidden = document.getElementsByName("b." + name)[0];
    if (hidden) hidden.value = stored;
  }

  // Shows a text in a field; a total becomes a box, or a computed figure again.
  function put(name, value) {
    let element = named(name);
    if (!element) return null;
    if (isComputed(element)) element = gouji.totals.turn(element, value);
    if (!isOutput(element)) element.value = value;
    if (element.tagName === "TEXTAREA") emit("gouji:grown", { element });
    return element;
  }

  // Changes of several fields at once: [[name, text], …]. `how` is what the log calls it.
  function change(changes, how, undoing) {
    changes.forEach(([name, value]) => put(name, value));
    emit("gouji:typed", { changes, how: how || "typed", undoing: Boolean(undoing) });
  }

  function emit(type, detail) {
    document.dispatchEvent(new CustomEvent(type, { detail }));
  }

  function listen(type, handle) {
    document.addEventListener(type, (event) => handle(event.detail));
  }

  function all() {
    return Array.from(document.querySelectorAll(FIELD));
  }

  // What a person calls the field: the words of the headings that label it.
  function label(element) {
    const ids = (element.getAttribute("aria-labelledby") || "").split(" ").filter(Boolean);
    const heads = ids.map((id) => document.getElementById(id)).filter(Boolean);
    const own = element.labels && element.labels[0];
    const words = heads.length ? heads.map((head) => head.textContent.trim()) : [own ? own.textContent.trim() : ""];
    return words.filter(Boolean).join("，") || element.getAttribute("aria-label") || "";
  }

  function focus(element, scroll) {
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: scroll || "nearest", inline: "nearest" });
    if (element.select && element.matches("input.figure")) element.select();
  }

  // Script-made elements: tag, {attribute: value}, words or elements inside.
  function make(tag, attributes, ...inside) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach((key) => element.setAttribute(key, attributes[key]));
    element.append(...inside);
    return element;
  }

  gouji.emit = emit;
  gouji.listen = listen;
  gouji.make = make;
  gouji.fields = { all, base, change, focus, isComputed, isField, isOutput, kindOf, label, named, put, reading, setBase, text };
})((window.gouji = window.gouji || {}));
