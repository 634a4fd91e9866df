"use strict";
// A block copied from a spreadsheet, from the cell with the focus to the right and down, as one step.
(function (gouji) {
  const { fields, figures } = gouji;

  // Tab separated text, with fields in quotation marks where they hold a tab, a line break or a quotation mark.
  function parse(text) {
    const field = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
    const lines = [[]];
    const source = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    let end = "\t";
    while (end && field.lastIndex <= source.length) {
      const match = field.exec(source) || [null, undefined, source.slice(field.lastIndex), ""];
      lines[lines.length - 1].push(match[1] === undefined ? match[2] : match[1].replace(/""/g, '"'));
      end = match[3];
      if (end === "\n") lines.push([]);
    }
    return lines;
  }

  function isWords(kind, text) {
    return Boolean(figures.tidy(text)) && figures.read(kind, text).state === "other";
  }

  function onlyWords(kind, texts) {
    const filled = texts.filter((text) => figures.tidy(text));
    return filled.length > 0 && filled.every((text) => isWords(kind, text));
  }

  // Headings that were copied with the figures are left out; a block of words only is kept as it is.
  function withoutHeadings(lines, kind) {
    if (kind.kind === "text" || onlyWords(kind, lines.flat())) return { lines, dropped: 0 };
    let kept = lines;
    let dropped = 0;
    while (onlyWords(kind, kept[0])) {
      kept = kept.slice(1);
      dropped += 1;
    }
    while (onlyWords(kind, kept.map((line) => line[0] || ""))) {
      kept = kept.map((line) => line.slice(1));
      dropped += 1;
    }
    return { lines: kept, dropped };
  }

  function settled(element, text) {
    const kind = fields.kindOf(element);
    const reading = figures.read(kind, text);
    return reading.state === "number" ? reading.settled : text.trim();
  }

  // What falls where: changes by name, and how many filled cells of the block found no place.
  function spread(lines, anchor) {
    const places = gouji.grid.field(anchor);
    const changes = [];
    let outside = 0;
    lines.forEach((line, down) => line.forEach((text, right) => {
      const element = places[down] && places[down][right];
      if (element && !element.readOnly) changes.push([element.getAttribute("name"), settled(element, text)]);
      else if (figures.tidy(text)) outside += 1;
    }));
    return { changes, outside };
  }

  function report(changes, outside, dropped) {
    const parts = ["已粘贴 " + changes.length + " 格"];
    if (outside) parts.push("另有 " + outside + " 格在表格之外，没有粘贴");
    if (dropped) parts.push("标题 " + dropped + " 行（列）已略去");
    return parts.join("，");
  }

  function pasted(event) {
    const anchor = document.activeElement;
    if (!fields.isField(anchor) || !anchor.matches(".figure") || gouji.grid.isEditing(anchor)) return;
    const text = event.clipboardData.getData("text/plain");
    const single = !/[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
    if (!text || !gouji.saving.possible() || (single && !fields.isOutput(anchor))) return;
    event.preventDefault();
    const { lines, dropped } = withoutHeadings(parse(text), fields.kindOf(anchor));
    const { changes, outside } = spread(lines, anchor);
    const name = anchor.getAttribute("name");
    fields.change(changes, "paste");
    fields.focus(fields.named(name));
    gouji.tell(report(changes, outside, dropped));
    gouji.saving.now();
  }

  function begin() {
    document.addEventListener("paste", pasted);
  }

  gouji.paste = { begin };
})((window.gouji = window.gouji || {}));
