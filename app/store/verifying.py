"""Is everything as it was written? Recomputes each chain and compares what it adds up to with the report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import orjson

from app.domain.troubles import ChainBroken, NotFound
from app.store.chain import REPORT, STATE, Sum, first_fault, fold
from app.store.database import Connection, Database, connect_to_read
from app.store.rows import lines_of

REPORTS = "SELECT id FROM report WHERE id = coalesce(?, id) ORDER BY id"
ORPHANS = (
    "SELECT min(seq), report_id FROM change WHERE report_id NOT IN (SELECT id FROM report) GROUP BY report_id"
)
HEAD = "SELECT rev, head, changed_at, changed_by FROM report WHERE id = ?"
CONTENT = """
    SELECT agency_id || ' ' || year || ' ' || kind || ' ' || edition, state, document FROM report WHERE id = ?
"""


def verify(database: Database, report_id: int | None = None) -> list[str]:
    """One sentence for each report that is not as it was written, naming the first bad entry. Reads only.

    Raises `NotFound` for a single report that does not exist. Takes some 30 µs for a line; call it in a
    thread.
    """
    with closing(connect_to_read(database.path)) as connection:
        return [broken.sentence for broken in _broken(connection, report_id)]


def _broken(connection: Connection, report_id: int | None) -> Iterator[ChainBroken]:
    found = [row[0] for row in connection.execute(REPORTS, (report_id,))]
    if report_id is not None and not found:
        raise NotFound
    for each in found:
        # One snapshot for the report and its log, so that somebody typing meanwhile is no fault.
        connection.execute("BEGIN")
        fault = _fault(connection, each)
        connection.execute("COMMIT")
        if fault:
            yield ChainBroken(each, *fault)
    if report_id is None:
        for seq, orphan in connection.execute(ORPHANS):
            yield ChainBroken(orphan, seq, "orphan")


def _fault(connection: Connection, report_id: int) -> tuple[int | None, str] | None:
    lines = lines_of(connection, report_id)
    broken = first_fault(lines)
    if broken:
        return broken
    total = fold(lines)
    if connection.execute(HEAD, (report_id,)).fetchone() != (
        total.rev,
        total.head,
        total.changed_at,
        total.changed_by,
    ):
        return None, "head"
    return None if _agrees(connection, report_id, total) else (None, "document")


def _agrees(connection: Connection, report_id: int, total: Sum) -> bool:
    identity, state, document = connection.execute(CONTENT, (report_id,)).fetchone()
    try:
        content = orjson.loads(document)
    except orjson.JSONDecodeError:
        return False
    expected = {"fields": total.fields, "revisions": total.revisions}
    return bool(total.facts == {REPORT: identity, STATE: state} and content == expected)
