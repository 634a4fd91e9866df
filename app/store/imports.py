"""Documents that people have brought, kept between reading and writing. What is in them is text to this room.

An import belongs to the person who brought it. What it holds is dropped with it, and in any case when it has
been waiting for a month: it is somebody's draft, not a record.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar, get_args

import orjson

from app.domain.importing_troubles import TooManyWaiting
from app.domain.troubles import NotFound
from app.store.clock import DAY, Clock, moment
from app.store.database import Connection, Database
from app.store.rows import KINDS
from app.store.verbs import Kind, Revision
from app.store.writer import Writer

T = TypeVar("T")

Purpose = Literal["draft", "previous"]
PURPOSES: dict[str, Purpose] = {purpose: purpose for purpose in get_args(Purpose)}
Condition = Literal["waiting", "written", "discarded"]
CONDITIONS: dict[str, Condition] = {condition: condition for condition in get_args(Condition)}

MOST_WAITING = 20
DAYS_KEPT = 30

HEAD = """
    id, agency_id, person_id, created, name, digest, purpose, kind, report_id, state, written_id, figures,
    texts
"""
ONE = f"""
    SELECT {HEAD}, source, result, choices FROM "import" WHERE id = ? AND person_id = ?
"""  # noqa: S608 - names of our own columns
WAITING = f"""
    SELECT {HEAD} FROM "import" WHERE person_id = ? AND state = 'waiting' ORDER BY id DESC
"""  # noqa: S608 - names of our own columns
INSERT = """
    INSERT INTO "import" (agency_id, person_id, created, name, digest, purpose, kind, report_id, source,
    result, choices, state, figures, texts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', 'waiting', 0, 0)
"""
COUNT = "SELECT count(*) FROM \"import\" WHERE person_id = ? AND state = 'waiting'"
STATE = 'SELECT state, choices FROM "import" WHERE id = ? AND person_id = ?'
DECIDE = 'UPDATE "import" SET choices = ? WHERE id = ?'
WRITTEN = """
    UPDATE "import" SET state = 'written', written_id = ?, written_rev = ?, written_at = ?, figures = ?,
    texts = ? WHERE id = ? AND person_id = ? AND state = 'waiting'
"""
REMAP = """
    UPDATE "import" SET result = ?, choices = ? WHERE id = ? AND person_id = ? AND state = 'waiting'
"""
DISCARD = """
    UPDATE "import" SET state = 'discarded', source = '', result = '', choices = ''
    WHERE id = ? AND person_id = ? AND state = 'waiting'
"""
FORGET = "DELETE FROM \"import\" WHERE state <> 'written' AND created < ?"
EMPTY = """
    UPDATE "import" SET source = '', result = '', choices = '' WHERE state = 'written' AND created < ?
"""
INTO = """
    SELECT "import".id, person_id, "import".name, written_rev, written_at, figures, texts, person.display,
    source <> '' FROM "import" JOIN person ON person.id = person_id
    WHERE written_id = ? AND state = 'written' ORDER BY "import".id
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """A document as it was read: whose, what for, and what a reader and the mapper made of it, as JSON."""

    agency_id: int
    name: str
    digest: str
    purpose: Purpose
    kind: Kind
    report_id: int | None
    source: str
    result: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An import without its contents, for lists."""

    id: int
    agency_id: int
    person_id: int
    at: datetime
    name: str
    digest: str
    purpose: Purpose
    kind: Kind
    report_id: int | None
    state: Condition
    written_id: int | None
    figures: int
    texts: int


@dataclass(frozen=True, slots=True)
class Pending:
    """An import with what is in it, and what the person has decided since; empty texts once dropped."""

    head: Waiting
    source: str
    result: str
    decisions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What an import brought into a report, for the report's page. `kept` says that it can be looked at."""

    id: int
    person_id: int
    name: str
    rev: int
    at: datetime
    figures: int
    texts: int
    by: str
    kept: bool


class Imports:
    """The imports of one database file."""

    def __init__(self, database: Database, writer: Writer, clock: Clock) -> None:
        self._database = database
        self._writer = writer
        self._clock = clock

    async def add(self, person_id: int, brought: Brought) -> int:
        """Keep what was read; returns its number. Raises `TooManyWaiting`."""
        at = self._clock()

        def job(connection: Connection) -> int:
            if connection.execute(COUNT, (person_id,)).fetchone()[0] >= MOST_WAITING:
                raise TooManyWaiting(MOST_WAITING)
            values = (
                *(brought.agency_id, person_id, at, brought.name, brought.digest, brought.purpose),
                *(brought.kind, brought.report_id, brought.source, brought.result),
            )
            return connection.execute(INSERT, values).lastrowid or 0

        return await self._write(job)

    def open(self, import_id: int, person_id: int) -> Pending:
        """An import of this person, unless it was dropped. Raises `NotFound`."""
        row = self._database.reader().execute(ONE, (import_id, person_id)).fetchone()
        if row is None or not row[-2]:
            raise NotFound
        return Pending(_head(row[:-3]), row[-3], row[-2], orjson.loads(row[-1]))

    def waiting(self, person_id: int) -> tuple[Waiting, ...]:
        """What this person has brought and not yet written, the newest first."""
        return tuple(_head(row) for row in self._database.reader().execute(WAITING, (person_id,)))

    def into(self, report_id: int) -> tuple[Written, ...]:
        """The imports that went into this report, oldest first."""
        rows = self._database.reader().execute(INTO, (report_id,))
        return tuple(
            Written(id_, person_id, name, rev, moment(at), figures, texts, by, bool(kept))
            for id_, person_id, name, rev, at, figures, texts, by, kept in rows
        )

    async def decide(self, import_id: int, person_id: int, decisions: Mapping[str, str]) -> Pending:
        """Keep these decisions beside the earlier ones. Raises `NotFound` for what no longer waits."""

        def job(connection: Connection) -> None:
            row = connection.execute(STATE, (import_id, person_id)).fetchone()
            if row is None or row[0] != "waiting":
                raise NotFound
            merged = orjson.loads(row[1]) | decisions
            connection.execute(DECIDE, (orjson.dumps(merged).decode(), import_id))

        await self._write(job)
        return self.open(import_id, person_id)

    async def read_anew(
        self, import_id: int, person_id: int, result: str, decisions: Mapping[str, str]
    ) -> None:
        """Another reading of the same document, with what of the decisions still stands."""
        values = (result, orjson.dumps(dict(decisions)).decode(), import_id, person_id)
        await self._write(lambda connection: connection.execute(REMAP, values).rowcount)

    async def written(self, import_id: int, person_id: int, into: Revision, figures: int, texts: int) -> None:
        """Note where it went; noting it again changes nothing."""
        values = (into.id, into.rev, self._clock(), figures, texts, import_id, person_id)
        await self._write(lambda connection: connection.execute(WRITTEN, values).rowcount)

    async def discard(self, import_id: int, person_id: int) -> None:
        """Drop what it holds, unless it was written; dropping it again changes nothing."""
        await self._write(lambda connection: connection.execute(DISCARD, (import_id, person_id)).rowcount)

    async def forget_old(self) -> None:
        """Drop what has been waiting for too long, and what written ones held."""
        before = self._clock() - DAYS_KEPT * DAY

        def job(connection: Connection) -> None:
            connection.execute(FORGET, (before,))
            connection.execute(EMPTY, (before,))

        await self._write(job)

    async def _write(self, job: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._writer.submit(job))


def _head(row: tuple[Any, ...]) -> Waiting:
    id_, agency_id, person_id, created, name, digest, purpose, kind, report_id, state, into, *counts = row
    return Waiting(
        id=id_,
        agency_id=agency_id,
        person_id=person_id,
        at=moment(created),
        name=name,
        digest=digest,
        purpose=PURPOSES[purpose],
        kind=KINDS[kind],
        report_id=report_id,
        state=CONDITIONS[state],
        written_id=into,
        figures=counts[0],
        texts=counts[1],
    )
