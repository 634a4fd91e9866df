"""Undoing one revision: what it wrote and still stands is written back, as one more revision.

Nothing is taken out of the log. A field that was changed since stays as it is and is told; so the undoing of
an undoing is the same act again.
"""

from __future__ import annotations

from app.domain.troubles import AlreadyFinished, NotFound
from app.domain.undo import undone
from app.store.answers import Answer, record, recorded, standing, typed
from app.store.chain import OWN, Line
from app.store.database import Connection
from app.store.rows import SOURCES, lines_of, open_as_of, open_report
from app.store.verbs import REVERTING, Actor, Typed, Undoing
from app.store.writing import Stamp, write


def revert(connection: Connection, report_id: int, by: Actor, undoing: Undoing, at: int) -> Typed:
    """Write back what stood before a revision, wherever nobody has written since.

    Raises `NotFound` for a revision that wrote no field, and `AlreadyFinished`.
    """
    client = f"{REVERTING}{undoing.rev}:{undoing.key}"
    last = recorded(connection, report_id, by, client)
    if last:
        return typed(last[1], open_as_of(connection, report_id, last[1]["rev"]), replayed=True)
    before = open_report(connection, report_id)
    if before.state != "draft":
        raise AlreadyFinished
    lines = _lines(connection, report_id, undoing.rev)
    changes = {line.field: line.before for line in lines if before.revisions[line.field] == undoing.rev}
    stamp = Stamp(by, at, SOURCES[lines[0].source], client, 1, undone(undoing.rev))
    after = write(connection, before, changes, stamp) if changes else before
    answer = Answer(
        saved=list(changes),
        conflicts={
            line.field: standing(connection, before, line.field)[0]
            for line in lines
            if line.field not in changes
        },
        at=at,
        rev=after.rev,
        step="",
    )
    record(connection, report_id, stamp, answer)
    return typed(answer, after, replayed=False)


def _lines(connection: Connection, report_id: int, rev: int) -> list[Line]:
    """What a revision wrote, the store's own facts aside."""
    written = (stored.line for stored in lines_of(connection, report_id, rev))
    lines = [line for line in written if line.rev == rev and not line.field.startswith(OWN)]
    if not lines:
        raise NotFound
    return lines
