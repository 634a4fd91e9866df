"""Tables without lines around their cells: which lines of a page are one, by the white space in them.

A figure that stands apart from what is beside it is seen to be in a column. All lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.labels import is_figure
from app.intake.flow import Glyph, Line
from app.intake.layout import GAP, LARGER, text, tracking
from app.intake.ruled import Stroke

APART, BESIDE = 0.3, 0.45
"""So many ems more than usual divide two figures, and so many divide a figure from a word."""
SEEN = 0.15
"""So many can be seen to lie where columns are divided."""
FEWEST_ROWS, MANY = 2, 4
"""A table has so many lines with figures, or one with many."""
FARTHEST = 5.0
"""Lines of one table are no further apart, in ems."""
TIGHT = 1.8
"""Lines of one cell are no further apart, in ems."""
NEAR, MOST_SINGLE = 2.6, 6
"""Headings are no further above what they head, in ems; no more of their lines in a row have one piece."""
WIDE = 0.8
"""A line without figures that takes so much of the width is text."""


@dataclass(frozen=True)
class Piece:
    """What stands in a line between two gaps."""

    glyphs: tuple[Glyph, ...]
    baseline: float
    size: float

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].x1

    @cached_property
    def text(self) -> str:
        """What stands there."""
        return text((Line(self.glyphs),))[0]

    @cached_property
    def is_figure(self) -> bool:
        """Whether it is a number, or a sign for none."""
        return is_figure(self.text)


@dataclass(frozen=True)
class Pieces:
    """A line cut at its gaps."""

    line: Line
    pieces: tuple[Piece, ...]

    @cached_property
    def figures(self) -> tuple[Piece, ...]:
        """The pieces that are figures."""
        return tuple(each for each in self.pieces if each.is_figure)

    @cached_property
    def is_row(self) -> bool:
        """Whether it is a row of a table: a label and figures, or figures alone."""
        at = next((at for at, each in enumerate(self.pieces) if each.is_figure), None)
        return at is not None and len(self.pieces) > 1 and all(each.is_figure for each in self.pieces[at:])


def cut(line: Line, uprights: Sequence[Stroke] = (), bounds: Sequence[float] = ()) -> Pieces:
    """The line cut at its gaps, at upright lines drawn through it, and where it is known that columns are."""
    middle = line.baseline - line.size / 3
    walls = [each.x0 for each in uprights if each.y0 <= middle <= each.y1]
    usual = tracking((line,))
    parts: list[list[Glyph]] = [[line.glyphs[0]]]
    for other in line.glyphs[1:]:
        if other.text.isspace():
            continue
        last = parts[-1][-1]
        gap = other.x0 - last.x1
        is_walled = any(last.x1 - 1 <= wall <= other.x0 + 1 for wall in walls)
        is_bound = gap > SEEN * other.size and any(last.x1 <= each <= other.x0 for each in bounds)
        if is_walled or is_bound or gap > _wide(last, other, usual):
            parts.append([])
        parts[-1].append(other)
    return Pieces(line, tuple(Piece(tuple(part), part[0].baseline, line.size) for part in parts))


def _wide(one: Glyph, other: Glyph, usual: float) -> float:
    """What gap between two characters is more than one between letters."""
    size = max(one.size, other.size)
    if one.text.isdigit() and other.text.isdigit():
        return usual + APART * size
    if one.text.isdigit() or other.text.isdigit():
        return max(usual, 0) + BESIDE * size
    return GAP * size


def regions(lines: Iterable[Line], strokes: Iterable[Stroke]) -> Iterator[tuple[Pieces, ...]]:
    """The lines of each table on a page, cut. `lines` go from top to bottom."""
    uprights = [each for each in strokes if not each.is_level]
    every = [cut(line, uprights) for line in lines]
    if not every:
        return
    left, right = min(each.line.left for each in every), max(each.line.right for each in every)
    region: list[Pieces] = []
    for each in (*every, None):
        if each is not None and (not region or _near(region[-1], each)) and _may_be(each, right - left):
            region.append(each)
            continue
        yield from _trimmed(region)
        region = [each] if each is not None and _may_be(each, right - left) else []


def _near(above: Pieces, below: Pieces) -> bool:
    size = max(above.line.size, below.line.size)
    return below.line.baseline - above.line.baseline <= FARTHEST * size


def _may_be(each: Pieces, width: float) -> bool:
    """Whether it is no line of text."""
    if each.is_row or each.line.right - each.line.left < WIDE * width:
        return True
    filled = sum(piece.x1 - piece.x0 for piece in each.pieces)
    return len(each.pieces) > 1 and filled < WIDE * width


def _trimmed(region: Sequence[Pieces]) -> Iterator[tuple[Pieces, ...]]:
    """From the headings over the first figures to the last figures, and the rest of the last label."""
    rows = [at for at, each in enumerate(region) if each.is_row]
    many = any(len(each.figures) >= MANY for each in region)
    if len(rows) < FEWEST_ROWS and not many:
        return
    start, last = rows[0], rows[-1]
    while start and _belongs_above(region, start):
        start -= 1
    edge = min(each.x0 for at in rows for each in region[at].figures)
    while last + 1 < len(region) and _goes_on(region[last], region[last + 1], edge):
        last += 1
    yield tuple(region[start : last + 1])


def _belongs_above(region: Sequence[Pieces], start: int) -> bool:
    """Whether the line above is one of headings: with a few others it is no further up than such are."""
    above, below = region[start - 1], region[start]
    if len(above.pieces) > 1:
        return True
    single = next((at for at in range(start) if len(region[start - 1 - at].pieces) > 1), start)
    is_near = below.line.baseline - above.line.baseline <= NEAR * above.line.size
    is_small = above.line.size < LARGER * below.line.size
    return single <= MOST_SINGLE and is_near and is_small and above.line.text[-1] not in "。；！？"


def _goes_on(above: Pieces, below: Pieces, edge: float) -> bool:
    """Whether two lines stand as close as those of one cell, left of the figures."""
    size = max(above.line.size, below.line.size)
    is_close = below.line.baseline - above.line.baseline <= TIGHT * size
    return is_close and max(min(above.line.right, below.line.right), below.line.left) < edge
