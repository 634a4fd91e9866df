"""Tables that any program drew: sides that do not meet, are doubled, left open, or frame a whole page.

All lengths are in points, from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from app.intake.ruled import Area, Ruling, Stroke, ruling

NEAR = 3.0
"""Sides that are no further apart are one, or meet."""
MOST_STROKES = 1500
"""A page with more of them is a drawing."""
LINES = 2
"""Coloured paragraphs have no more lines between columns or rows."""
COVERED = 0.9


def tables(strokes: Iterable[Stroke]) -> tuple[Ruling, ...]:
    """The tables of a page from top to bottom. A frame around text is none, nor one around tables."""
    whole = _whole(list(strokes))
    if len(whole) > MOST_STROKES:
        return ()
    found = [ruling(each, NEAR, lenient=True) for each in _apart(whole)]
    cells = [each for each in found if each is not None and len(each.boxes) > 1]
    return tuple(sorted(_outermost(cells), key=lambda each: (each.ys[0], each.xs[0])))


def covered(areas: Iterable[Area]) -> tuple[Ruling, ...]:
    """The tables whose cells are areas in other colours than what is between them."""
    every = list(areas)
    found = tables(side for each in every for side in each.sides)
    grids = (each for each in found if min(len(each.xs), len(each.ys)) > LINES)
    return tuple(each for each in grids if _is_covered(each, every))


def _is_covered(ruling: Ruling, areas: Sequence[Area]) -> bool:
    """Whether each slot lies in an area no larger than a cell: stripes leave every other one out."""
    middles = [
        ((left + right) / 2, (top + bottom) / 2)
        for left, right in pairwise(ruling.xs)
        for top, bottom in pairwise(ruling.ys)
    ]
    whole = (ruling.xs[-1] - ruling.xs[0]) * (ruling.ys[-1] - ruling.ys[0])
    small = [each for each in areas if (each.x1 - each.x0) * (each.y1 - each.y0) < whole * 0.95]
    inside = [at for at in middles if any(each.holds(*at) for each in small)]
    return len(inside) >= COVERED * len(middles)


def _whole(strokes: Sequence[Stroke]) -> list[Stroke]:
    """The lines, those put together that were drawn piece by piece."""
    level = [each for each in strokes if each.is_level]
    upright = [each for each in strokes if not each.is_level]
    rows = [Stroke(start, at, end, at) for at, start, end in _lines(level, "y0", "x")]
    return [*rows, *(Stroke(at, start, at, end) for at, start, end in _lines(upright, "x0", "y"))]


def _lines(strokes: Sequence[Stroke], place: str, axis: str) -> Iterator[tuple[float, float, float]]:
    """Where each line stands, and from where to where it goes."""
    at, begin = attrgetter(place), attrgetter(f"{axis}0")
    ordered = sorted(strokes, key=lambda each: (round(at(each)), begin(each)))
    for _, group in groupby(ordered, key=lambda each: round(at(each))):
        yield from ((at(run[0]), start, end) for start, end, run in _runs(list(group), axis))


def _runs(group: Sequence[Stroke], axis: str) -> Iterator[tuple[float, float, list[Stroke]]]:
    """From where to where lines at one place go on without a gap."""
    begin, end = attrgetter(f"{axis}0"), attrgetter(f"{axis}1")
    run: list[Stroke] = []
    reach = float("-inf")
    for each in group:
        if run and begin(each) > reach + NEAR:
            yield begin(run[0]), reach, run
            run, reach = [], float("-inf")
        run.append(each)
        reach = max(reach, end(each))
    if run:
        yield begin(run[0]), reach, run


def _apart(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """The lines that touch each other, directly or by way of others."""
    left = list(strokes)
    while left:
        group, reached = [], [left.pop()]
        while reached:
            each = reached.pop()
            group.append(each)
            reached += [other for other in left if _touch(each, other)]
            left = [other for other in left if not _touch(each, other)]
        yield group


def _touch(one: Stroke, other: Stroke) -> bool:
    return (
        one.x0 <= other.x1 + NEAR
        and other.x0 <= one.x1 + NEAR
        and one.y0 <= other.y1 + NEAR
        and other.y0 <= one.y1 + NEAR
    )


def _outermost(found: Sequence[Ruling]) -> Iterator[Ruling]:
    """The tables without what only holds a table, and without small ones inside a cell."""
    for each in found:
        within = [other for other in found if other is not each and _holds(each, other)]
        around = [other for other in found if other is not each and _holds(other, each)]
        is_layout = any(len(other.boxes) >= len(each.boxes) for other in within)
        is_nested = any(len(other.boxes) > len(each.boxes) for other in around)
        if not is_layout and not is_nested:
            yield each


def _holds(one: Ruling, other: Ruling) -> bool:
    return one.holds(other.xs[0], other.ys[0]) and one.holds(other.xs[-1], other.ys[-1])
