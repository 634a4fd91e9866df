"""Tables that go on over pages: their parts put together, what was repeated for the reader taken away."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from app.intake.neutral import Row, Table, TableCell

TOGETHER = 1.5
"""Edges of columns that are no further apart, in points, are one."""
LOOSELY = 3.0
"""The same for tables that others drew."""
ALIKE_WIDE = 0.05
"""By so much of its width may the part of a table on the next page be wider or narrower."""
_NUMBERED = re.compile(r"[（(]?\w{1,3}[)）]|\w{1,3}[、.\uff0e]")
_WORDY = re.compile(r"[^\W\d_]")

Continues = Callable[[TableCell, TableCell], bool]
"""Whether the second cell, at the top of a page, goes on with the first, at the end of the page before."""


@dataclass(frozen=True, slots=True)
class Part:
    """A table, or what stands of it on one page, and the edges of its columns from its `left` side."""

    table: Table
    edges: tuple[float, ...]
    left: float = 0.0


def together(above: Part, below: Part) -> Part:
    """The two parts of a table as one. `below` stands first on its page and `above` last on the one before.

    Its header rows are there already and are left out; a label that was repeated reaches on instead. A column
    may be divided on one of the pages only.
    """
    edges = _edges((*above.edges, *below.edges), TOGETHER)
    upper, lower = _rows(above, edges), _rows(below, edges)
    return _whole(above, edges, _reaching_on(upper, lower[_repeated(upper, lower) :], _says_the_same))


def rejoined(above: Part, below: Part) -> Part | None:
    """The same for tables that others drew; nothing where the two are not one.

    Only the rows with which the table began are taken for repeated ones; a label or a row may be torn apart
    by the end of the page.
    """
    wide, other = above.edges[-1], below.edges[-1]
    if abs(wide - other) > ALIKE_WIDE * wide:
        widened = _widened(above, below)
        return rejoined(above, widened) if widened else None
    edges = _edges((*above.edges, *below.edges), LOOSELY)
    upper, lower = _rows(above, edges), _rows(below, edges)
    rows = lower[_alike([_shown(row) for row in upper], [_shown(row) for row in lower]) :]
    return _whole(above, edges, _mended(*_reaching_on(upper, rows, _goes_on)))


def _widened(above: Part, below: Part) -> Part | None:
    """The lower part with the columns at its left, around which nothing was drawn on its page.

    So some draw a label of many rows that began on the page before.
    """
    upper = [above.left + each for each in above.edges]
    lower = [below.left + each for each in below.edges]
    is_part = all(any(abs(one - other) <= LOOSELY for one in upper) for other in lower)
    if not is_part or abs(upper[-1] - lower[-1]) > LOOSELY or not below.table.rows:
        return None
    lacking = [each for each in above.edges if above.left + each < lower[0] - LOOSELY]
    place = replace(below.table.rows[0][0].place if below.table.rows[0] else below.table.place, column=1)
    open_cell = TableCell("", place, len(lacking), len(below.table.rows))
    moved = [
        tuple(
            replace(cell, place=replace(cell.place, column=cell.place.column + len(lacking))) for cell in row
        )
        for row in below.table.rows
    ]
    rows = ((open_cell, *moved[0]), *moved[1:])
    edges = (*lacking, *(each - above.left for each in lower))
    return Part(replace(below.table, rows=rows), edges, above.left)


def _whole(above: Part, edges: tuple[float, ...], rows: tuple[list[Row], list[Row]]) -> Part:
    before, after = rows
    both = (*before, *_moved(after, len(before)))
    return Part(Table(both, above.table.place, above.table.caption), edges, above.left)


def _edges(values: Iterable[float], near: float) -> tuple[float, ...]:
    found: list[float] = []
    for each in sorted(values):
        if not found or each - found[-1] > near:
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


def _reaching_on(
    above: Sequence[Row], below: Sequence[Row], continues: Continues
) -> tuple[list[Row], list[Row]]:
    """Both parts, the labels at the left of the lower one that only go on there made one with the upper's."""
    before, after = list(above), list(below)
    if not after:
        return before, after
    ends = {cell.place.column: (at, cell) for at, cell in _bottom(before)}
    goes_on = list(takewhile(lambda cell: _continues(cell, ends, continues), after[0]))
    if len(goes_on) == len(after[0]):
        return before, after
    for cell in goes_on:
        at, start = ends[cell.place.column]
        text = start if cell.text in {start.text, ""} else _one_text(start, cell)
        longer = replace(text, rowspan=start.rowspan + cell.rowspan)
        before[at] = tuple(longer if each is start else each for each in before[at])
    after[0] = after[0][len(goes_on) :]
    return before, after


def _bottom(rows: Sequence[Row]) -> list[tuple[int, TableCell]]:
    """The cells that reach the last row, each with the number of the row in which it begins."""
    return [(at, cell) for at, row in enumerate(rows) for cell in row if at + cell.rowspan == len(rows)]


def _continues(cell: TableCell, ends: dict[int, tuple[int, TableCell]], continues: Continues) -> bool:
    _, start = ends.get(cell.place.column, (0, None))
    return start is not None and start.colspan == cell.colspan and continues(start, cell)


def _says_the_same(start: TableCell, cell: TableCell) -> bool:
    return cell.text in {start.text, ""}


def _goes_on(start: TableCell, cell: TableCell) -> bool:
    """Also a label of several rows whose text is torn: its rest has no number of its own.

    Where it has fewer lines than there are rows it had room enough, and the other is a label of its own.
    """
    is_label = max(start.rowspan, cell.rowspan) > 1 and bool(start.text)
    is_full = len(start.breaks) + 1 >= start.rowspan
    return _says_the_same(start, cell) or (is_label and is_full and _is_rest(cell.text))


def _is_rest(text: str) -> bool:
    return _WORDY.search(text) is not None and _NUMBERED.match(text) is None


def _mended(above: list[Row], below: list[Row]) -> tuple[list[Row], list[Row]]:
    """Both parts, the last row and the first one below put together where they are one that is torn."""
    if not above or not below or not _is_torn(above[-1], below[0]):
        return above, below
    rest = {cell.place.column: cell for cell in below[0]}
    rows = [
        tuple(replace(cell, rowspan=cell.rowspan - (at + cell.rowspan > len(above))) for cell in row)
        for at, row in enumerate(above)
    ]
    rows[-1] = tuple(
        replace(_one_text(cell, rest.get(cell.place.column)), rowspan=_reach(cell, rest)) for cell in rows[-1]
    )
    return rows, below[1:]


def _reach(cell: TableCell, rest: dict[int, TableCell]) -> int:
    other = rest.get(cell.place.column)
    return max(cell.rowspan, other.rowspan if other else 1)


def _is_torn(last: Row, first: Row) -> bool:
    """Whether both are one row: one of them has the figures, and both or the other one words of a label."""
    below = {cell.place.column: cell for cell in first}
    pairs = [(cell, below.pop(cell.place.column)) for cell in last if cell.place.column in below]
    if below or not all(one.colspan == other.colspan for one, other in pairs):
        return False
    both = [(one, other) for one, other in pairs if one.text and other.text]
    alone = {bool(one.text) for one, other in pairs if bool(one.text) != bool(other.text)}
    if len(both) == 1 and len(alone) == 1:
        [(label, rest)] = both
        is_simple = all(other.rowspan == 1 for _, other in pairs)
        return is_simple and _NUMBERED.match(label.text) is not None and _is_rest(rest.text)
    return not both and len(alone) > 1 and _are_label_and_figures(pairs)


def _are_label_and_figures(pairs: Sequence[tuple[TableCell, TableCell]]) -> bool:
    """Whether one row has nothing but labels and the other none: no row of a table is without."""
    said = [[each.text for each in row if each.text] for row in zip(*pairs, strict=True)]
    words = [[bool(_WORDY.search(each)) for each in row] for row in said]
    return any(all(one) and not any(other) for one, other in (words, words[::-1]))


def _one_text(start: TableCell, rest: TableCell | None) -> TableCell:
    """The cell with the text of the other behind its own."""
    if rest is None or not rest.text:
        return start
    length = len(start.text)
    breaks = (*start.breaks, *((length,) if length else ()), *(length + each for each in rest.breaks))
    return replace(start, text=start.text + rest.text, breaks=breaks)


def _moved(rows: Sequence[Row], by: int) -> list[Row]:
    """The rows counted on from those above them."""
    return [
        tuple(replace(cell, place=replace(cell.place, row=by + at)) for cell in row)
        for at, row in enumerate(rows, 1)
    ]
