"""What came over from last year's report, and what of it a person has not confirmed yet.

Beside a field that was carried stands its mark, the field `/carried/<field>`, which holds what came over. The
field is unconfirmed while it still says that: a figure while its text is the same, a text while one of its
paragraphs is one of those that came over. Writing something else confirms it, and so does clearing the mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.narrative import Block

CARRIED = "/carried/"


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A field that still says what came over; `lines` are the figure, or the paragraphs that do."""

    field: str
    section: str
    lines: tuple[str, ...]


def mark_of(field: str) -> str:
    """The name of the mark beside a field."""
    return CARRIED + field


def is_mark(name: str) -> bool:
    """Whether a field is the mark of another one."""
    return name.startswith(CARRIED)


def marked(name: str) -> str:
    """The field beside which a mark stands."""
    return name.removeprefix(CARRIED)


def section_beside(field: str) -> str:
    """The section that a marked field belongs to."""
    return field.split("/", 2)[1] if field.startswith("/") else field.split(".", 1)[0]


def unconfirmed(
    edition: Edition,
    carried: Mapping[str, str],
    cells: Mapping[Address, str | None],
    sections: Mapping[str, tuple[Block, ...]],
) -> tuple[Unconfirmed, ...]:
    """The fields that wait to be confirmed, in the order of the report. `carried` is by field."""
    if not carried:
        return ()
    found = _still(carried, cells, sections)
    return tuple(sorted(found, key=lambda each: _rank(edition, sections, each)))


def _rank(edition: Edition, sections: Mapping[str, tuple[Block, ...]], found: Unconfirmed) -> tuple[int, int]:
    """Where a field stands: its section, and there the texts before the figures."""
    place = list(edition.sections).index(found.section)
    figure = edition.figures.get(Address(found.field))
    if figure:
        return place, figure.order
    keys = [f"/{found.section}/{block.key}" for block in sections[found.section]]
    return place, keys.index(found.field) - len(keys)


def _still(
    carried: Mapping[str, str],
    cells: Mapping[Address, str | None],
    sections: Mapping[str, tuple[Block, ...]],
) -> Iterator[Unconfirmed]:
    texts = {
        f"/{section}/{block.key}": block.paragraphs
        for section, blocks in sections.items()
        for block in blocks
    }
    for field, text in carried.items():
        if field.startswith("/"):
            came = set(text.split("\n"))
            lines = tuple(line for line in texts.get(field, ()) if line in came)
        else:
            lines = (text,) if cells.get(Address(field)) == text else ()
        if lines:
            yield Unconfirmed(field, section_beside(field), lines)
