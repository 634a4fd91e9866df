"""The tables of a report as sheets, laid out as in print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsxwriter.worksheet import Worksheet

from app.domain import sheet_words as words
from app.domain.dataset import Datum
from app.domain.grid import GridCell
from app.domain.manuscript import Part
from app.domain.values import Count, Money, SignedCount
from app.files.columns import columns
from app.files.workbook.figures import Entry, Ledger
from app.files.workbook.layout import Leaf, Place
from app.files.workbook.styles import LINE, MILLIMETRE, TALLEST, Property, Styles, lines

LARGEST = 999_999_999
"""What the kinds of value for whole numbers read."""
PAGE = 690.0
"""The height of a page between its margins, in points; a table a fifth higher is made smaller."""
HEADING = 30.0
SIZE, DENSE = 10.5, 10.0
ROOMY, TIGHT = 6.0, 3.0
"""Above and below a line; the largest statutory table needs it less to fit one page."""


def write_table(sheet: Worksheet, styles: Styles, leaf: Leaf, ledger: Ledger) -> None:
    """One section on its sheet: its heading, then its grids."""
    size = DENSE if any(each.stubs > 1 for each in leaf.part.grids) else SIZE
    widths = _widths(leaf.part, ledger)
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, round(width * MILLIMETRE))
    heights = _heights(leaf, widths, size)
    for row, height in enumerate(heights):
        sheet.set_row(row, height)
    heading: dict[str, Property] = {"font_name": words.HEADING, "font_size": 14.0, "align": "center"}
    _merge(sheet, styles, Place(GridCell("corner"), 0, 0, 1, leaf.width), heading)
    styles.put(sheet, 0, 0, leaf.part.heading, **heading)
    for place in leaf.places:
        _write_cell(sheet, styles, place, ledger, size)
    _print(sheet, leaf, sum(heights))
    _validate(sheet, leaf, ledger)


def _write_cell(sheet: Worksheet, styles: Styles, place: Place, ledger: Ledger, size: float) -> None:
    cell = place.cell
    made = ledger.entries[cell.address] if cell.address else None
    look = _look(cell, made, size)
    _merge(sheet, styles, place, look)
    if made is None:
        styles.put(sheet, place.row, place.column, cell.text, **look)
    elif made.formula:
        value = "" if made.number is None else made.number
        sheet.write_formula(place.row, place.column, made.formula, styles.look(**look), value)
    elif made.number is not None:
        sheet.write_number(place.row, place.column, made.number, styles.look(**look))
    else:
        styles.put(sheet, place.row, place.column, made.text, **look)


def _look(cell: GridCell, made: Entry | None, size: float) -> dict[str, Property]:
    look: dict[str, Property] = {"border": 1, "align": "center", "font_size": size}
    if made is None:
        look["text_wrap"] = True
        if cell.role == "corner" and not cell.scope:
            look["font_name"] = words.HEADING
        elif cell.role == "stub" and cell.scope == "row" and size == DENSE:
            look |= {"align": "left"}
        return look
    if made.text and made.number is None:
        return look | {"text_wrap": True, "num_format": "@"}
    return look | {"num_format": made.shown, "shrink": True}


def _merge(sheet: Worksheet, styles: Styles, place: Place, look: Mapping[str, Property]) -> None:
    if place.rows > 1 or place.columns > 1:
        last = (place.row + place.rows - 1, place.column + place.columns - 1)
        sheet.merge_range(place.row, place.column, *last, "", styles.look(**look))


def _widths(part: Part, ledger: Ledger) -> tuple[float, ...]:
    """The columns of a sheet in millimetres, wide enough for each of its grids."""

    def written(cell: GridCell) -> str:
        return ledger.entries[cell.address].text if cell.address else ""

    widths: list[float] = []
    for each in part.grids:
        alike = [other for other in part.grids if (other.stubs, other.width) == (each.stubs, each.width)]
        found = columns(each, alike, written)
        own = (*found.stubs, *([found.figure] * each.width))
        widths = [
            max(pair) for pair in zip(_filled(widths, len(own)), _filled(own, len(widths)), strict=True)
        ]
    return tuple(widths)


def _filled(widths: tuple[float, ...] | list[float], most: int) -> tuple[float, ...]:
    return (*widths, *([0.0] * (most - len(widths))))


def _heights(leaf: Leaf, widths: tuple[float, ...], size: float) -> tuple[float, ...]:
    """The rows of a sheet in points, so that every label is seen whole."""
    padding = TIGHT if size == DENSE else ROOMY
    heights = [HEADING, *([size * LINE + 2 * padding] * (leaf.rows - 1))]
    for place in sorted(leaf.places, key=lambda place: place.rows):
        width = sum(widths[place.column : place.column + place.columns])
        needed = lines(place.cell.text, width, size) * size * LINE + padding
        rows = range(place.row, place.row + place.rows)
        lacking = needed - sum(heights[row] for row in rows)
        if lacking > 0:
            for row in rows:
                heights[row] = min(TALLEST, heights[row] + lacking / place.rows)
    return tuple(heights)


def _print(sheet: Worksheet, leaf: Leaf, height: float) -> None:
    sheet.print_area(0, 0, leaf.rows - 1, leaf.width - 1)
    sheet.center_horizontally()
    if height <= PAGE * 1.2:
        sheet.fit_to_pages(1, 1)
    if len(leaf.part.grids) == 1:
        sheet.repeat_rows(*leaf.head)
        sheet.freeze_panes(leaf.head[1] + 1, leaf.part.grids[0].stubs)


def _validate(sheet: Worksheet, leaf: Leaf, ledger: Ledger) -> None:
    """Whoever types something else into the cell of a figure is told what belongs there."""
    for place in leaf.places:
        if place.cell.address and not place.cell.total:
            for options in _valid(ledger.data[place.cell.address]):
                sheet.data_validation(place.row, place.column, place.row, place.column, options)


def _valid(datum: Datum) -> Iterator[dict[str, object]]:
    said = {"error_title": words.WRONG_TITLE, "ignore_blank": True}
    if isinstance(datum.kind, Count | SignedCount):
        least = -LARGEST if isinstance(datum.kind, SignedCount) else 0
        message = words.WHOLE.format(least=least, most=LARGEST)
        between = {"validate": "integer", "criteria": "between", "minimum": least, "maximum": LARGEST}
        yield said | between | {"error_message": message}
    elif isinstance(datum.kind, Money):
        message = words.AMOUNT.format(unit=datum.kind.unit)
        yield said | {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": message}
