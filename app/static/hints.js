"use strict";
// What counts in the row that is being typed in, shown beside the table: the list below it is long and far away.
(function (gouji) {
  const { fields } = gouji;

  function hintOf(name) {
    const lines = Array.from(document.querySelectorAll(".hints dt[data-line]"));
    const fits = (line) => name.startsWith(line) || (line.startsWith(".") && name.endsWith(line));
    return lines.find((line) => fits(line.dataset.line));
  }

  function show(event) {
    const place = document.getElementById("row-hint");
    if (!place || !fields.isField(event.target)) return;
    const found = hintOf(event.target.getAttribute("name"));
    place.hidden = !found;
    place.textContent = "";
    if (!found) return;
    const name = document.createElement("b");
    name.textContent = found.textContent;
    place.append(name, document.createElement("br"), found.nextElementSibling.textContent);
  }

  function begin() {
    document.addEventListener("focusin", show);
  }

  gouji.hints = { begin };
})((window.gouji = window.gouji || {}));
