"""The rows of neutral tables as lines of cells, each cell with the column of the grid it begins in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.imported import Where
from app.domain.labels import is_figure
from app.intake.neutral import Place, Table, TableCell

EVEN = 0.85
RUN = 4
"""Rows of one cell each, from which on they are the cells of a table that came one by one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that begins in a line. `column` counts from 0 over the grid."""

    text: str
    column: int
    width: int
    where: Where

    @property
    def end(self) -> int:
        """The column after it."""
        return self.column + self.width


@dataclass(frozen=True, slots=True)
class Line:
    """The cells that begin in a row of a table.

    `width` is how many columns the rows of its table have, 0 where that is not clear, `shared` how many rows
    have as many, and `even` says that all but a few have.
    `run` says that the cells came one by one, so that no column is known, and only their order is.
    """

    cells: tuple[Cell, ...]
    place: Place
    table: Place | None = None
    width: int = 0
    shared: int = 0
    even: bool = False
    run: bool = False

    @property
    def said(self) -> tuple[Cell, ...]:
        """The cells with something in them."""
        return tuple(cell for cell in self.cells if cell.text)

    @property
    def text(self) -> str:
        """All that it says."""
        return " ".join(cell.text for cell in self.said)

    @property
    def end(self) -> int:
        """The column after its last cell."""
        return self.cells[-1].end if self.cells else 0

    @property
    def whole(self) -> bool:
        """Whether it has as many columns as the other rows of its table: then none of its cells is gone."""
        return self.end == self.width and not self.run

    @property
    def long(self) -> bool:
        """Whether it has more cells than two blanks explain, as two rows in one have."""
        return not self.run and 0 < self.width < self.end - 1

    @property
    def figures(self) -> bool:
        """Whether any of its cells holds a figure."""
        return any(is_figure(cell.text) for cell in self.said)

    @property
    def where(self) -> Where:
        """Where its first word stands."""
        cells = self.said or self.cells
        return cells[0].where if cells else Where()


def where(place: Place) -> Where:
    """The place in words of the domain."""
    return Where(place.page, place.sheet, place.table, place.row, place.column, place.paragraph)


def lines(table: Table) -> Iterator[Line]:
    """The rows of the table that say anything."""
    reaching: dict[int, int] = {}
    found: list[Line] = []
    for row in table.rows:
        found.append(_line(row, reaching))
        reaching = {column: left - 1 for column, left in reaching.items() if left > 1}
    width, shared = _width(found)
    even = shared > EVEN * len(found) and all(line.end <= width for line in found)
    for single, group in groupby(found, key=lambda line: len(line.cells) == 1 and line.end == 1):
        together = list(group)
        run = single and len(together) >= RUN and any(line.figures for line in together)
        for line in _rows_of(together) if run else together:
            if line.said:
                yield replace(line, table=table.place, width=width, shared=shared, even=even, run=run)


def _rows_of(run: Iterable[Line]) -> Iterator[Line]:
    """The cells of a run as rows: each word begins one, and the figures and blanks behind it go with it."""
    row: list[Cell] = []
    for line in run:
        cell = line.cells[0]
        if row and cell.text and not is_figure(cell.text):
            yield Line(tuple(row), line.place)
            row = []
        row.append(replace(cell, column=len(row)))
    yield Line(tuple(row), Place())


def _width(found: Iterable[Line]) -> tuple[int, int]:
    """How many columns most rows have, and how many rows; none where half or fewer have as many.

    None where two rows have more: some rows lost a cell then, or some got one, and nobody knows which.
    """
    ends = Counter(line.end for line in found)
    most = max(ends.values(), default=0)
    width = max((end for end, count in ends.items() if count == most), default=0)
    longer = any(end > width and count > 1 for end, count in ends.items())
    return (0, 0) if longer or most * 2 <= ends.total() else (width, most)


def _line(row: tuple[TableCell, ...], reaching: dict[int, int]) -> Line:
    """`reaching` has, for each column, how many rows the cell that covers it still goes down."""
    cells: list[Cell] = []
    column = 0
    begun: dict[int, int] = {}
    for cell in row:
        while column in reaching:
            column += 1
        cells.append(Cell(cell.text.strip(), column, cell.colspan, where(cell.place)))
        for covered in range(column, column + cell.colspan):
            begun[covered] = cell.rowspan
        column += cell.colspan
    reaching |= {covered: rows for covered, rows in begun.items() if rows > 1}
    return Line(tuple(cells), row[0].place if row else Place())
