"""Standing type: pages that are kept, in which a figure is exchanged and nothing else is set again.

Laying a report out takes most of the time of printing it, and a figure in a cell of fixed width and height
moves nothing around it. So where only figures differ, each of them is set alone, by the typesetter's own
functions and in the very place of the old one. The pages are then the pages of the whole report laid out
anew: the same bytes when written, which the tests hold it to. Whatever moves anything else is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.address import Address
from app.files.pdf.composing import PdfContext
from app.files.pdf.typesetting import fonts

# isort: split
# Above this line fontconfig was told about the faces; from here on Pango may be loaded.
from weasyprint import Document
from weasyprint.document import Page
from weasyprint.formatting_structure.boxes import LineBox, TableCellBox, TextBox
from weasyprint.layout import LayoutContext
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.inline import iter_line_boxes


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: the number of its page, from 0, and the box of its cell."""

    page: int
    cell: TableCellBox


class StandingType:
    """The pages of one report. Not for two threads at a time."""

    def __init__(self, context: PdfContext, document: Document) -> None:
        """`document` is how `context` was laid out."""
        self.document = document
        self._frame, self._written = replace(context, written={}), dict(context.written)
        self._spots = _spots(context, document)

    def exchange(self, context: PdfContext) -> frozenset[Address] | None:
        """Make these pages the pages of `context`; the figures that were set anew.

        None where more than figures in single lines has changed: then nothing is done, and the report has
        to be laid out.
        """
        if replace(context, written={}) != self._frame:
            return None
        changed = {each: text for each, text in context.written.items() if text != self._written[each]}
        # A figure that is not printed has no spot.
        lines = {each: self._line(each, text) for each, text in changed.items() if each in self._spots}
        if None in lines.values():
            return None
        for address, line in lines.items():
            self._spots[address].cell.children = line
        self._written.update(changed)
        return frozenset(lines)

    def spot(self, address: Address) -> Spot:
        """Where a figure stands."""
        return self._spots[address]

    def page(self, number: int) -> Page:
        """A page, from 0."""
        return self.document.pages[number]

    def bare(self, number: int, figures: Iterable[Address]) -> Page:
        """A page, from 0, with nothing on it but these of its figures."""
        page = self.page(number)._page_box  # noqa: SLF001 - no public way to a box
        [root] = [child for child in page.children if child.is_for_root_element]
        lines = [line for each in figures for line in self._spots[each].cell.children]
        body = root.children[0].copy_with_children(lines)
        return Page(page.copy_with_children([root.copy_with_children([body])]))

    def _line(self, address: Address, text: str) -> tuple[LineBox, ...] | None:
        """The text laid out as the cell's content; None where it is, or was, more than one line."""
        spot = self._spots[address]
        if len(spot.cell.children) > 1:
            return None
        if not text:
            return ()
        lines = _lines(spot.cell, text)
        if len(lines) > 1:
            return None
        [line] = lines
        _centre(spot.cell, line)
        layout_box_backgrounds(self.page(spot.page)._page_box, line, None)  # noqa: SLF001 - as above
        return (line,)


def _spots(context: PdfContext, document: Document) -> Mapping[Address, Spot]:
    """Every printed figure's spot: the cells come in the order of the grids they were made from."""
    addresses = (
        cell.address
        for section in context.sections
        for each in section.grids
        for row in each.grid.body
        for cell in row
        if cell.address
    )
    return dict(zip(addresses, _figure_cells(document), strict=True))


def _figure_cells(document: Document) -> Iterator[Spot]:
    for number, page in enumerate(document.pages):
        for box in page._page_box.descendants():  # noqa: SLF001 - as above
            if isinstance(box, TableCellBox) and "figure" in box.element.get("class", "").split():
                yield Spot(number, box)


def _lines(cell: TableCellBox, text: str) -> list[LineBox]:
    """The text as the typesetter breaks it into lines in this cell."""
    context = LayoutContext(None, lambda **_: None, fonts(), None, None)
    context.create_block_formatting_context()
    line = LineBox.anonymous_from(cell, [TextBox.anonymous_from(cell, text)])
    line.position_x = cell.content_box_x()
    return [
        found
        for found, _ in iter_line_boxes(
            context, line, cell.content_box_y(), 0, None, cell, [], [], None, None
        )
    ]


def _centre(cell: TableCellBox, line: LineBox) -> None:
    """Move a line to where `vertical-align: middle` has it in a cell of a given height."""
    if cell.computed_height != "auto" and cell.computed_height > line.height:
        line.translate(dy=(cell.computed_height - line.height) / 2)
