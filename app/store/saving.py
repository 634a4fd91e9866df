"""The save rule, and every other change of a report: jobs for the writer's thread, each one transaction.

For a request of a client on a report, if its number is not above the last one answered, the recorded answer
is given again and nothing happens. Otherwise each field is written when what is stored there

- already is the new text (acknowledged, and nothing logged), or
- is the text the client last saw, or
- was written by this same client of this same person;

else it is a conflict: nothing is written there, and the client is told what stands there, by whom and since
when. A late retry must not undo what another person restored meanwhile, which is why numbers count per client
and not per field. Client names are the clients' own, so they are told apart by person as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

import orjson

from app.domain.troubles import AlreadyFinished, ContentChanged, KeyReused, NotFinished
from app.store.acceptable import kept
from app.store.chain import OWN, REPORT, STATE
from app.store.clock import moment
from app.store.database import Connection
from app.store.rows import open_as_of, open_report
from app.store.verbs import Actor, Conflict, Edit, Opened, Sent, Step, Taken, Typed
from app.store.writing import Stamp, write

LAST_ANSWER = "SELECT seq, answer FROM answer WHERE report_id = ? AND person_id = ? AND client = ?"
RECORD_ANSWER = """
    INSERT INTO answer (report_id, person_id, client, seq, answer) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET seq = excluded.seq, answer = excluded.answer
"""
WRITER_OF = "SELECT actor_id, actor, client, at FROM change WHERE report_id = ? AND rev = ? AND field = ?"


# What stands in a field, by whom (display name), since when (microseconds UTC), by whom (id).
Told = tuple[str | None, str, int, int]


class Answer(TypedDict):
    """A recorded answer; `step` is empty for what was typed."""

    saved: list[str]
    conflicts: dict[str, Told]
    at: int
    rev: int
    step: str


def type_fields(connection: Connection, report_id: int, by: Actor, sent: Sent, at: int) -> Typed:
    """The save rule. `sent` has been through `check_sent`."""
    recorded = _recorded(connection, report_id, by, sent.client)
    if recorded and sent.seq <= recorded[0]:
        return _typed(recorded[1], open_as_of(connection, report_id, recorded[1]["rev"]), replayed=True)
    before = open_report(connection, report_id)
    if before.state != "draft":
        raise AlreadyFinished
    edits = [replace(edit, value=kept(edit.value), base=kept(edit.base)) for edit in sent.edits]
    conflicts = _conflicts(connection, before, edits, (by.id, sent.client))
    changes = {
        edit.field: edit.value
        for edit in edits
        if edit.field not in conflicts and edit.value != before.fields.get(edit.field)
    }
    stamp = Stamp(by, at, sent.source, sent.client, sent.seq, sent.reason)
    after = write(connection, before, changes, stamp) if changes else before
    answer = Answer(
        saved=[edit.field for edit in edits if edit.field not in conflicts],
        conflicts=conflicts,
        at=at,
        rev=after.rev,
        step="",
    )
    _record(connection, report_id, stamp, answer)
    return _typed(answer, after, replayed=False)


def take_step(connection: Connection, report_id: int, by: Actor, step: Step, at: int) -> Taken:
    """Change the state, if the content is the one that was decided on and `check` agrees."""
    client = f"{OWN}step:{step.key}" if step.key else ""
    recorded = _recorded(connection, report_id, by, client) if client else None
    if recorded:
        if recorded[1]["step"] != step.name:
            raise KeyReused
        then = open_as_of(connection, report_id, recorded[1]["rev"])
        return Taken(then, moment(recorded[1]["at"]), replayed=True)
    before = open_report(connection, report_id)
    if step.expected_head not in {None, before.head}:
        raise ContentChanged
    if step.to == before.state:
        raise AlreadyFinished if step.to == "finished" else NotFinished
    step.check(before)
    stamp = Stamp(by, at, "step", client, 1, step.reason)
    after = write(connection, before, {STATE: step.to}, stamp)
    if client:
        _record(
            connection, report_id, stamp, Answer(saved=[], conflicts={}, at=at, rev=after.rev, step=step.name)
        )
    return Taken(after, moment(at), replayed=False)


def _conflicts(
    connection: Connection, before: Opened, edits: list[Edit], me: tuple[int, str]
) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for edit in edits:
        stored, rev = before.fields.get(edit.field), before.revisions.get(edit.field)
        if stored in (edit.value, edit.base):
            continue
        place = (rev, edit.field) if rev else (1, REPORT)  # never written: since the report was made
        actor_id, actor, client, at = connection.execute(WRITER_OF, (before.id, *place)).fetchone()
        if (actor_id, client) != me:
            found[edit.field] = (stored, actor, at, actor_id)
    return found


def _recorded(connection: Connection, report_id: int, by: Actor, client: str) -> tuple[int, Answer] | None:
    row = connection.execute(LAST_ANSWER, (report_id, by.id, client)).fetchone()
    return (row[0], orjson.loads(row[1])) if row else None


def _record(connection: Connection, report_id: int, stamp: Stamp, answer: Answer) -> None:
    text = orjson.dumps(answer).decode()
    connection.execute(RECORD_ANSWER, (report_id, stamp.by.id, stamp.client, stamp.client_seq, text))


def _typed(answer: Answer, opened: Opened, *, replayed: bool) -> Typed:
    return Typed(
        saved=tuple(answer["saved"]),
        conflicts={field: _conflict(*told) for field, told in answer["conflicts"].items()},
        opened=opened,
        at=moment(answer["at"]),
        replayed=replayed,
    )


def _conflict(stored: str | None, by: str, at: int, by_id: int) -> Conflict:
    return Conflict(stored=stored, by=by, at=moment(at), by_id=by_id)
