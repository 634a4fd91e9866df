"use strict";
// Undo and redo over the figures: what was typed into one cell is one step, and so is a paste.
(function (gouji) {
  const { fields } = gouji;
  const MOST = 100;
  const known = new Map(); // name → text after the last step
  const past = [];
  const future = [];
  let open = null; // the step of the cell that is being typed in

  function note({ changes, undoing, byHand }) {
    const figures = changes.filter(([name]) => isFigure(name));
    const moves = figures.map(([name, after]) => [name, known.has(name) ? known.get(name) : fields.base(name), after]);
    figures.forEach(([name, after]) => known.set(name, after));
    if (undoing || !moves.length) return;
    future.length = 0;
    if (byHand && open && open[0][0] === moves[0][0]) open[0][2] = moves[0][2];
    else push(moves, byHand);
  }

  function isFigure(name) {
    const element = fields.named(name);
    return Boolean(element) && element.matches(".figure");
  }

  function push(moves, byHand) {
    open = byHand ? moves : null;
    past.push(moves);
    if (past.length > MOST) past.shift();
  }

  function close() {
    open = null;
  }

  function take(from, to, which) {
    close();
    const moves = from.pop();
    if (!moves) return;
    to.push(moves);
    fields.change(moves.map((move) => [move[0], move[which]]), "typed", true);
    const first = fields.named(moves[0][0]);
    if (first) fields.focus(first);
  }

  function begin() {
    fields.all().forEach((element) => known.set(element.getAttribute("name"), fields.text(element)));
    gouji.listen("gouji:typed", note);
    document.addEventListener("focusout", close);
  }

  gouji.steps = { begin, redo: () => take(future, past, 2), undo: () => take(past, future, 1) };
})((window.gouji = window.gouji || {}));
