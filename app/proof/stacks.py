"""The tables of a part as one stack of rows, whether a format writes one table for them or several.

Captions are rows of one cell. How far cells reach is compared among the rows of one grid, and in the columns
that these rows use: where several grids stand above each other, each has other columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.address import Address
from app.domain.grid import Grid
from app.domain.manuscript import Manuscript, Part
from app.intake.neutral import Table, TableCell


@dataclass(frozen=True, slots=True)
class StackCell:
    """One cell; `address` is that of its figure, on the side of the manuscript."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    address: Address | None = None
    found: TableCell | None = None


@dataclass(frozen=True, slots=True)
class StackRow:
    """The cells that begin in a row.

    `grid` numbers the grid it belongs to, from 0; captions have -1. `number` is the row's own where it was
    read, from 1.
    """

    cells: tuple[StackCell, ...]
    grid: int = -1
    number: int = 0

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the cells."""
        return tuple(cell.text for cell in self.cells)


def wanted(script: Manuscript, part: Part) -> tuple[StackRow, ...]:
    """The rows of a part as they are to be printed."""
    return tuple(row for number, each in enumerate(part.grids) for row in _of_grid(script, number, each))


def read(tables: Iterable[Table]) -> tuple[StackRow, ...]:
    """The rows of tables that follow each other."""
    rows = (row for table in tables for row in _of_table(table))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def reach(rows: Sequence[StackRow]) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    """For the cells of each row: column, columns and rows, counted in the columns that these rows use."""
    return _reach(tuple(tuple((cell.colspan, cell.rowspan) for cell in row.cells) for row in rows))


def _of_grid(script: Manuscript, number: int, grid: Grid) -> Iterator[StackRow]:
    if grid.caption:
        yield StackRow((StackCell(grid.caption),))
    for row in (*grid.head, *grid.body):
        yield StackRow(
            tuple(
                StackCell(
                    script.written[cell.address] if cell.address else cell.text,
                    cell.colspan,
                    cell.rowspan,
                    cell.address,
                )
                for cell in row
            ),
            number,
        )


def _of_table(table: Table) -> Iterator[StackRow]:
    if table.caption:
        yield StackRow((StackCell(table.caption, found=TableCell(table.caption, table.place)),))
    for row in table.rows:
        yield StackRow(tuple(StackCell(cell.text, cell.colspan, cell.rowspan, None, cell) for cell in row))


Spans = tuple[tuple[tuple[int, int], ...], ...]


def _reach(rows: Spans) -> tuple[tuple[tuple[int, int, int], ...], ...]:
    placed = _placed(rows)
    edges = {edge for row in placed for start, columns, _ in row for edge in (start, start + columns)}
    at = {edge: number for number, edge in enumerate(sorted(edges))}
    return tuple(
        tuple((at[start], at[start + columns] - at[start], down) for start, columns, down in row)
        for row in placed
    )


def _placed(rows: Spans) -> list[list[tuple[int, int, int]]]:
    """As a browser lays a table out: each cell in the first column that no cell from above reaches into."""
    below: dict[int, int] = {}
    placed: list[list[tuple[int, int, int]]] = []
    for number, row in enumerate(rows):
        line: list[tuple[int, int, int]] = []
        column = 0
        for colspan, rowspan in row:
            while below.get(column, 0) > number:
                column += 1
            down = min(rowspan, len(rows) - number)
            below.update(dict.fromkeys(range(column, column + colspan), number + down))
            line.append((column, colspan, down))
            column += colspan
        placed.append(line)
    return placed
