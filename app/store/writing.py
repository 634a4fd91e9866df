"""A revision: log lines and the document they lead to, always written together and only here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import orjson

from app.domain.troubles import NotFound, ReportExists
from app.store.acceptable import kept
from app.store.chain import COLUMNS, OWN, STATE, Line, digest
from app.store.clock import moment
from app.store.database import Connection, UniqueError
from app.store.rows import AGENCY, STATES, agency_of, facts
from app.store.verbs import Actor, NewReport, Opened, Source

INSERT_CHANGE = f"""
    INSERT INTO change ({", ".join(COLUMNS)}, prev, digest) VALUES ({", ".join("?" * len(COLUMNS))}, ?, ?)
"""  # noqa: S608 -- names of our own columns
UPDATE_REPORT = """
    UPDATE report SET document = ?, state = ?, rev = ?, head = ?, changed_at = ?, changed_by = ? WHERE id = ?
"""
INSERT_REPORT = """
    INSERT INTO report (agency_id, year, kind, edition, state, rev, document, head, created, changed_at,
    changed_by) VALUES (?, ?, ?, ?, 'draft', 0, '{"fields": {}, "revisions": {}}', '', ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes something, when (microseconds UTC), and from where."""

    by: Actor
    at: int
    source: Source
    client: str = ""
    client_seq: int = 0
    reason: str | None = None


def create(connection: Connection, new: NewReport, by: Actor, at: int) -> Opened:
    """A new draft whose first lines say what it is and what it begins with."""
    row = connection.execute(AGENCY, (new.agency_id,)).fetchone()
    if row is None:
        raise NotFound
    values = (new.agency_id, new.year, new.kind, new.edition, at, at, by.name)
    try:
        made = connection.execute(INSERT_REPORT, values)
    except UniqueError:
        raise ReportExists from None
    empty = Opened(
        id=made.lastrowid or 0,
        agency=agency_of(row),
        year=new.year,
        kind=new.kind,
        edition=new.edition,
        state="draft",
        rev=0,
        head="",
        fields={},
        revisions={},
        changed_at=moment(at),
        changed_by=by.name,
    )
    texts = {field: text for field, value in new.fields.items() if (text := kept(value)) is not None}
    return write(connection, empty, {**facts(empty), **texts}, Stamp(by, at, new.source))


def write(connection: Connection, before: Opened, changes: Mapping[str, str | None], stamp: Stamp) -> Opened:
    """One revision: a log line for each change, and the document they lead to. Nothing else writes either."""
    rev, head, by = before.rev + 1, before.head, stamp.by
    own = facts(before) if before.rev else {}
    fields, revisions = dict(before.fields), dict(before.revisions)
    for field, text in changes.items():
        is_own = field.startswith(OWN)
        stored = (own if is_own else fields).get(field)
        source = "step" if is_own else stamp.source
        line = Line(
            *(before.id, rev, field, stored, text, by.id, by.name),
            *(stamp.at, source, stamp.client, stamp.client_seq, stamp.reason),
        )
        head, prev = digest(head, line), head
        connection.execute(INSERT_CHANGE, (*line, prev, head))
        if not is_own:
            fields[field], revisions[field] = text, rev
    after = replace(
        before,
        state=STATES[changes.get(STATE) or before.state],
        rev=rev,
        head=head,
        fields=fields,
        revisions=revisions,
        changed_at=moment(stamp.at),
        changed_by=by.name,
    )
    # Two flat objects: no list for each field, which would cost more to make and to collect than to read.
    document = orjson.dumps({"fields": fields, "revisions": revisions})
    connection.execute(
        UPDATE_REPORT, (document.decode(), after.state, rev, head, stamp.at, by.name, before.id)
    )
    return after
