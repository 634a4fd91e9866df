"use strict";
// Last year's text, taken over paragraph by paragraph: appended to this year's, marked, and one step to undo.
(function (gouji) {
  const { fields } = gouji;

  function buttons() {
    return Array.from(document.querySelectorAll("button[name=bring][data-field]"));
  }

  // What is to be checked in a paragraph that came over: the page knows the paragraphs of last year.
  function toCheck(line) {
    const button = buttons().find((each) => each.dataset.text.trim() === line && each.dataset.check);
    return button ? button.dataset.check.split("、") : [];
  }

  function longer(text, paragraph) {
    return text + (!text || text.endsWith("\n") ? "" : "\n") + paragraph;
  }

  function bring(button, element) {
    const { text } = button.dataset;
    const mark = gouji.carried.markOf(element);
    const changes = [
      [element.getAttribute("name"), longer(fields.text(element), text)],
      [mark, longer(element.dataset.carried || "", text)],
    ];
    fields.change(changes, "carried");
    gouji.tell("已带入文末，待确认，可用 Ctrl+Z 撤销");
    gouji.saving.now();
  }

  function clicked(event) {
    const button = event.target.closest("button[name=bring]");
    const element = button && gouji.saving.possible() ? fields.named(button.dataset.field) : null;
    if (!element) return; // into a part that is added for it: the form is sent
    event.preventDefault();
    bring(button, element);
  }

  // Which paragraphs stand in this year's text already.
  function tick() {
    document.querySelectorAll(".last-paragraph").forEach((place) => {
      const ways = Array.from(place.querySelectorAll("button[name=bring]"));
      const sign = place.querySelector(".brought-already");
      const element = ways.length ? fields.named(ways[0].dataset.field) : null;
      if (!sign || !element) return;
      const here = fields.text(element).split("\n").map((line) => line.trim());
      sign.hidden = !ways.some((button) => here.includes(button.dataset.text.trim()));
    });
  }

  function begin() {
    document.addEventListener("click", clicked);
    gouji.listen("gouji:typed", tick);
    tick();
  }

  gouji.lastyear = { begin, toCheck };
})((window.gouji = window.gouji || {}));
