"""Where each cell of a Word table stands, how large it is, and which rows stay on one page.

All lengths are in twips, of which 20 are a point; sizes of letters are in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from app.domain.grid import Grid, GridCell
from app.domain.headings import ems
from app.domain.manuscript import Manuscript, Part
from app.files.columns import PAGE, Columns, Written, columns

ACROSS, DOWN = 8844, 12738
"""The text area: between the margins, and its 22 lines."""
HEADING = 700
"""What the heading above a table takes, and the gap between them."""
LEADING = 1.28
"""Of a line in a cell, in sizes of its letters."""
BESIDE, BORDER = 28, 10
"""Left and right of the text in a cell; the line between two rows."""
ROOMY, DENSE = 108, 32
"""Above and below the text of a cell: in a plain list, and where labels stand in groups."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in one place of a row: a cell that begins there, or the lower part of one from above."""

    cell: GridCell
    column: int
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `repeats` at the top of every page, `stays` on the page of the row below."""

    slots: tuple[Slot, ...]
    is_caption: bool = False
    repeats: bool = False
    stays: bool = True


@dataclass(frozen=True, slots=True)
class Layout:
    """One Word table: the blocks in it, the edges of its columns, and its letters."""

    grids: tuple[Grid, ...]
    edges: tuple[int, ...]
    letters: Columns
    written: Written

    @property
    def nested(self) -> bool:
        """Whether its labels stand in groups."""
        return self.grids[0].stubs > 1

    @property
    def padding(self) -> int:
        """Above and below the text of a cell."""
        return DENSE if self.nested else ROOMY

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all blocks. One stays together where a page holds it, its headers with its first row.

        Headers repeat where the table has one block only: over another one they would be wrong.
        """
        alone = len(self.grids) == 1
        for grid in self.grids:
            heads = tuple(_heads(grid, repeat=alone))
            body = tuple(map(Row, _slots(grid.body)))
            whole = sum(map(self._height, (*heads, *body))) <= DOWN - HEADING
            yield from heads
            for number, row in enumerate(body, 1):
                yield Row(row.slots, stays=whole and number < len(body))

    def width(self, slot: Slot) -> int:
        """The width of a cell."""
        return self.edges[slot.column + slot.cell.colspan] - self.edges[slot.column]

    def size(self, cell: GridCell) -> float:
        """The size of the letters of a cell, which Word knows in halves of a point."""
        size = self.letters.figure_size if cell.role == "figure" else self.letters.size
        return int(size * 2) / 2

    def leading(self, cell: GridCell) -> int:
        """The height of a line in a cell."""
        return round(self.size(cell) * LEADING * 20)

    def text(self, slot: Slot) -> str:
        """What is written in a cell."""
        return self.written(slot.cell) if slot.begins else ""

    def _height(self, row: Row) -> int:
        """About how high a row gets: cells that reach over several rows have room enough in those."""
        texts = (self._lines(slot) * self.leading(slot.cell) for slot in row.slots if slot.cell.rowspan == 1)
        return max(texts, default=0) + 2 * self.padding + BORDER

    def _lines(self, slot: Slot) -> int:
        room = self.width(slot) - 2 * BESIDE
        return max(1, ceil(ems(self.text(slot)) * self.size(slot.cell) * 20 / room))


def layouts(script: Manuscript, part: Part) -> Iterator[Layout]:
    """The tables of a part: blocks that have their columns in common are one, as in print."""

    def written(cell: GridCell) -> str:
        return script.written[cell.address] if cell.address else cell.text

    def shape(grid: Grid) -> tuple[int, int]:
        return grid.stubs, grid.width

    for common, joined in groupby(part.grids, shape):
        alike = [grid for grid in part.grids if shape(grid) == common]
        letters = columns(alike[0], alike, written)
        yield Layout(tuple(joined), _edges(letters, alike[0]), letters, written)


def _edges(letters: Columns, grid: Grid) -> tuple[int, ...]:
    widths = (*letters.stubs, *(letters.figure for _ in range(grid.width)))
    return tuple(round(sum(widths[:number]) / PAGE * ACROSS) for number in range(len(widths) + 1))


def _heads(grid: Grid, *, repeat: bool) -> Iterator[Row]:
    if grid.caption:
        caption = Slot(GridCell("head", grid.caption, colspan=grid.stubs + grid.width), 0)
        yield Row((caption,), is_caption=True, repeats=repeat)
    yield from (Row(slots, repeats=repeat) for slots in _slots(grid.head))


def _slots(rows: Sequence[Sequence[GridCell]]) -> Iterator[tuple[Slot, ...]]:
    """Where each cell stands, row by row, with the lower parts of those that reach down from above."""
    reaching: dict[int, tuple[GridCell, int]] = {}
    for row in rows:
        slots: list[Slot] = []
        column = 0
        waiting = list(row)
        while waiting or column in reaching:
            begins = column not in reaching
            cell = waiting.pop(0) if begins else reaching[column][0]
            left = (cell.rowspan if begins else reaching.pop(column)[1]) - 1
            if left:
                reaching[column] = (cell, left)
            slots.append(Slot(cell, column, begins))
            column += cell.colspan
        yield tuple(slots)
