"use strict";
// Sets the page going: what is typed reaches the fields, and no page is left while something is on its way.
(function (gouji) {
  const { fields } = gouji;
  const PATIENCE = 3000; // milliseconds that leaving waits for a save

  function typed(event) {
    const element = event.target;
    if (!fields.isField(element) || event.isComposing) return;
    delete element.dataset.untouched;
    const changes = [[element.getAttribute("name"), fields.text(element)]];
    gouji.emit("gouji:typed", { changes, how: "typed", byHand: true });
  }

  function left(event) {
    if (fields.isField(event.target)) gouji.saving.left();
  }

  // A link or a button that leaves the page waits until what was typed last has been saved.
  function leaving(event) {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.shiftKey && !event.metaKey;
    if (!link || !plain || link.target || event.defaultPrevented || !gouji.saving.unsent()) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    gouji.saving.afterwards(() => location.assign(link.href), PATIENCE);
  }

  function submitting(event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    const plain = form.id === "section" && !(event.submitter && event.submitter.name);
    if (plain && gouji.saving.possible()) {
      event.preventDefault();
      gouji.saving.sayWhenSaved();
    } else if (gouji.saving.unsent()) {
      event.preventDefault();
      gouji.saving.afterwards(() => send(form, event.submitter), PATIENCE);
    }
  }

  function send(form, submitter) {
    if (submitter && submitter.name) form.append(gouji.make("input", { type: "hidden", name: submitter.name, value: submitter.value }));
    form.submit();
  }

  function begin() {
    const parts = ["tab", "saving", "notices", "conflicts", "mirror", "totals", "steps", "grid", "paste", "prose", "problems", "keys", "hints", "carried", "lastyear", "chain"];
    parts.forEach((part) => gouji[part].begin());
    document.addEventListener("input", typed);
    document.addEventListener("compositionend", typed);
    document.addEventListener("change", left);
    document.addEventListener("focusout", left);
    document.addEventListener("click", leaving);
    document.addEventListener("submit", submitting);
  }

  begin();
})((window.gouji = window.gouji || {}));
