"""Tables from the lines that are drawn around their cells: what a person takes for a cell is one.

All lengths are in points, from the top left corner of the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

TOGETHER = 1.5
"""Lines that are no further apart are one line."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line, level or upright."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 > self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Area:
    """A coloured area."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def sides(self) -> tuple[Stroke, ...]:
        """What is around it."""
        level = (Stroke(self.x0, y, self.x1, y) for y in (self.y0, self.y1))
        return (*level, *(Stroke(x, self.y0, x, self.y1) for x in (self.x0, self.x1)))

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: where it begins, counted from 0, and over how many rows and columns it reaches."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """A table's lines: the columns stand between `xs`, the rows between `ys`."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    def holds(self, x: float, y: float) -> bool:
        """Whether the point is inside."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def slot(self, x: float, y: float) -> tuple[int, int]:
        """Row and column in which a point inside stands."""
        return (
            min(bisect_right(self.ys, y), len(self.ys) - 1) - 1,
            min(bisect_right(self.xs, x), len(self.xs) - 1) - 1,
        )


def rulings(strokes: Iterable[Stroke]) -> tuple[Ruling, ...]:
    """The tables of a page from top to bottom; those that touch are one."""
    return tuple(found for found in map(ruling, _apart(strokes)) if found is not None)


def _apart(strokes: Iterable[Stroke]) -> Iterator[list[Stroke]]:
    """The strokes of each table: between two tables there is room."""
    group: list[Stroke] = []
    bottom = float("-inf")
    for each in sorted(strokes, key=lambda stroke: stroke.y0):
        if group and each.y0 > bottom + TOGETHER:
            yield group
            group = []
        group.append(each)
        bottom = max(bottom, each.y1) if len(group) > 1 else each.y1
    if group:
        yield group


def ruling(strokes: Sequence[Stroke], near: float = TOGETHER, *, lenient: bool = False) -> Ruling | None:
    """The table that these lines make; nothing where they make no cell. Lines that are `near` are one.

    A `lenient` reader closes the outer sides where they are missing, and takes any part of it for a cell.
    """
    level = [each for each in strokes if each.is_level]
    upright = [each for each in strokes if not each.is_level]
    ends = _ends(level, upright, near) if lenient else ((), ())
    xs = _positions((*(each.x0 for each in upright), *ends[0]), near)
    ys = _positions((*(each.y0 for each in level), *ends[1]), near)
    if len(xs) < 2 or len(ys) < 2:  # noqa: PLR2004 - every cell has two sides each way
        return None
    walls = {
        (at, slot) for each in upright for at in _at(xs, each.x0) for slot in _along(ys, each.y0, each.y1)
    }
    floors = {
        (at, slot) for each in level for at in _at(ys, each.y0) for slot in _along(xs, each.x0, each.x1)
    }
    return Ruling(xs, ys, tuple(_boxes(len(ys) - 1, len(xs) - 1, walls, floors, lenient=lenient)))


def _ends(
    level: Sequence[Stroke], upright: Sequence[Stroke], near: float
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where the outer sides stand that were not drawn: as far as the lines of the other kind reach."""
    if not level or not upright:
        return (), ()
    left, right = min(each.x0 for each in level), max(each.x1 for each in level)
    top, bottom = min(each.y0 for each in upright), max(each.y1 for each in upright)
    xs, ys = [each.x0 for each in upright], [each.y0 for each in level]
    return (
        tuple(each for each in (left, right) if not min(xs) - near <= each <= max(xs) + near),
        tuple(each for each in (top, bottom) if not min(ys) - near <= each <= max(ys) + near),
    )


def _positions(values: Iterable[float], near: float) -> tuple[float, ...]:
    """The places of lines: of those that lie together, the first."""
    found: list[float] = []
    last = float("-inf")
    for each in sorted(values):
        if each - last > near:
            found.append(each)
        last = each
    return tuple(found)


def _at(places: tuple[float, ...], value: float) -> Iterator[int]:
    yield bisect_right(places, value) - 1


def _along(places: tuple[float, ...], start: float, end: float) -> Iterator[int]:
    """The gaps between `places` whose middle a line from `start` to `end` passes."""
    for gap in range(len(places) - 1):
        if start <= (places[gap] + places[gap + 1]) / 2 <= end:
            yield gap


Marks = set[tuple[int, int]]


def _boxes(rows: int, columns: int, walls: Marks, floors: Marks, *, lenient: bool) -> Iterator[Box]:
    """The cells row by row: a slot grows to the right until a wall and down until a floor.

    `walls` are (line, row), `floors` (line, column). What is not closed on its outer sides is no cell, except
    to a `lenient` reader.
    """
    taken: Marks = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            right = next(
                at
                for at in range(column + 1, columns + 1)
                if at == columns or (at, row) in walls or (row, at) in taken
            )
            down = next(
                at
                for at in range(row + 1, rows + 1)
                if at == rows or (at, column) in floors or (at, column) in taken
            )
            taken |= {(r, c) for r in range(row, down) for c in range(column, right)}
            closed = (
                (column, row) in walls,
                (right, row) in walls,
                (row, column) in floors,
                (down, column) in floors,
            )
            if lenient or all(closed):
                yield Box(row, column, down - row, right - column)
