"""One sheet of a workbook: its cells in rows, each as it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.domain.proof_troubles import UnreadableDocument
from app.domain.reading_words import FAR_CELL, HIDDEN_COLUMN, HIDDEN_ROW, NO_RESULT, ROUNDED
from app.intake.blocks import tidied
from app.intake.book_numbers import shown
from app.intake.markup import Element
from app.intake.neutral import Place, Remark, Row, TableCell
from app.intake.word_styles import child, integer, local, value

MOST_COLUMNS = 256
MOST_ROWS = 10_000
MOST_CELLS = 200_000
MOST_REMARKS = 50
NUMBER = "number"
"""The mark of a cell that holds a number and no text."""
_SPOT = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ON = ("1", "true")
Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sheets of a workbook share: texts, formats of numbers, and from when days are counted."""

    strings: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What is seen in a cell; `kept` is the number behind it."""

    text: str
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells that are joined to one."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads one sheet, and keeps what has to be told of it."""

    facts: Facts
    place: Place
    remarks: list[Remark] = field(default_factory=list)

    def rows(self, tree: Element) -> tuple[Row, ...]:
        """All rows that are seen, from the first column on. Raises `UnreadableDocument` for too many."""
        zeros = _shows_zeros(tree)
        lines = list(_lines(tree))
        values = {
            spot: found for spot, cell in _cells(lines) if (found := self._value(cell, spot, zeros=zeros))
        }
        near = {
            spot: found for spot, found in values.items() if spot[0] <= MOST_ROWS and spot[1] <= MOST_COLUMNS
        }
        for spot in values.keys() - near.keys():
            self._remark(values[spot].text, FAR_CELL, spot)
        hidden_rows = {at for at, row in lines if value(row, "hidden") in _ON}
        hidden_columns = _hidden_columns(tree)
        self._tell_hidden(near, hidden_rows, hidden_columns)
        areas = [area for area in _areas(tree) if area.bottom <= MOST_ROWS and area.right <= MOST_COLUMNS]
        return tuple(_laid(near, areas, hidden_rows, hidden_columns, self.place))

    def _remark(self, text: str, why: str, spot: Spot) -> None:
        if len(self.remarks) < MOST_REMARKS:
            self.remarks.append(Remark(text, why, replace(self.place, row=spot[0], column=spot[1])))

    def _tell_hidden(self, values: Mapping[Spot, Value], rows: set[int], columns: set[int]) -> None:
        """What is hidden is told once for each row and column, with the first words in it."""
        told: set[tuple[str, int]] = set()
        for (row, column), found in sorted(values.items()):
            if row in rows and (HIDDEN_ROW, row) not in told:
                told.add((HIDDEN_ROW, row))
                self._remark(found.text, HIDDEN_ROW, (row, column))
            elif row not in rows and column in columns and (HIDDEN_COLUMN, column) not in told:
                told.add((HIDDEN_COLUMN, column))
                self._remark(found.text, HIDDEN_COLUMN, (row, column))

    def _value(self, cell: Element, spot: Spot, *, zeros: bool) -> Value | None:
        """What is seen in a cell, None where that is nothing."""
        kind, kept = value(cell, "t") or "n", child(cell, "v")
        said = "" if kept is None else kept.text or ""
        formula = child(cell, "f")
        if kept is None and formula is not None and kind != "str":
            self._remark(f"={formula.text or ''}", NO_RESULT, spot)
            return None
        if kind == "n" and said:
            return self._number(said, integer(cell, "s"), spot, zeros=zeros)
        text = self._text(kind, said, cell)
        return Value(text) if text.strip() else None

    def _text(self, kind: str, said: str, cell: Element) -> str:
        if kind == "s":
            at = int(said) if said.isascii() and said.isdigit() and len(said) < len("10000000") else -1
            return self.facts.strings[at] if 0 <= at < len(self.facts.strings) else ""
        if kind == "inlineStr":
            inside = child(cell, "is")
            return "" if inside is None else text_of(inside)
        if kind == "b":
            return "TRUE" if said == "1" else "FALSE"
        return unescaped(said)

    def _number(self, said: str, style: int, spot: Spot, *, zeros: bool) -> Value | None:
        code = self.facts.formats[style] if style < len(self.facts.formats) else ""
        seen = shown(said, code, later=self.facts.later)
        if seen.kept:
            self._remark(seen.text or seen.kept, ROUNDED.format(kept=seen.kept), spot)
        if not seen.text or (not zeros and not seen.text.strip("0.%")):
            return None
        return Value(seen.text, said)


def text_of(element: Element) -> str:
    """The text of a string, its pieces together, without what only says how it is pronounced."""
    parts = [each.text or "" for each in element.iter() if local(each) == "t" and not _is_sound(each)]
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """The text with characters that XML cannot have."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _is_sound(text: Element) -> bool:
    parent = text.getparent()
    return parent is not None and local(parent) == "rPh"


def _shows_zeros(tree: Element) -> bool:
    view = child(tree, "sheetViews", "sheetView")
    return value(view, "showZeros") not in ("0", "false")


def _lines(tree: Element) -> Iterator[tuple[int, Element]]:
    """The rows with their numbers, which may be left out."""
    at = 0
    for row in _members(child(tree, "sheetData")):
        if local(row) == "row":
            at = integer(row, "r", default=at + 1) or at + 1
            yield at, row


def _cells(lines: list[tuple[int, Element]]) -> Iterator[tuple[Spot, Element]]:
    """The cells with row and column, counted from 1. Raises `UnreadableDocument` for too many."""
    count = 0
    for at, row in lines:
        column = 0
        for cell in row:
            if local(cell) != "c":
                continue
            count += 1
            if count > MOST_CELLS:
                raise UnreadableDocument("long")
            spot = _spot(value(cell, "r"))
            column = spot[1] if spot else column + 1
            yield (at, column), cell


def _spot(name: str) -> Spot | None:
    found = _SPOT.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _areas(tree: Element) -> Iterator[Area]:
    for each in _members(child(tree, "mergeCells")):
        first, _, last = value(each, "ref").partition(":")
        start, end = _spot(first), _spot(last)
        if start and end and start[0] <= end[0] and start[1] <= end[1]:
            yield Area(*start, *end)


def _hidden_columns(tree: Element) -> set[int]:
    found: set[int] = set()
    for each in _members(child(tree, "cols")):
        if value(each, "hidden") in _ON:
            found.update(range(integer(each, "min"), min(integer(each, "max"), MOST_COLUMNS) + 1))
    return found


def _members(element: Element | None) -> Iterator[Element]:
    yield from () if element is None else element


def _laid(
    values: Mapping[Spot, Value], areas: list[Area], rows: set[int], columns: set[int], place: Place
) -> Iterator[Row]:
    """The rows that are seen, blank cells among them; what a joined cell covers is not there."""
    height = max((row for row, _ in values), default=0)
    width = max((column for _, column in values), default=0)
    if height * width > MOST_CELLS * 5:
        raise UnreadableDocument("long")
    seen_columns = [column for column in range(1, width + 1) if column not in columns]
    starts, covered = _joined(areas, rows, columns, (height, width))
    for row in range(1, height + 1):
        if row not in rows:
            yield tuple(
                _cell(values.get(origin), replace(place, row=row, column=column), spans)
                for column in seen_columns
                if (row, column) not in covered
                for origin, spans in [starts.get((row, column), ((row, column), (1, 1)))]
            )


def _joined(
    areas: list[Area], rows: set[int], columns: set[int], size: Spot
) -> tuple[dict[Spot, tuple[Spot, Spot]], set[Spot]]:
    """For the first seen cell of each area where its value is and how far it reaches; and what it covers."""
    starts: dict[Spot, tuple[Spot, Spot]] = {}
    covered: set[Spot] = set()
    for area in areas:
        down = [row for row in range(area.top, min(area.bottom, size[0]) + 1) if row not in rows]
        along = [column for column in range(area.left, min(area.right, size[1]) + 1) if column not in columns]
        if not down or not along:
            continue
        spots = {(row, column) for row in down for column in along}
        starts[down[0], along[0]] = ((area.top, area.left), (len(down), len(along)))
        covered |= spots - {(down[0], along[0])}
        if len(covered) > MOST_CELLS * 5:
            raise UnreadableDocument("long")
    return starts, covered


def _cell(found: Value | None, place: Place, spans: Spot) -> TableCell:
    text, breaks = tidied(found.text) if found else ("", ())
    marks = {NUMBER: found.kept} if found and found.kept else {}
    return TableCell(text, place, spans[1], spans[0], breaks, marks)
