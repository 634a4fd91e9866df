"""The change log of a report as a chain of digests, documented so that anybody can verify it.

Lines of one report, ordered by `seq`, form its chain. The digest of a line is

    "sha256:" + hex(SHA-256(part(ALGORITHM) + part(prev) + part(each column of COLUMNS, in that order)))

where `prev` is the digest of the line before ("" for the first) and `part` writes a text as its length in
bytes of UTF-8 in decimal, a colon, the bytes, a comma ("3:abc,"), a number as its decimal text, and NULL as
"-,". The digest of the last line stands in `report.head`.

Each line sets its `field` from `before` to `after` at revision `rev`; revisions count from 1 without gaps and
one may hold several lines. Setting them in order gives the report: `document` is {"fields": {field: after},
"revisions": {field: rev}} for all fields but two: "@report" holds "agency_id year kind edition" and "@state"
the state.

Nothing is ever taken back: a revision that undoes another one is a revision like any, whose `client` is
"@revert:", the number of the one it undoes, a colon, and a key that tells repeats apart.

A chain shows that a line was altered, removed, inserted or moved. It does not show that the newest lines and
the report's own row were cut off together, or that a whole report is gone: that takes a digest kept outside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

ALGORITHM = "gouji-change-1/sha256"
REPORT = "@report"
STATE = "@state"
OWN = "@"


class Line(NamedTuple):
    """What a digest covers besides the one before it; the names and order are those of the columns."""

    report_id: int
    rev: int
    field: str
    before: str | None
    after: str | None
    actor_id: int
    actor: str
    at: int
    source: str
    client: str
    client_seq: int
    reason: str | None


COLUMNS = Line._fields


class Stored(NamedTuple):
    """A line as it is found in the table."""

    seq: int
    line: Line
    prev: str
    digest: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What lines add up to: `facts` are the fields of the store's own, the rest all others."""

    facts: Mapping[str, str | None] = field(default_factory=dict)
    fields: Mapping[str, str | None] = field(default_factory=dict)
    revisions: Mapping[str, int] = field(default_factory=dict)
    rev: int = 0
    head: str = ""
    changed_at: int = 0
    changed_by: str = ""


def _part(value: str | int | None) -> bytes:
    if value is None:
        return b"-,"
    text = str(value).encode()
    return b"%d:%b," % (len(text), text)


def digest(prev: str, line: Line) -> str:
    """The digest of `line` after the line whose digest is `prev`."""
    content = b"".join(map(_part, (ALGORITHM, prev, *line)))
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def fold(lines: Iterable[Stored]) -> Sum:
    """What the lines add up to. They are taken as they are; `first_fault` is who doubts them."""
    facts: dict[str, str | None] = {}
    fields: dict[str, str | None] = {}
    revisions: dict[str, int] = {}
    total = Sum(facts, fields, revisions)
    for stored in lines:
        line = stored.line
        if line.field.startswith(OWN):
            facts[line.field] = line.after
        else:
            fields[line.field], revisions[line.field] = line.after, line.rev
        total = replace(total, rev=line.rev, head=stored.digest, changed_at=line.at, changed_by=line.actor)
    return total


def first_fault(lines: Iterable[Stored]) -> tuple[int, str] | None:
    """The `seq` of the first line that is not as it was written, and in what: prev, digest, rev or before."""
    prev, rev = "", 0
    values: dict[str, str | None] = {}
    for stored in lines:
        line = stored.line
        expected = {
            "prev": stored.prev == prev,
            "digest": stored.digest == digest(stored.prev, line),
            "rev": line.rev in ((rev, rev + 1) if rev else (1,)),
            "before": line.before == values.get(line.field),
        }
        wrong = next((name for name, holds in expected.items() if not holds), None)
        if wrong:
            return stored.seq, wrong
        prev, rev = stored.digest, line.rev
        values[line.field] = line.after
    return None
