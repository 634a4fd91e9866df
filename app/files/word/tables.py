"""The printed grids of a report as tables of a Word file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from app.domain.grid import GridCell
from app.domain.manuscript import Manuscript, Part
from app.files.word.layout import ACROSS, BESIDE, Layout, Row, Slot, layouts
from app.files.word.markup import Element, element, paragraph


def tables(script: Manuscript, part: Part) -> Iterator[Element]:
    """The tables of a part, in order."""
    return (_table(part.heading, layout) for layout in layouts(script, part))


def _table(name: str, layout: Layout) -> Element:
    margins = {"top": layout.padding, "left": BESIDE, "bottom": layout.padding, "right": BESIDE}
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=ACROSS, type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in margins.items())),
            element("tblLook", val="0020", firstRow=1),
            element("tblCaption", val=name),
        ),
        element("tblGrid", *(element("gridCol", w=end - begin) for begin, end in pairwise(layout.edges))),
        *map(partial(_row, layout), layout.rows),
    )


def _row(layout: Layout, row: Row) -> Element:
    repeated = (element("tblHeader"),) if row.repeats else ()
    return element(
        "tr",
        element("trPr", element("cantSplit"), *repeated),
        *(_cell(layout, row, slot) for slot in row.slots),
    )


def _cell(layout: Layout, row: Row, slot: Slot) -> Element:
    cell = slot.cell
    spans = [element("gridSpan", val=cell.colspan)] if cell.colspan > 1 else []
    if cell.rowspan > 1:
        spans.append(element("vMerge", val="restart" if slot.begins else "continue"))
    width = element("tcW", w=layout.width(slot), type="dxa")
    lines = [element("keepNext")] if row.stays else []
    lines.append(element("spacing", line=layout.leading(cell), lineRule="exact"))
    text = paragraph(_style(layout, row, cell), (layout.text(slot),), lines, layout.size(cell))
    return element("tc", element("tcPr", width, *spans, element("vAlign", val="center")), text)


def _style(layout: Layout, row: Row, cell: GridCell) -> str:
    if row.is_caption:
        return "TableCaption"
    is_label = cell.role == "corner" or (cell.role == "stub" and cell.scope == "row")
    return "TableLabel" if layout.nested and is_label else "TableText"
