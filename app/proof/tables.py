"""The tables of a part as read against those of the manuscript, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from app.domain import difference as words
from app.domain.address import Address
from app.domain.dataset import unit
from app.domain.difference import Difference
from app.domain.figures import Figure
from app.domain.manuscript import Manuscript, Part
from app.intake.neutral import Place, Table
from app.intake.workbook import NUMBER
from app.proof import stacks
from app.proof.alignment import paired
from app.proof.outcome import Outcome
from app.proof.stacks import StackCell, StackRow
from app.proof.texts import bare, same

SEPARATOR = " | "
ADDRESS, VALUE = "address", "value"
"""What a web page says of a figure beside showing it."""
_SUM = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def compared(script: Manuscript, part: Part, tables: Sequence[Table]) -> Outcome:
    """What differs in the tables of a part, and the figures that were read."""
    wanted, found = stacks.wanted(script, part), stacks.read(tables)
    rows = paired(wanted, found, _unlike)
    pairs = list(rows)
    if any(table.place.sheet for table in tables):
        pairs = [_fitted(*pair) for pair in pairs]
    figures: dict[Address, str] = {}
    differences: list[Difference] = []
    number = 0
    for expected, got in pairs:
        number += expected is not None
        if expected and got and len(expected.cells) == len(got.cells):
            figures |= _figures(script, expected, got)
        differences += _row(script, _place(part, got, number), expected, got)
    if not differences:
        differences += _spans(part, [(one, other) for one, other in pairs if one and other])
    return Outcome(tuple(differences), figures)


def name(script: Manuscript, cell: StackCell) -> str:
    """What people call a cell: the name of its figure, or its label."""
    figures: Mapping[Address, Figure] = script.report.edition.figures
    return figures[cell.address].name if cell.address else cell.text


def _unlike(expected: StackRow, found: StackRow) -> float:
    """How much two rows differ, from 0 to 1."""
    pairs = list(zip(expected.texts, found.texts, strict=False))
    longer = max(len(expected.cells), len(found.cells), 1)
    return (longer - sum(bare(one) == bare(other) for one, other in pairs)) / longer


def _figures(script: Manuscript, expected: StackRow, found: StackRow) -> dict[Address, str]:
    """The figures as read; a number that a workbook keeps is read as the figure that says this number."""
    pairs = zip(expected.cells, found.cells, strict=True)
    return {
        one.address: one.text if is_equal(script, one, other) else other.text
        for one, other in pairs
        if one.address
    }


def _row(
    script: Manuscript, place: str, expected: StackRow | None, found: StackRow | None
) -> Iterator[Difference]:
    """What differs in one row."""
    if expected is None and found is None:
        return
    if expected is None or found is None:
        yield Difference(place, _said(expected), _said(found), "extra" if expected is None else "lost")
    elif len(expected.cells) != len(found.cells):
        yield Difference(place, _said(expected), _said(found))
    else:
        for one, other in zip(expected.cells, found.cells, strict=True):
            yield from _cell(script, place + words.cell(name(script, one)), one, other)


def _cell(script: Manuscript, place: str, one: StackCell, other: StackCell) -> Iterator[Difference]:
    """What differs in one cell, in what it shows first, then in what it says of itself."""
    if not is_equal(script, one, other):
        yield Difference(place, one.text, other.text)
        return
    marks = other.found.marks if other.found else {}
    number = number_of(script, one)
    shown = "" if number is None else format(number, "f")
    for mark, expected in ((ADDRESS, one.address or ""), (VALUE, shown)):
        if marks.get(mark, expected) != expected:
            yield Difference(place + words.cell(mark), expected, marks[mark])


def is_equal(script: Manuscript, one: StackCell, other: StackCell) -> bool:
    """Whether a cell says what it should; one that holds a number and no text, by the number."""
    found = other.found
    if found is None:
        return same(one.text, other.text)
    if one.address and NUMBER in found.marks:
        number = number_of(script, one)
        return number is not None and number == Decimal(found.marks[NUMBER])
    return same(one.text, found.text, found.breaks)


def number_of(script: Manuscript, cell: StackCell) -> Decimal | None:
    """The number that a printed figure says; None for a text, for a blank, and for what is no number."""
    if cell.address is None:
        return None
    kind = script.report.edition.figures[cell.address].kind
    number = kind.read(cell.text).number
    if number is None and _SUM.fullmatch(bare := cell.text.removesuffix(unit(kind))):
        # A sum may be larger than what can be typed.
        number = Decimal(bare)
    return None if number is None else Decimal(number)


def _fitted(expected: StackRow | None, found: StackRow | None) -> tuple[StackRow | None, StackRow | None]:
    """A row of a sheet has as many cells as the sheet is wide, and blank ones at its end may be missing."""
    if expected is None:
        return None, found if found and any(found.texts) else None
    count, cells = len(expected.cells), found.cells if found else ()
    if (not cells and any(expected.texts)) or any(cell.text for cell in cells[count:]):
        return expected, found
    lacking = (StackCell("", cell.colspan, cell.rowspan) for cell in expected.cells[len(cells) :])
    return expected, StackRow((*cells[:count], *lacking))


def _said(row: StackRow | None) -> str:
    return SEPARATOR.join(row.texts) if row else ""


def _place(part: Part, row: StackRow | None, number: int) -> str:
    """Where a row stands; `number` is its own among those of the part, if it is not there."""
    place = next((cell.found.place for cell in row.cells if cell.found), Place()) if row else Place()
    at = (place.row if place.sheet else row.number) if row else number
    return words.on_page(place.page, place.sheet) + words.row(part.heading, at)


def _spans(part: Part, pairs: Sequence[tuple[StackRow, StackRow]]) -> Iterator[Difference]:
    """Where a cell reaches over other rows and columns than it should."""
    for number, run in groupby(pairs, key=lambda pair: pair[0].grid):
        if number < 0:
            continue
        rows = list(run)
        wanted, found = stacks.reach([one for one, _ in rows]), stacks.reach([other for _, other in rows])
        for (expected, got), one, other in zip(rows, wanted, found, strict=True):
            for cell, should, does in zip(expected.cells, one, other, strict=True):
                if should != does:
                    place = _place(part, got, 0) + words.cell(cell.text) + words.SPAN
                    yield Difference(place, _span(should), _span(does))


def _span(reach: tuple[int, int, int]) -> str:
    return words.SPANS.format(rows=reach[2], columns=reach[1])
