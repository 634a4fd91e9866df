"""Tables that go on over pages: their parts put together, what was repeated for the reader taken away."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from app.intake.neutral import Row, Table, TableCell

TOGETHER = 1.5
"""Edges of columns that are no further apart, in points, are one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or what stands of it on one page, and the edges of its columns from its left side."""

    table: Table
    edges: tuple[float, ...]


def together(above: Part, below: Part) -> Part:
    """The two parts of a table as one. `below` stands first on its page and `above` last on the one before.

    Its header rows are there already and are left out; a label that was repeated reaches on instead. A column
    may be divided on one of the pages only.
    """
    edges = _edges((*above.edges, *below.edges))
    upper, lower = _rows(above, edges), _rows(below, edges)
    rows = lower[_repeated(upper, lower) :]
    before, after = _reaching_on(upper, rows)
    whole = Table((*before, *_moved(after, len(before))), above.table.place, above.table.caption)
    return Part(whole, edges)


def _edges(values: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for each in sorted(values):
        if not found or each - found[-1] > TOGETHER:
            found.append(each)
    return tuple(found)


def _rows(part: Part, edges: Sequence[float]) -> tuple[Row, ...]:
    """The rows of a part, their columns counted among these edges."""
    at = [bisect_right(edges, edge + TOGETHER / 10) - 1 for edge in part.edges]
    return tuple(tuple(_cell(cell, at) for cell in row) for row in part.table.rows)


def _cell(cell: TableCell, at: Sequence[int]) -> TableCell:
    start, end = at[cell.place.column - 1], at[cell.place.column - 1 + cell.colspan]
    return replace(cell, place=replace(cell.place, column=start + 1), colspan=end - start)


def _repeated(above: Sequence[Row], below: Sequence[Row]) -> int:
    """How many rows the lower part begins with that stand in the upper one in the same order."""
    shown = [_shown(row) for row in above]
    again = [_shown(row) for row in below]
    return max((_alike(shown[at:], again) for at in range(len(shown))), default=0)


def _shown(row: Row) -> tuple[tuple[str, int, int], ...]:
    return tuple((cell.text, cell.colspan, cell.rowspan) for cell in row)


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _reaching_on(above: Sequence[Row], below: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Both parts, the labels at the left of the lower one that only go on there made one with the upper's."""
    before, after = list(above), list(below)
    if not after:
        return before, after
    ends = {cell.place.column: (at, cell) for at, cell in _bottom(before)}
    goes_on = list(takewhile(lambda cell: _continues(cell, ends), after[0]))
    if len(goes_on) == len(after[0]):
        return before, after
    for cell in goes_on:
        at, start = ends[cell.place.column]
        longer = replace(start, rowspan=start.rowspan + cell.rowspan)
        before[at] = tuple(longer if each is start else each for each in before[at])
    after[0] = after[0][len(goes_on) :]
    return before, after


def _bottom(rows: Sequence[Row]) -> list[tuple[int, TableCell]]:
    """The cells that reach the last row, each with the number of the row in which it begins."""
    return [(at, cell) for at, row in enumerate(rows) for cell in row if at + cell.rowspan == len(rows)]


def _continues(cell: TableCell, ends: dict[int, tuple[int, TableCell]]) -> bool:
    _, start = ends.get(cell.place.column, (0, None))
    return start is not None and start.colspan == cell.colspan and cell.text in {start.text, ""}


def _moved(rows: Sequence[Row], by: int) -> list[Row]:
    """The rows counted on from those above them."""
    return [
        tuple(replace(cell, place=replace(cell.place, row=by + at)) for cell in row)
        for at, row in enumerate(rows, 1)
    ]
