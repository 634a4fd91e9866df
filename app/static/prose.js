"use strict";
// Texts: boxes that grow with them, and plain paragraphs from whatever a word processor puts on the clipboard.
(function (gouji) {
  const { fields } = gouji;

  function grow(element) {
    if (!element.matches("textarea[data-prose]")) return;
    element.style.height = "auto";
    element.style.height = element.scrollHeight + element.offsetHeight - element.clientHeight + "px";
  }

  // One paragraph a line: no indents, no soft breaks, no empty lines, nothing that cannot be seen.
  function paragraphs(text) {
    const lines = text.replace(/\r\n?|[\u000b\u000c\u2028\u2029]/g, "\n").split("\n");
    const clean = lines.map((line) => line.replace(/[\u200b\ufeff]/g, "").replace(/\t/g, " ").trim());
    return clean.filter(Boolean).join("\n");
  }

  function pasted(event) {
    const element = event.target;
    if (!fields.isField(element) || !element.matches("[data-prose]")) return;
    const text = event.clipboardData.getData("text/plain");
    const clean = paragraphs(text);
    if (!clean || clean === text) return;
    event.preventDefault();
    const oneLine = element.tagName === "INPUT" ? clean.replace(/\n/g, "") : clean;
    document.execCommand("insertText", false, oneLine); // the one way that the browser's own undo knows of
  }

  function begin() {
    document.querySelectorAll("textarea[data-prose]").forEach(grow);
    document.addEventListener("input", (event) => grow(event.target));
    document.addEventListener("paste", pasted);
    gouji.listen("gouji:grown", ({ element }) => grow(element));
  }

  gouji.prose = { begin };
})((window.gouji = window.gouji || {}));
