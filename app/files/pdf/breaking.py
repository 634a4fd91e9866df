"""Tables over pages, decided before they are laid out: whether one fits a page, where a long one breaks.

Laying a table out to see whether it fits costs as much again as printing it. The height of its rows follows
from the widths of its columns and the words in them, so it is worked out here. Lengths are in millimetres.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from app.domain.grid import Grid, GridCell
from app.domain.headings import ems
from app.files.breakable import CLOSERS, OPENERS, UNSEEN
from app.files.columns import POINT, Columns, Written, placed_labels

AREA = 225.0
"""The height of the text on a page."""
LINE = 10.227
CHARACTERS = 28
INDENT = "\u3000" * 2
ABOVE = 1.5
"""The room between a heading and its table."""
LEADING = 1.28
RULE = 0.5 * POINT
LIST_ROOM, NESTED_ROOM = 3.8, 1.5
"""Above and below the words of a cell together: in a plain list, and where labels stand in groups."""
CELL_ROOM, LABEL_ROOM = 1.0, 2.2
"""Left and right of them together: in a cell, and in a label of a nested table."""
DOUBT = 0.5
"""Less than this is not relied upon."""

Place = Literal["kept", "fresh", "flowing"]
"""Of a table: kept whole where it fits; begins a page, as it fills one; breaks where the page ends."""

SPARES = (0, 5, 10, 15, 25, 40)
"""How much of each page may be left free for labels that are repeated, least first."""

# What sticks to the word behind it, a word, and what sticks to the word before it.
_TOKEN = re.compile(f"[‘“{OPENERS}]*(?:[!-~]+|.)?[’”{CLOSERS}]*")


@dataclass(frozen=True, slots=True)
class Heights:
    """How high each row of a table is, in its head and in its body. `caption` is 0 where there is none."""

    caption: float
    head: tuple[float, ...]
    body: tuple[float, ...]

    @property
    def whole(self) -> float:
        """The height of the table on one page."""
        return self.caption + sum(self.head) + sum(self.body) + RULE


Measure = Callable[[Grid], Heights]
"""What tells the heights of a table's rows, whole or cut."""


@dataclass(frozen=True, slots=True)
class Placing:
    """How a table stands on its pages: the grid as it is then, and the rows (from 0) that begin a page."""

    place: Place
    grid: Grid
    starts: tuple[int, ...] = ()


def placing(grid: Grid, measure: Measure, above: float = 0) -> Placing:
    """How a table with `above` over it, kept on the same page, is to stand on its pages."""
    whole = above + measure(grid).whole
    if whole <= AREA - DOUBT:
        # One that leaves no room for a line above it can only stand on a page of its own.
        return Placing("fresh" if whole > AREA - LINE + DOUBT else "kept", grid)
    return _broken(grid, measure, above) if _groups(grid) else Placing("flowing", grid)


def _broken(grid: Grid, measure: Measure, above: float) -> Placing:
    """A table in groups over as many pages as it needs."""
    high = measure(grid)
    room = AREA - sum(high.head) - DOUBT
    first = room - above - high.caption

    def broken(spare: float) -> Placing:
        starts = tuple(_starts(_groups(grid), high.body, first - spare, room - spare))
        return Placing("fresh", cut(grid, starts), starts)

    def fits(found: Placing) -> bool:
        # A label that is said again beside a few rows may need more height than they have.
        rows = measure(found.grid).body
        pages = [sum(rows[begin:end]) for begin, end in pairwise((0, *found.starts, len(rows)))]
        return pages[0] <= first and max(pages) <= room

    return next(filter(fits, map(broken, SPARES)), broken(SPARES[0]))


def cut(grid: Grid, starts: Sequence[int]) -> Grid:
    """The grid with every label that reaches over the beginning of a page ended there and said again.

    `starts` are the rows of the body, from 0, with which a page begins.
    """
    again: dict[int, list[GridCell]] = {}
    body: list[tuple[GridCell, ...]] = []
    for number, row in enumerate(grid.body):
        kept: list[GridCell] = []
        for cell in row:
            first, *others = _pieces(cell, number, starts)
            kept.append(first[1])
            for at, piece in others:
                again.setdefault(at, []).append(piece)
        body.append((*again.get(number, ()), *kept))
    return replace(grid, body=tuple(body))


def heights(grid: Grid, columns: Columns, written: Written) -> Heights:
    """The heights of a table's rows. `written` is what is printed in a figure's cell."""
    nested = grid.stubs > 1
    room = (NESTED_ROOM if nested else LIST_ROOM) + RULE
    em = columns.size * POINT

    def height(cell: GridCell, width: float, beside: float = CELL_ROOM) -> float:
        if cell.role == "figure":
            size = columns.figure_size * POINT
            return max(1, lines(written(cell), (width - beside - RULE) / size)) * LEADING * size + room
        return lines(cell.text, (width - beside - RULE) / em) * LEADING * em + room

    def needs(row: Sequence[GridCell]) -> Iterator[tuple[int, float]]:
        for cell in row:
            if cell.role in ("head", "figure"):
                yield cell.rowspan, height(cell, columns.figure * cell.colspan)
        labels = [(0, cell) for cell in row if cell.role == "corner"] or placed_labels(grid, row)
        for level, cell in labels:
            width = sum(columns.stubs[level : level + cell.colspan])
            yield cell.rowspan, height(cell, width, LABEL_ROOM if nested else CELL_ROOM)

    return Heights(
        caption=LEADING * em + room if grid.caption else 0,
        head=tuple(_row_heights(map(needs, grid.head))),
        body=tuple(_row_heights(map(needs, grid.body))),
    )


def heading_height(text: str) -> float:
    """The height of a section's heading, which begins two characters in, with the room below it."""
    return lines(INDENT + text, CHARACTERS) * LINE + ABOVE


@lru_cache(maxsize=4096)  # as for `ems`
def lines(text: str, room: float) -> int:
    """How many lines of `room` ems a text takes: no closing mark begins one, no word or number is broken."""
    count, used = 0, room
    for token in filter(None, _TOKEN.findall(text.replace(UNSEEN, ""))):
        width = ems(token)
        if used + width > room:
            count, used = count + 1, 0
        while used + width > room and width > 1:
            # Longer than a line: broken wherever the line ends.
            count, width = count + 1, width - room
        used += width
    return count


def _row_heights(rows: Iterable[Iterable[tuple[int, float]]]) -> Iterator[float]:
    """How high rows are whose cells reach over so many rows and need so much height."""
    ends: list[tuple[int, float]] = []
    top = 0.0
    for number, row in enumerate(rows):
        ends += [(number + span - 1, top + need) for span, need in row]
        bottom = max((end for last, end in ends if last == number), default=top)
        yield max(bottom - top, 0)
        top = max(bottom, top)


def _starts(
    groups: Sequence[tuple[int, int]], heights: Sequence[float], first: float, room: float
) -> Iterator[int]:
    """The rows with which the second and every further page begins."""
    begin, left = 0, first
    while True:
        at, used = begin, 0.0
        while at < len(heights) and used + heights[at] <= left:
            used += heights[at]
            at += 1
        if at == len(heights):
            return
        begin = _earlier(groups, heights, (begin, max(at, begin + 1)), room)
        left = room
        yield begin


def _earlier(
    groups: Sequence[tuple[int, int]], heights: Sequence[float], reach: tuple[int, int], room: float
) -> int:
    """Where a page that could hold the rows of `reach` ends, so that no group breaks that fits a page."""
    begin, at = reach
    while crossing := [
        start for start, end in groups if begin < start < at < end and sum(heights[start:end]) <= room
    ]:
        at = min(crossing)
    return at


def _groups(grid: Grid) -> list[tuple[int, int]]:
    """The rows that stand beside one label: the first of them, and the first after them."""
    return [
        (number, number + cell.rowspan)
        for number, row in enumerate(grid.body)
        for cell in row
        if cell.rowspan > 1
    ]


def _pieces(cell: GridCell, row: int, starts: Sequence[int]) -> list[tuple[int, GridCell]]:
    """A cell that begins in a row as its pieces on each page, with the rows in which they begin."""
    edges = [row, *(at for at in starts if row < at < row + cell.rowspan), row + cell.rowspan]
    return [
        (at, replace(cell, rowspan=end - at, id=cell.id if at == row else f"{cell.id}-from-{at}"))
        for at, end in pairwise(edges)
    ]
