"""Where in a workbook the grids of a report stand: each cell with row, column and reach, counted from 0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.grid import GridCell
from app.domain.manuscript import Part

FIRST = 1
"""Above the grids of a sheet stands the heading of their section."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a grid on its sheet, or with the role `corner` and no scope the caption above one."""

    cell: GridCell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands in the workbook."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """The sheet of one section: its name, its cells, how many columns and rows it has, its header rows."""

    name: str
    part: Part
    places: tuple[Place, ...]
    width: int
    rows: int
    head: tuple[int, int]


def leaf(name: str, part: Part) -> Leaf:
    """The sheet of a section with printed grids, one below the other."""
    places: list[Place] = []
    row, head = FIRST, (FIRST, FIRST)
    for each in part.grids:
        if each.caption:
            places.append(Place(GridCell("corner", each.caption), row, 0, 1, each.stubs + each.width))
            row += 1
        head = (row, row + len(each.head) - 1)
        for lines in (each.head, each.body):
            places += _placed(lines, row)
            row += len(lines)
    width = max(each.stubs + each.width for each in part.grids)
    return Leaf(name, part, tuple(places), width, row, head)


def spots(leaves: Sequence[Leaf]) -> Mapping[Address, Spot]:
    """Where each printed figure stands."""
    return {
        place.cell.address: Spot(each.name, place.row, place.column)
        for each in leaves
        for place in each.places
        if place.cell.address
    }


def _placed(lines: Sequence[Sequence[GridCell]], top: int) -> Iterator[Place]:
    """As a browser lays a table out: each cell in the first columns that no cell from above reaches into."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        column = 0
        for cell in line:
            while any((row, column + each) in taken for each in range(cell.colspan)):
                column += 1
            # No cell reaches out of its grid, even if rows were lost: two that overlap make no workbook.
            rows = min(cell.rowspan, len(lines) - row)
            taken |= {(row + down, column + on) for down in range(rows) for on in range(cell.colspan)}
            yield Place(cell, top + row, column, rows, cell.colspan)
            column += cell.colspan
