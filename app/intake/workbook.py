"""A workbook as calamine reads it: every sheet a table, values as they are kept, formulas as they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import unpackable
from app.intake.neutral import Neutral, Place, Row, Table, TableCell

Value = str | float | bool | date | time | timedelta
Range = tuple[tuple[int, int], tuple[int, int]]
MOST_CELLS = 200_000
"""On a sheet; a single value far out makes a sheet of millions."""
NUMBER = "number"
"""The mark of a cell that holds a number and no text."""


def read(content: bytes) -> Neutral:
    """The sheets as tables, in order, each with its name as caption. Raises `UnreadableDocument`."""
    unpackable(content)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        return Neutral(items=tuple(_table(sheet, at) for at, sheet in enumerate(sheets, 1)))
    except (CalamineError, OSError, ValueError) as wrong:
        raise UnreadableDocument("broken") from wrong


def _table(sheet: CalamineSheet, number: int) -> Table:
    merged = sheet.merged_cell_ranges or []
    if sheet.total_height * sheet.total_width > MOST_CELLS or any(
        _size(each) > MOST_CELLS for each in merged
    ):
        raise UnreadableDocument("size", MOST_CELLS)
    values = sheet.to_python(skip_empty_area=False)
    place = Place(table=number, sheet=sheet.name)
    return Table(tuple(_rows(values, merged, place)), place, sheet.name)


def _size(merged: Range) -> int:
    (top, left), (bottom, right) = merged
    return (bottom - top + 1) * (right - left + 1)


def _rows(values: Sequence[Sequence[Value]], merged: Sequence[Range], place: Place) -> Iterator[Row]:
    """All rows, as far as values and joined cells go."""
    height = max((len(values), *(bottom + 1 for _, (bottom, _) in merged)))
    width = max((len(values[0]) if values else 0, *(right + 1 for _, (_, right) in merged)))
    starts = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merged}
    covered = {
        (row, column)
        for (top, left), (bottom, right) in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - set(starts)
    for row in range(height):
        line = values[row] if row < len(values) else ()
        yield tuple(
            _cell(
                line[column] if column < len(line) else "",
                Place(table=place.table, row=row + 1, column=column + 1, sheet=place.sheet),
                starts.get((row, column), (1, 1)),
            )
            for column in range(width)
            if (row, column) not in covered
        )


def _cell(value: Value, place: Place, spans: tuple[int, int]) -> TableCell:
    number = None if isinstance(value, str | date | time | timedelta) else plain(value)
    text = str(value) if number is None else number
    marks = {} if number is None else {NUMBER: number}
    return TableCell(" ".join(text.splitlines()), place, spans[1], spans[0], marks=marks)


def plain(value: float) -> str:
    """The shortest digits that mean this number, without an exponent."""
    number = Decimal(repr(value))
    return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number, "f")
