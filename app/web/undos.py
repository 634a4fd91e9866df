"""What came into a report in one go and can be undone: an import, a paste, what was carried over.

The log alone says so; an undoing is a revision like the others, so undoing it is redoing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import get_args

from app.domain.carried import is_mark
from app.store.chain import OWN
from app.store.verbs import REVERTING, Entry, Opened, Source

UNDOABLE = frozenset(get_args(Source)) & {"import", "paste", "carried"}


@dataclass(frozen=True, slots=True)
class Undo:
    """A revision that can be undone, and what of it still stands.

    `what` is its source, `client` who wrote it first, before it was undone and perhaps redone. `back` says
    that it is an undoing itself. `changed` fields were changed since; they stay as they are. `seen` is the
    revision of the report that the offer was made at.
    """

    rev: int
    seen: int
    what: Source
    client: str
    back: bool
    by: str
    at: datetime
    stands: int
    changed: int


@dataclass(frozen=True, slots=True)
class Written:
    """What one revision wrote; the marks of what is carried over are not counted."""

    rev: int
    first: Entry
    fields: tuple[str, ...]

    @property
    def undoes(self) -> int:
        """The number of the revision that this one undid; 0 where it undid none."""
        client = self.first.client
        number = client.removeprefix(REVERTING).partition(":")[0] if client.startswith(REVERTING) else ""
        return int(number) if number.isdigit() else 0


def undoable(entries: Iterable[Entry], opened: Opened) -> tuple[Undo, ...]:
    """Of each kind the last revision that can be undone and still stands, newest first."""
    written = {each.rev: each for each in written_of(entries)}
    found: dict[Source, Undo] = {}
    for each in reversed(written.values()):
        source = each.first.source
        if source in UNDOABLE and source not in found:
            found[source] = _undo(each, written, opened)
    return tuple(each for each in found.values() if each.stands)


def _undo(each: Written, written: Mapping[int, Written], opened: Opened) -> Undo:
    root, back = each, False
    while root.undoes in written:
        root, back = written[root.undoes], not back
    stands = sum(opened.revisions.get(field) == each.rev for field in each.fields)
    return Undo(
        rev=each.rev,
        seen=opened.rev,
        what=each.first.source,
        client=root.first.client,
        back=back,
        by=each.first.actor,
        at=each.first.at,
        stands=stands,
        changed=len(root.fields) - stands,
    )


def written_of(entries: Iterable[Entry]) -> Iterator[Written]:
    """The revisions that wrote fields, oldest first."""
    for rev, lines in groupby(entries, key=lambda entry: entry.rev):
        typed = [line for line in lines if not line.field.startswith(OWN)]
        if typed:
            fields = tuple(line.field for line in typed if not is_mark(line.field))
            yield Written(rev, typed[0], fields)
