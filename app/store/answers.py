"""What was answered to the last request of each client: given again when the request comes again."""

from __future__ import annotations

from typing import TypedDict

import orjson

from app.store.chain import REPORT
from app.store.clock import moment
from app.store.database import Connection
from app.store.verbs import Actor, Conflict, Opened, Typed
from app.store.writing import Stamp

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


def recorded(connection: Connection, report_id: int, by: Actor, client: str) -> tuple[int, Answer] | None:
    """The last number that this client was answered, and the answer."""
    row = connection.execute(LAST_ANSWER, (report_id, by.id, client)).fetchone()
    return (row[0], orjson.loads(row[1])) if row else None


def record(connection: Connection, report_id: int, stamp: Stamp, answer: Answer) -> None:
    """Keep the answer to the request that the stamp names."""
    text = orjson.dumps(answer).decode()
    connection.execute(RECORD_ANSWER, (report_id, stamp.by.id, stamp.client, stamp.client_seq, text))


def standing(connection: Connection, opened: Opened, field: str) -> tuple[Told, str]:
    """What stands in a field, with who wrote it, and the client they wrote it from."""
    rev = opened.revisions.get(field)
    place = (rev, field) if rev else (1, REPORT)  # never written: since the report was made
    actor_id, actor, client, at = connection.execute(WRITER_OF, (opened.id, *place)).fetchone()
    return (opened.fields.get(field), actor, at, actor_id), client


def typed(answer: Answer, opened: Opened, *, replayed: bool) -> Typed:
    """The answer as it is given."""
    return Typed(
        saved=tuple(answer["saved"]),
        conflicts={field: _conflict(*told) for field, told in answer["conflicts"].items()},
        opened=opened,
        at=moment(answer["at"]),
        replayed=replayed,
    )


def _conflict(stored: str | None, by: str, at: int, by_id: int) -> Conflict:
    return Conflict(stored=stored, by=by, at=moment(at), by_id=by_id)
