"use strict";
// Totals that fill themselves, totals that somebody states, and the residuals of printed relations, all while
// typing. The sums come with the page as data.
(function (gouji) {
  const { figures, fields, make } = gouji;
  const QUIET = 1000; // before a changed residual is read out
  const BLANK = { state: "blank", number: null };
  let data = { totals: [], relations: [] };
  let quiet = 0;

  function reading(address) {
    const element = fields.named(address);
    return element ? fields.reading(element) : BLANK;
  }

  function refresh() {
    const { totals, residuals } = figures.work(data, reading);
    Object.keys(totals).forEach((address) => showTotal(address, totals[address]));
    data.relations.forEach((relation, place) => showResidual(relation, residuals[place]));
  }

  function showTotal(address, total) {
    const element = fields.named(address);
    if (!element) return;
    if (!fields.isOutput(element)) {
      showTaking(element, total);
      return;
    }
    element.textContent = total.number ? figures.show(fields.kindOf(element), total.number) : "";
    element.classList.toggle("partial", total.partial && total.number !== null);
  }

  // The way back from a stated total: only while the computed one is known and is another.
  function showTaking(element, total) {
    const button = takeButton(element);
    const own = fields.reading(element);
    const known = total.number && !total.partial;
    const equal = known && own.state === "number" && figures.same(figures.decimal(own.number), total.number);
    button.hidden = !known || equal;
    if (!known) return;
    button.dataset.computed = figures.show(fields.kindOf(element), total.number);
    button.textContent = "取计算值 " + button.dataset.computed;
  }

  function takeButton(element) {
    const next = element.parentNode.querySelector("button.take");
    if (next) return next;
    const button = make("button", { type: "submit", class: "take", name: "take", value: element.name });
    element.after(button);
    return button;
  }

  function showResidual(relation, residual) {
    const element = residualOf(relation);
    if (!element) return;
    const before = element.textContent;
    const even = residual.gap === "0";
    element.textContent = residual.gap === null ? "" : even ? "相符" : "差 " + residual.gap.replace("-", "");
    element.dataset.state = residual.gap === null ? "" : even ? "even" : "off";
    element.classList.toggle("partial", residual.partial);
    if (before !== element.textContent) readOutLater();
  }

  function residualOf(relation) {
    const same = (element) =>
      element.dataset.relation === relation.rule && (element.dataset.line || "") === relation.line;
    return Array.from(document.querySelectorAll("output[data-relation]")).find(same) || null;
  }

  // One polite sentence about the column that is being typed in, once the typing has paused.
  function readOutLater() {
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      const relation = data.relations.find((each) => takesPart(each, document.activeElement));
      const element = relation && residualOf(relation);
      if (element && element.dataset.state === "off") gouji.mention(fields.label(element) + " " + element.textContent);
    }, QUIET);
  }

  function takesPart(relation, element) {
    return Boolean(element) && addresses(relation).includes(element.getAttribute("name"));
  }

  function addresses(relation) {
    return relation.left.concat(relation.right).map(([address]) => address);
  }

  function point(event) {
    const element = event.target.closest("output[data-relation]");
    const relation = element && data.relations.find((each) => residualOf(each) === element);
    document.querySelectorAll(".taking-part").forEach((each) => each.classList.remove("taking-part"));
    if (!relation) return;
    const cells = addresses(relation).map(fields.named).filter(Boolean);
    cells.forEach((cell) => cell.classList.add("taking-part"));
    if (cells.length) fields.focus(cells[0]);
  }

  const KEPT = [
    "id", "name", "aria-labelledby", "aria-describedby",
    "data-kind", "data-unit", "data-unit-printed", "data-decimals", "data-base",
  ];

  function twin(element, tag, own) {
    const made = make(tag, own);
    KEPT.forEach((key) => {
      if (element.hasAttribute(key)) made.setAttribute(key, element.getAttribute(key));
    });
    return made;
  }

  function replace(element, made) {
    const focused = document.activeElement === element;
    element.replaceWith(made);
    if (focused) made.focus({ preventScroll: true });
    return made;
  }

  function toBox(output) {
    const money = output.dataset.kind === "money";
    const own = { type: "text", class: "figure total stated", "data-total": "1", autocomplete: "off" };
    own["aria-describedby"] = output.id + "-note";
    own.inputmode = output.dataset.kind === "count" ? "numeric" : money ? "decimal" : "text";
    return replace(output, twin(output, "input", own));
  }

  function toOutput(box) {
    takeButton(box).remove();
    const own = { class: "figure total", tabindex: "-1", "aria-live": "off", title: "双击可另填核对数" };
    return replace(box, twin(box, "output", own));
  }

  // A total shows a stated text in a box, or without one the computed figure. Returns the element that is there.
  function turn(element, stated) {
    if (stated && fields.isOutput(element)) return toBox(element);
    if (!stated && !fields.isOutput(element)) return toOutput(element);
    delete element.dataset.untouched;
    return element;
  }

  // Opens the box of a total with the computed figure in it; nothing is stated until something is typed.
  function open(output) {
    const shown = output.textContent;
    const box = toBox(output);
    box.dataset.untouched = "1";
    box.value = shown;
    takeButton(box).hidden = true;
    fields.focus(box);
    return box;
  }

  // Leaving an empty or untouched box gives the total back to the computation.
  function close(box) {
    if (fields.text(box).trim()) return;
    if (document.activeElement === box) return;
    toOutput(box);
    refresh();
  }

  function begin() {
    const form = document.getElementById("section");
    if (form && form.dataset.relations) data = JSON.parse(form.dataset.relations);
    document.querySelectorAll("output.total").forEach((output) => {
      output.tabIndex = -1;
    });
    gouji.listen("gouji:typed", refresh);
    document.addEventListener("click", point);
    document.addEventListener("dblclick", (event) => {
      const output = event.target.closest("output.total");
      if (output && gouji.saving.possible()) open(output);
    });
    document.addEventListener("focusout", (event) => {
      const box = event.target;
      if (box.matches("input[data-total]")) setTimeout(() => box.isConnected && close(box), 0);
    });
    refresh();
  }

  gouji.totals = { begin, open, turn };
})((window.gouji = window.gouji || {}));
