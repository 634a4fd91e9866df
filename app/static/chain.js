"use strict";
// A stock goes on from last year's: what came in since and what went out, added up beside the cell while typing.
(function (gouji) {
  const { fields, figures } = gouji;
  const START = "start";

  function terms(place) {
    const found = place.dataset.terms.trim().split(" ");
    return found.map((term) => ({ sign: term[0] === "-" ? "－" : "＋", times: term[0] === "-" ? "-1" : "1", name: term.slice(1) }));
  }

  function reading(name, place) {
    if (name === START) return { state: "number", number: place.dataset.start };
    const element = fields.named(name);
    return element ? fields.reading(element) : { state: "blank", number: null };
  }

  function show(place) {
    const since = terms(place);
    const left = [[START, "1"]].concat(since.map((term) => [term.name, term.times]));
    const { residuals } = figures.work({ relations: [{ left, right: [] }] }, (name) => reading(name, place));
    const moves = since.map((term) => term.sign + reading(term.name, place).number).join("");
    const text = residuals[0].partial ? "" : moves + "＝" + residuals[0].gap;
    if (place.lastChild.data !== place.dataset.start + text) place.lastChild.data = place.dataset.start + text;
  }

  function begin() {
    const places = Array.from(document.querySelectorAll(".chain[data-terms]"));
    if (places.length) gouji.listen("gouji:typed", () => places.forEach(show));
  }

  gouji.chain = { begin };
})((window.gouji = window.gouji || {}));
