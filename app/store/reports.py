"""Reports in a SQLite file. Reading is short and direct; writing is a job for the one writer, awaited."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select

from app.domain.troubles import NotFound
from app.store.acceptable import check_name, check_new, check_sent, check_text
from app.store.chain import Stored
from app.store.clock import Clock, moment
from app.store.database import Database
from app.store.reverting import revert
from app.store.rows import KINDS, SOURCES, STATES, agency_of, lines_of, open_as_of, open_report
from app.store.saving import take_step, type_fields
from app.store.tables import METADATA
from app.store.verbs import (
    Actor,
    Entry,
    Kind,
    Listed,
    NewReport,
    Opened,
    Revision,
    Sent,
    State,
    Step,
    Taken,
    Typed,
    Undoing,
)
from app.store.verifying import verify
from app.store.writer import Writer
from app.store.writing import create

T = TypeVar("T")

PREVIOUS = "SELECT id, rev FROM report WHERE agency_id = ? AND year = ? AND kind = ?"
AGENCY, REPORT = METADATA.tables["agency"], METADATA.tables["report"]
LISTED = select(
    *(AGENCY.c[name] for name in ("id", "name", "parent_id", "kind", "traits")),
    *(
        REPORT.c[name]
        for name in ("id", "year", "kind", "edition", "state", "rev", "changed_at", "changed_by")
    ),
).join_from(REPORT, AGENCY)


class SqliteReports:
    """`app.store.verbs.ReportStore` on one database file."""

    def __init__(self, database: Database, writer: Writer, clock: Clock) -> None:
        self._database = database
        self._writer = writer
        self._clock = clock

    async def create(self, new: NewReport, by: Actor) -> Opened:
        """A new draft; its texts may hold any number of fields."""
        check_new(new)
        return await self._write(partial(create, new=new, by=by))

    def open(self, report_id: int, rev: int | None = None) -> Opened:
        """The report now, or as it was at revision `rev`."""
        connection = self._database.reader()
        if rev is None:
            return open_report(connection, report_id)
        return open_as_of(connection, report_id, rev)

    def list_for(
        self, agency_ids: Collection[int] | None, year: int | None = None, state: State | None = None
    ) -> tuple[Listed, ...]:
        """The reports of these agencies (None: of all), newest year first, then by the agency's name."""
        report = REPORT.c
        wanted = LISTED.order_by(report.year.desc(), AGENCY.c.name, report.kind)
        if agency_ids is not None:
            wanted = wanted.where(report.agency_id.in_(agency_ids))
        if year is not None:
            wanted = wanted.where(report.year == year)
        if state is not None:
            wanted = wanted.where(report.state == state)
        with self._database.engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return tuple(_listed(tuple(row)) for row in rows)

    def previous(self, agency_id: int, year: int, kind: Kind) -> Revision | None:
        """Which report of this kind the agency has for the year before `year`, if any, and its revision."""
        row = self._database.reader().execute(PREVIOUS, (agency_id, year - 1, kind)).fetchone()
        return Revision(*row) if row else None

    async def type_fields(self, report_id: int, by: Actor, sent: Sent) -> Typed:
        """Keep what was typed, by the save rule of `app.store.saving`."""
        check_sent(sent)
        return await self._write(partial(type_fields, report_id=report_id, by=by, sent=sent))

    async def take_step(self, report_id: int, by: Actor, step: Step) -> Taken:
        """Change the state."""
        check_text(step.name, step.reason)
        check_text(step.name, step.key)
        return await self._write(partial(take_step, report_id=report_id, by=by, step=step))

    async def revert(self, report_id: int, by: Actor, undoing: Undoing) -> Typed:
        """Write back what stood before a revision, by the rule of `app.store.reverting`."""
        check_name(undoing.key)
        return await self._write(partial(revert, report_id=report_id, by=by, undoing=undoing))

    def history(self, report_id: int, field: str | None = None) -> tuple[Entry, ...]:
        """The log, oldest first, of the report or of one field of it."""
        connection = self._database.reader()
        entries = list(map(_entry, lines_of(connection, report_id)))
        if not entries:
            raise NotFound
        return tuple(entry for entry in entries if field in {None, entry.field})

    def verify(self, report_id: int | None = None) -> list[str]:
        """One sentence for each report whose log or document is not as it was written."""
        return verify(self._database, report_id)

    async def _write(self, job: Callable[..., T]) -> T:
        clock = self._clock
        return await asyncio.wrap_future(self._writer.submit(lambda connection: job(connection, at=clock())))


def _listed(row: tuple[Any, ...]) -> Listed:
    id_, year, kind, edition, state, rev, at, by = row[5:]
    agency = agency_of(row[0:5])
    return Listed(id_, agency, year, KINDS[kind], edition, STATES[state], rev, moment(at), by)


def _entry(stored: Stored) -> Entry:
    line = stored.line
    return Entry(
        seq=stored.seq,
        rev=line.rev,
        field=line.field,
        before=line.before,
        after=line.after,
        actor_id=line.actor_id,
        actor=line.actor,
        at=moment(line.at),
        source=SOURCES[line.source],
        client=line.client,
        reason=line.reason,
        digest=stored.digest,
    )
