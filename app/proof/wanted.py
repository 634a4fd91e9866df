"""What a document has to say, piece by piece in order, each with the name of its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain import difference as words
from app.domain.manuscript import Manuscript, Part

Key = tuple[str | int, ...]
"""Where a text belongs: ("title",), ("preface", 0), ("heading", part), ("passage", part, number) for the
heading of a passage, ("text", part, number, paragraph)."""


@dataclass(frozen=True, slots=True)
class WantedText:
    """A paragraph or heading. `level` is that of a heading, 0 for none."""

    key: Key
    place: str
    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class WantedTables:
    """All tables of a part."""

    part: Part


Wanted = WantedText | WantedTables


def wanted(script: Manuscript) -> tuple[Wanted, ...]:
    """Everything in printed order."""
    return tuple(_wanted(script))


def _wanted(script: Manuscript) -> Iterator[Wanted]:
    yield WantedText(("title",), words.TITLE, script.title, 1)
    for number, text in enumerate(script.preface):
        yield WantedText(("preface", number), words.paragraph(number + 1), text)
    for at, part in enumerate(script.parts):
        yield WantedText(("heading", at), words.heading(part.heading), part.heading, 2)
        for number, passage in enumerate(part.passages):
            if passage.heading:
                yield WantedText(("passage", at, number), words.heading(passage.heading), passage.heading, 3)
            for which, text in enumerate(passage.paragraphs):
                place = words.paragraph(which + 1, part.heading, passage.heading)
                yield WantedText(("text", at, number, which), place, text)
        if part.grids:
            yield WantedTables(part)
