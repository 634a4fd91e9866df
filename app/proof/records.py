"""Lines of data, a figure each, against the figures of the manuscript."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from app.domain import difference as words
from app.domain import sheet_words
from app.domain.address import Address
from app.domain.dataset import dataset
from app.domain.difference import Difference
from app.domain.formulas import unguarded
from app.domain.manuscript import Manuscript
from app.intake.neutral import Neutral, Row, Table, TableCell
from app.intake.workbook import NUMBER
from app.proof.alignment import by_key, paired
from app.proof.outcome import Outcome
from app.proof.texts import same
from app.proof.wanted import WantedText, wanted

TEXT = sheet_words.COLUMNS.index(sheet_words.NUMBER) - 1
"""The column of the figure as it is printed."""


def compared(script: Manuscript, document: Neutral, name: str = "") -> Outcome:
    """What differs in a file of figures. `name` is the file's in the document it is attached to."""
    report = script.report
    whole = (report.agency, str(report.year), report.edition.id)
    table = next((each for each in document.items if isinstance(each, Table)), None)
    outcome = lines(script, table.rows if table else (), whole, words.inside(name), unguarded)
    texts = {each.key: each.text for each in wanted(script) if isinstance(each, WantedText)}
    return Outcome(outcome.differences, outcome.figures, texts)


def lines(
    script: Manuscript, rows: Sequence[Row], whole: tuple[str, ...], where: str, text_of: Callable[[str], str]
) -> Outcome:
    """The lines under their line of titles. `whole` ends each line, `text_of` is what a field stands for."""
    columns = sheet_words.COLUMNS[: len(sheet_words.COLUMNS) - 3 + len(whole)]
    expected = [columns, *((*sheet_words.in_words(datum), *whole) for datum in dataset(script))]
    found = [[_plain(cell, text_of) for cell in row] for row in rows]
    differences: list[Difference] = []
    figures: dict[Address, str] = {}
    for one, other in _pairs(expected, found):
        if one is None or other is None:
            differences.append(_lone(script, where, one, other))
            continue
        figures[Address(one[0])] = other[TEXT].text if len(other) > TEXT else ""
        differences += _fields(script, where, one, other)
    return Outcome(tuple(differences), figures)


def _plain(cell: TableCell, text_of: Callable[[str], str]) -> TableCell:
    return TableCell(text_of(cell.text), cell.place, marks=cell.marks)


Fields = Sequence[str]
Line = Sequence[TableCell]


def _pairs(expected: Sequence[Fields], found: Sequence[Line]) -> Iterator[tuple[Fields | None, Line | None]]:
    """Lines by their first field."""
    runs = by_key(expected, found, lambda one: one[0], lambda other: other[0].text if other else "")
    for ones, others, equal in runs:
        if equal:
            yield from zip(ones, others, strict=True)
        else:
            yield from paired(ones, others, _unlike)


def _unlike(one: Fields, other: Line) -> float:
    longer = max(len(one), len(other), 1)
    return (longer - sum(a == b.text for a, b in zip(one, other, strict=False))) / longer


def _lone(script: Manuscript, where: str, one: Fields | None, other: Line | None) -> Difference:
    """A line that is missing, by the name of its figure, or one that should not be there."""
    if one is None:
        return Difference(where, found=other[0].text if other else "", change="extra")
    figure = script.report.edition.figures.get(Address(one[0]))
    return Difference(where, figure.name if figure else one[0], change="lost")


def _fields(script: Manuscript, where: str, one: Fields, other: Line) -> Iterator[Difference]:
    figure = script.report.edition.figures.get(Address(one[0]))
    place = where + (words.cell(figure.name) if figure else "")
    texts = [*other, *([None] * (len(one) - len(other)))]
    for column, (expected, cell) in enumerate(zip(one, texts, strict=False)):
        if not _same(expected, cell):
            title = sheet_words.COLUMNS[column] if figure else ""
            yield Difference(place + words.cell(title), expected, cell.text if cell else "")
    for cell in other[len(one) :]:
        if cell.text:
            yield Difference(place, found=cell.text, change="extra")


def _same(expected: str, cell: TableCell | None) -> bool:
    if cell is None:
        return not expected
    if NUMBER in cell.marks:
        return is_number(expected, cell.marks[NUMBER])
    return same(expected, cell.text)


def is_number(expected: str, number: str) -> bool:
    """Whether a printed figure says this number."""
    bare = expected.replace(".", "", 1).removeprefix("-")
    return bare.isascii() and bare.isdigit() and Decimal(expected) == Decimal(number)
