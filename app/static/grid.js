"use strict";
// The keys of a spreadsheet over the tables of a section, as far as a form can have them.
(function (gouji) {
  const { fields } = gouji;
  let editing = null; // the cell whose text the arrows move in, after F2

  // Rows of {place, start, end}: the figures of all tables below one another, by printed column.
  function rows() {
    const tables = Array.from(document.querySelectorAll("#section table.grid"));
    return tables.flatMap(rowsOf);
  }

  function rowsOf(table) {
    const taken = []; // by row number: columns that a heading from further up stands in
    const found = Array.from(table.tBodies).flatMap((body) => Array.from(body.rows)).map((row, number) => laid(row, number, taken));
    const first = Math.min(...found.flat().map((cell) => cell.start));
    found.flat().forEach((cell) => {
      cell.start -= first;
      cell.end -= first;
    });
    return found.filter((row) => row.length);
  }

  function laid(row, number, taken) {
    const cells = [];
    let column = 0;
    Array.from(row.cells).forEach((place) => {
      while (taken[number] && taken[number].has(column)) column += 1;
      for (let down = 1; down < place.rowSpan; down += 1) hold(taken, number + down, column, place.colSpan);
      if (place.querySelector(".figure[name]")) cells.push({ place, start: column, end: column + place.colSpan });
      column += place.colSpan;
    });
    return cells;
  }

  function hold(taken, number, column, width) {
    taken[number] = taken[number] || new Set();
    for (let step = 0; step < width; step += 1) taken[number].add(column + step);
  }

  function elementOf(cell) {
    return cell.place.querySelector(".figure[name]");
  }

  function locate(all, element) {
    const row = all.findIndex((cells) => cells.some((cell) => cell.place.contains(element)));
    return row < 0 ? null : { row, at: all[row].findIndex((cell) => cell.place.contains(element)) };
  }

  // The elements from this one to the right and down, as a block is pasted: rows of elements.
  function field(element) {
    const all = rows();
    const from = locate(all, element);
    if (!from) return [];
    const { start } = all[from.row][from.at];
    return all.slice(from.row).map((cells) => cells.filter((cell) => cell.end > start).map(elementOf));
  }

  // The cell `down` rows and `right` cells away; `far` goes to the edge. Nothing beyond it.
  function beside(element, down, right, far) {
    const all = rows();
    const from = locate(all, element);
    if (!from) return null;
    if (right) {
      const along = all[from.row].slice().map(elementOf);
      return far ? along[right > 0 ? along.length - 1 : 0] : along[from.at + right] || null;
    }
    const { start } = all[from.row][from.at];
    const column = all.map((cells) => cells.find((cell) => cell.start <= start && start < cell.end));
    const ahead = (down > 0 ? column.slice(from.row + 1) : column.slice(0, from.row).reverse()).filter(Boolean);
    const goal = far ? ahead[ahead.length - 1] : ahead[0];
    return goal ? elementOf(goal) : null;
  }

  function go(element, down, right, far) {
    const goal = beside(element, down, right, far);
    editing = null;
    if (goal) fields.focus(goal);
  }

  function corner(last) {
    const all = rows();
    const row = last ? all[all.length - 1] : all[0];
    if (row) fields.focus(elementOf(row[last ? row.length - 1 : 0]));
  }

  function edit(element) {
    if (!gouji.saving.possible()) return;
    const box = fields.isOutput(element) ? gouji.totals.open(element) : element;
    editing = box;
    box.setSelectionRange(box.value.length, box.value.length);
  }

  function restore(element) {
    const name = element.getAttribute("name");
    editing = null;
    fields.change([[name, fields.base(name)]], "typed");
    fields.focus(fields.named(name));
  }

  function clear(element) {
    if (fields.isOutput(element) || element.readOnly) return;
    fields.change([[element.name, ""]], "cleared");
    fields.focus(fields.named(element.name));
  }

  // Whether an arrow leaves the cell: all of its text is selected, or the caret stands at that end.
  function leaves(element, right) {
    if (fields.isOutput(element)) return true;
    const { selectionStart: from, selectionEnd: to, value } = element;
    if (from === 0 && to === value.length) return true;
    return from === to && from === (right > 0 ? value.length : 0);
  }

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function arrow(event, element) {
    const [down, right] = ARROWS[event.key];
    if (editing === element || event.shiftKey || event.altKey) return false;
    if (right && !event.ctrlKey && !leaves(element, right)) return false;
    go(element, down, right, event.ctrlKey);
    return true;
  }

  function enter(event, element) {
    const back = event.shiftKey ? -1 : 1;
    if (event.ctrlKey || event.metaKey) gouji.keys.explain(element);
    else if (gouji.keys.enterGoesRight()) go(element, 0, back, false);
    else go(element, back, 0, false);
    return true;
  }

  const PLAIN = {
    Enter: enter,
    F2: (event, element) => run(() => edit(element)),
    Escape: (event, element) => run(() => restore(element)),
    Delete: (event, element) => editing !== element && run(() => clear(element)),
  };

  const WITH_CONTROL = {
    Home: () => run(() => corner(false)),
    End: () => run(() => corner(true)),
    z: (event) => run(event.shiftKey ? gouji.steps.redo : gouji.steps.undo),
    y: () => run(gouji.steps.redo),
  };

  function run(act) {
    act();
    return true;
  }

  function handled(event, element) {
    if (event.key in ARROWS) return arrow(event, element);
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (control && key in WITH_CONTROL) return editing !== element && WITH_CONTROL[key](event);
    return key in PLAIN && PLAIN[key](event, element);
  }

  // A figure typed onto a total states it: the box is there before the key writes.
  function statesTotal(event, element) {
    const control = event.ctrlKey || event.metaKey || event.altKey;
    return fields.isOutput(element) && !control && /^[0-9０-９.．+\-－]$/.test(event.key);
  }

  function pressed(event) {
    const element = event.target;
    if (!fields.isField(element) || !element.matches(".figure") || gouji.keys.composing(event)) return;
    if (gouji.keys.off() && event.key !== "Enter") return;
    if (statesTotal(event, element) && gouji.saving.possible()) gouji.totals.open(element);
    else if (handled(event, element)) event.preventDefault();
  }

  function begin() {
    document.addEventListener("keydown", pressed);
    document.addEventListener("focusout", (event) => {
      if (event.target === editing) editing = null;
    });
  }

  gouji.grid = { begin, field, isEditing: (element) => editing === element };
})((window.gouji = window.gouji || {}));
