"use strict";
// A block copied from a spreadsheet, from the cell with the focus to the right and down, as one step. What carries
// labels is a table, or a part of one: the server finds the place of each figure, and the page asks first.
(function (gouji) {
  const { fields, figures } = gouji;
  const MOST = 2000000; // characters
  const FIGURE = /^(?:[+-]?[0-9][0-9,.]*[\u4e00-\u9fff]{0,3}|[-–—―─/／]{1,4}|不适用|[Nn][/／][Aa])$/;
  const NUMERAL = /^[〇零一二三四五六七八九十百千万两]+$/;

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

  // Whether the first line or column says what the figures are.
  function isLabelled(lines) {
    return lines.some((line, at) => line.some((text, along) => (!at || !along) && isLabel(figures.tidy(text))));
  }

  function isLabel(tidied) {
    return tidied.length > 1 && /\p{L}/u.test(tidied) && !FIGURE.test(tidied) && !NUMERAL.test(tidied);
  }

  // What falls where: changes by name, totals to be compared, and how many filled cells found no place.
  function spread(lines, anchor) {
    const places = gouji.grid.field(anchor);
    const single = lines.length === 1 && lines[0].length === 1;
    const found = { changes: [], totals: [], outside: 0 };
    lines.forEach((line, down) => line.forEach((text, right) => {
      const element = places[down] && places[down][right];
      if (!element || element.readOnly) found.outside += figures.tidy(text) ? 1 : 0;
      else if (fields.isComputed(element) && !single) found.totals.push([element.getAttribute("name"), text]);
      else found.changes.push([element.getAttribute("name"), settled(element, text)]);
    }));
    return found;
  }

  // A pasted total beside what stands there now: "equal", "off", "open" while parts are missing, or nothing.
  function compared([name, text]) {
    const element = fields.named(name);
    const kind = fields.kindOf(element);
    const own = figures.read(kind, text);
    if (own.state === "blank") return "";
    const now = figures.read(kind, fields.isOutput(element) ? element.textContent : element.value);
    if (own.state === "number" && now.state === "number" && same(own, now)) return "equal";
    return now.state === "blank" || element.classList.contains("partial") ? "open" : "off";
  }

  function same(one, other) {
    return figures.same(figures.decimal(one.number), figures.decimal(other.number));
  }

  function saidOfTotals(totals) {
    const found = totals.map(compared).filter(Boolean);
    const count = (state) => found.filter((each) => each === state).length;
    const parts = [["equal", "相符"], ["off", "不符"], ["open", "因各项未填全未核对"]]
      .filter(([state]) => count(state))
      .map(([state, words]) => count(state) + " 格" + words);
    return parts.length ? "合计只核对、不写入：" + parts.join("、") : "";
  }

  function report({ changes, totals, outside }, dropped) {
    const parts = changes.length || !totals.length ? ["已粘贴 " + changes.length + " 格"] : [];
    parts.push(saidOfTotals(totals));
    if (outside) parts.push("另有 " + outside + " 格在表格之外，没有粘贴");
    if (dropped) parts.push("标题 " + dropped + " 行（列）已略去");
    return parts.filter(Boolean).join("，");
  }

  // The figures of a block by their position alone.
  function byPosition(all, name) {
    const anchor = fields.named(name);
    const { lines, dropped } = withoutHeadings(all, fields.kindOf(anchor));
    const found = spread(lines, anchor);
    if (found.changes.length) fields.change(found.changes, "paste");
    fields.focus(fields.named(name));
    gouji.tell(report(found, dropped));
    gouji.saving.now();
  }

  // The figure that a block would begin at; nothing while its text is being edited.
  function anchorOf(element) {
    return fields.isField(element) && element.matches(".figure") && !gouji.grid.isEditing(element) ? element : null;
  }

  function takesText(element) {
    return element.matches("input, textarea, select") || element.isContentEditable;
  }

  function pasted(event) {
    const focused = document.activeElement;
    const anchor = anchorOf(focused);
    if (!gouji.saving.possible() || gouji.whole.isOpen() || !document.querySelector("#section table.grid")) return;
    if (!anchor && (takesText(focused) || fields.isField(focused))) return;
    const text = event.clipboardData.getData("text/plain");
    const html = event.clipboardData.getData("text/html");
    const single = !/[\t\n]/.test(text.replace(/[\r\n]+$/, ""));
    if (!text || (single && !(anchor && fields.isOutput(anchor)))) return;
    event.preventDefault();
    if (text.length + html.length > MOST) gouji.tell("粘贴的内容过多，没有处理。只复制本部分的表格，再粘贴");
    else take(parse(text), html, anchor);
  }

  function take(lines, html, anchor) {
    const words = anchor && fields.kindOf(anchor).kind === "text";
    const name = anchor ? anchor.getAttribute("name") : "";
    if (!words && isLabelled(lines)) gouji.whole.offer(lines, html, name, () => byPosition(lines, name));
    else if (anchor) byPosition(lines, name);
    else gouji.tell("没有粘贴。先选中表格中的一格，或连同行、列标题一起复制");
  }

  function begin() {
    document.addEventListener("paste", pasted);
  }

  gouji.paste = { begin };
})((window.gouji = window.gouji || {}));
