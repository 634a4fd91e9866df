"use strict";
// Undo and redo over the figures: what was typed into one cell is one step, and so is a paste, what was confirmed,
// and a paragraph that was taken over. Within a text that is being written the browser undoes.
(function (gouji) {
  const { fields } = gouji;
  const MOST = 100;
  const known = new Map(); // name → text after the last step
  const past = [];
  const future = [];
  let open = null; // the step of the cell that is being typed in

  function note({ changes, how, undoing, byHand }) {
    const kept = changes.filter(([name]) => how === "carried" || isFigure(name) || gouji.carried.isMark(name));
    const moves = kept.map(([name, after]) => [name, known.has(name) ? known.get(name) : fields.base(name), after]);
    changes.forEach(([name, after]) => known.set(name, after));
    if (undoing || !moves.length) return;
    future.length = 0;
    if (byHand && open && open[0][0] === moves[0][0]) open[0][2] = moves[0][2];
    else push(moves, byHand);
  }

  function isFigure(name) {
    const element = fields.named(name);
    return Boolean(element) && element.matches(".figure");
  }

  // A text that somebody has gone on writing since: undoing the step would take that away too.
  function isWrittenOn(move, left) {
    const element = fields.named(move[0]);
    return Boolean(element) && !isFigure(move[0]) && fields.text(element) !== move[left];
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
    if (moves.some((move) => isWrittenOn(move, which === 1 ? 2 : 1))) {
      gouji.tell("这段文字此后已改动，没有撤销");
      return;
    }
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
