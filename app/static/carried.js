"use strict";
// What came over from last year and waits to be confirmed. Beside such a field stands its mark, a field of its own
// that holds what came over: the field is unconfirmed while it still says that. Clearing the mark confirms.
(function (gouji) {
  const { fields, make } = gouji;
  const MARK = "/carried/";
  const SIGN = "带入，待确认";
  const touched = new Set(); // figures that are being typed in: the same figure typed again is confirmed

  function isMark(name) {
    return name.startsWith(MARK);
  }

  function markOf(element) {
    return MARK + element.getAttribute("name");
  }

  function lines(text) {
    return text.split("\n").map((line) => line.trim()).filter(Boolean);
  }

  // What of the field is as it came: the figure, or paragraphs.
  function waiting(element) {
    const carried = element.dataset.carried || "";
    if (!carried) return [];
    if (element.matches(".figure")) return fields.text(element) === carried ? [carried] : [];
    const came = lines(carried);
    return lines(fields.text(element)).filter((line) => came.includes(line));
  }

  function unconfirmed() {
    return fields.all().filter((element) => waiting(element).length);
  }

  function show(element) {
    const waits = waiting(element);
    if (element.matches(".figure")) showFigure(element, waits.length > 0);
    else showText(element, waits);
  }

  function showFigure(element, waits) {
    element.classList.toggle("unconfirmed", waits);
    const sign = document.getElementById(element.id + "-carried");
    if (!sign) return;
    sign.hidden = !waits;
    const words = [make("b", { "aria-hidden": "true" }, "带"), make("span", { class: "visually-hidden" }, SIGN)];
    sign.textContent = "";
    sign.append(...(waits ? words : []));
  }

  function showText(element, waits) {
    const box = document.getElementById(element.id + "-brought");
    if (!box) return;
    box.hidden = !waits.length;
    const check = Array.from(new Set([].concat(...waits.map(gouji.lastyear.toCheck))));
    const words = check.length ? "逐一核对：" + check.join("、") : "核对是否仍然属实";
    const place = document.getElementById(element.id + "-carried");
    const text = waits.length ? "带入上年文本，待确认。" + words : "";
    if (place.textContent !== text) place.textContent = text;
  }

  // A field or its mark has changed, by hand or by a step that is undone.
  function changed({ changes, byHand }) {
    changes.forEach(([name, text]) => {
      const element = fields.named(isMark(name) ? name.slice(MARK.length) : name);
      if (!element) return;
      if (isMark(name)) element.dataset.carried = text;
      if (byHand && element.matches(".figure") && element.dataset.carried) touched.add(name);
      else touched.delete(name);
      if (element.dataset.carried !== undefined) show(element);
    });
  }

  function left(event) {
    const element = event.target;
    if (!fields.isField(element) || !touched.delete(element.getAttribute("name"))) return;
    if (!waiting(element).length) return;
    clear([element]);
    gouji.announce("已确认" + named(element));
  }

  function clear(elements) {
    fields.change(elements.map((element) => [markOf(element), ""]), "typed");
    gouji.saving.now();
  }

  function confirm(elements) {
    if (!elements.length || !gouji.saving.possible()) return;
    clear(elements);
    const what = elements.length > 1 ? "已确认 " + elements.length + " 处" : "已确认" + named(elements[0]);
    gouji.tell(what + "，可用 Ctrl+Z 撤销");
  }

  // What people call the field; a text goes by the words above its box.
  function title(element) {
    const passage = element.closest("fieldset");
    const legend = passage && passage.querySelector("legend");
    return legend ? legend.textContent.trim() : fields.label(element);
  }

  function named(element) {
    return title(element) ? "“" + title(element) + "”" : "";
  }

  // The same buttons send the form where there are no scripts.
  function clicked(event) {
    const button = event.target.closest("button[name=confirm]");
    if (!button || !gouji.saving.possible()) return;
    const one = button.value === "section" ? null : fields.named(button.value);
    if (button.value !== "section" && !one) return;
    event.preventDefault();
    const next = one && button.closest("#problems") && other(button);
    confirm(one ? [one] : unconfirmed());
    if (next) next.focus();
  }

  // The button after the one that was pressed: the list is fetched anew and its item will be gone.
  function other(button) {
    const all = Array.from(document.querySelectorAll("#problems li[data-sort=confirm] button[name=confirm]"));
    return all[all.indexOf(button) + 1] || all[all.indexOf(button) - 1] || null;
  }

  function pressed(event) {
    const element = event.target;
    if (event.key !== "F9" || gouji.keys.off() || !fields.isField(element)) return;
    event.preventDefault();
    if (waiting(element).length) confirm([element]);
    else gouji.tell("这一处没有待确认的内容");
  }

  // For the panel of a cell: what came from where, and the button that confirms it.
  function panel(element) {
    if (!waiting(element).length || !gouji.saving.possible()) return { lines: [], buttons: [] };
    const source = element.dataset.source;
    const button = make("button", { type: "button", class: "main" }, "确认");
    button.addEventListener("click", () => {
      button.closest("dialog").close();
      confirm([element]);
    });
    return { lines: [(source ? "由上年度“" + source + "”" : "") + SIGN], buttons: [button, " "] };
  }

  // The name of a field for people, also of a mark, which stands nowhere on the page.
  function label(name) {
    const element = fields.named(isMark(name) ? name.slice(MARK.length) : name);
    const words = element ? title(element) : "";
    return words && isMark(name) ? words + "（待确认的标记）" : words;
  }

  function begin() {
    fields.all().filter((element) => element.dataset.carried).forEach((element) => fields.setBase(markOf(element), element.dataset.carried));
    gouji.listen("gouji:typed", changed);
    document.addEventListener("click", clicked);
    document.addEventListener("focusout", left);
    document.addEventListener("keydown", pressed);
  }

  gouji.carried = { begin, isMark, label, markOf, panel, waiting };
})((window.gouji = window.gouji || {}));
