"""Reading reports by plain statements: the path that every page and every save goes through."""

from __future__ import annotations

from typing import get_args

import orjson

from app.domain.troubles import NotFound
from app.store.chain import COLUMNS, REPORT, STATE, Line, Stored, fold
from app.store.clock import moment
from app.store.database import Connection
from app.store.verbs import Agency, Kind, Opened, Source, State

OPEN = """
    SELECT report.id, agency.id, agency.name, agency.parent_id, agency.kind, agency.traits, report.year,
    report.kind, report.edition, report.state, report.rev, report.head, report.changed_at, report.changed_by,
    report.document FROM report JOIN agency ON agency.id = report.agency_id WHERE report.id = ?
"""
LINES = f"""
    SELECT seq, {", ".join(COLUMNS)}, prev, digest FROM change WHERE report_id = ? AND rev <= ? ORDER BY seq
"""  # noqa: S608 -- names of our own columns
AGENCY = "SELECT id, name, parent_id, kind, traits FROM agency WHERE id = ?"
NEVER = 2**62

KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
STATES: dict[str, State] = {state: state for state in get_args(State)}
SOURCES: dict[str, Source] = {source: source for source in get_args(Source)}


def agency_of(row: tuple[int, str, int | None, str, str]) -> Agency:
    """An agency from its columns id, name, parent_id, kind, traits."""
    id_, name, parent_id, kind, traits = row
    return Agency(id_, name, parent_id, KINDS[kind], tuple(orjson.loads(traits)))


def open_report(connection: Connection, report_id: int) -> Opened:
    """The report as it stands. Raises `NotFound`."""
    row = connection.execute(OPEN, (report_id,)).fetchone()
    if row is None:
        raise NotFound
    year, kind, edition, state, rev, head, at, by, text = row[6:]
    document = orjson.loads(text)
    return Opened(
        id=row[0],
        agency=agency_of(row[1:6]),
        year=year,
        kind=KINDS[kind],
        edition=edition,
        state=STATES[state],
        rev=rev,
        head=head,
        fields=document["fields"],
        revisions=document["revisions"],
        changed_at=moment(at),
        changed_by=by,
    )


def lines_of(connection: Connection, report_id: int, until: int = NEVER) -> list[Stored]:
    """The report's log up to revision `until`, oldest first."""
    return [
        Stored(row[0], Line._make(row[1:-2]), row[-2], row[-1])
        for row in connection.execute(LINES, (report_id, until))
    ]


def open_as_of(connection: Connection, report_id: int, rev: int) -> Opened:
    """The report as it stood at revision `rev`, from its log. Raises `NotFound`."""
    now = open_report(connection, report_id)
    if rev == now.rev:
        return now
    total = fold(lines_of(connection, report_id, rev))
    if not total.rev or total.rev != rev:
        raise NotFound
    return Opened(
        id=now.id,
        agency=now.agency,
        year=now.year,
        kind=now.kind,
        edition=now.edition,
        state=STATES[total.facts[STATE] or ""],
        rev=rev,
        head=total.head,
        fields=total.fields,
        revisions=total.revisions,
        changed_at=moment(total.changed_at),
        changed_by=total.changed_by,
    )


def identity(opened: Opened) -> str:
    """What the line `@report` says: whose report it is, on which year, by which edition."""
    return f"{opened.agency.id} {opened.year} {opened.kind} {opened.edition}"


def facts(opened: Opened) -> dict[str, str | None]:
    """The store's own fields of a report, as its log has them."""
    return {REPORT: identity(opened), STATE: opened.state}
