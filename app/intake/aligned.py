"""Tables without lines around their cells: their columns and rows, by what stands above and beside what.

All lengths are in points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from app.domain.labels import is_figure
from app.intake.drawn import Standing
from app.intake.flow import Line
from app.intake.gaps import Piece, Pieces, cut, regions
from app.intake.layout import text
from app.intake.neutral import Place, Row, Table, TableCell
from app.intake.pages import Part
from app.intake.ruled import Stroke

CLOSER = 0.92
"""Lines of one label are so much closer to each other than two rows are, if that can be seen."""
SWAY = 1.08
LEAST_RULES = 0.6
"""So many of the rows that could have a line between them have one, where lines are drawn between rows."""
FEW = 2
LONG = 0.3
"""A line between rows takes so much of the width."""
_TENS = r"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341"
_NUMBERED = re.compile(rf"[（(][{_TENS}\d]{{1,3}}[)）]|[{_TENS}\d]{{1,3}}[、.\uff0e]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns are divided, from left to right; the first `stubs` hold labels."""

    bounds: tuple[float, ...]
    stubs: int

    def of(self, piece: Piece) -> tuple[int, int]:
        """From which column to which a piece reaches."""
        middle = (piece.x0 + piece.x1) / 2
        if piece.is_figure or piece.x1 - piece.x0 <= piece.size:
            at = bisect_right(self.bounds, middle)
            return at, at
        slack = piece.size / 2
        first = bisect_right(self.bounds, min(piece.x0 + slack, middle))
        return first, bisect_right(self.bounds, max(piece.x1 - slack, middle))


def blocks(region: Sequence[Pieces]) -> Iterator[tuple[Pieces, ...]]:
    """The parts of a region with columns of their own: each begins with headings that stand over figures."""
    block: list[Pieces] = []
    edge = float("inf")
    for each in region:
        is_head = not each.is_row and any(piece.x1 > edge for piece in each.pieces[1:])
        if block and is_head and any(other.is_row for other in block):
            yield tuple(block)
            block, edge = [], float("inf")
        block.append(each)
        if each.is_row:
            edge = min(edge, *(piece.x0 for piece in each.figures))
    if block:
        yield tuple(block)


def columns(block: Sequence[Pieces]) -> Columns | None:
    """The columns of a part; nothing where two figures of a line would stand in one."""
    rows = [each for each in block if each.is_row]
    if not rows:
        return None
    figures = _clusters([piece for row in rows for piece in row.figures])
    edge = figures[0][0]
    first = next(at for at, each in enumerate(block) if each.is_row)
    for piece in (piece for each in block[:first] for piece in each.pieces[1:]):
        if piece.x0 > edge and not any(x0 < piece.x1 and piece.x0 < x1 for x0, x1 in figures):
            figures.append((piece.x0, piece.x1))
    figures.sort()
    labels = [[piece for piece in each.pieces if piece.x1 <= edge and not piece.is_figure] for each in block]
    stubs = _splits(labels)
    ends = [piece.x1 for each in labels for piece in each]
    if ends:
        stubs.append((max(ends) + edge) / 2)
    bounds = (*stubs, *((one[1] + other[0]) / 2 for one, other in pairwise(figures)))
    found = Columns(bounds, len(stubs))
    clear = all(len({found.of(piece) for piece in row.figures}) == len(row.figures) for row in rows)
    return found if clear else None


def _clusters(pieces: Iterable[Piece]) -> list[tuple[float, float]]:
    """From where to where figures stand above each other."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted((each.x0, each.x1) for each in pieces):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _splits(labels: Iterable[Sequence[Piece]]) -> list[float]:
    """Where labels stand beside labels."""
    gaps = sorted((one.x1, other.x0) for each in labels for one, other in pairwise(each))
    found: list[tuple[float, float]] = []
    for start, end in gaps:
        if found and start < found[-1][1]:
            found[-1] = (start, min(end, found[-1][1]))
        else:
            found.append((start, end))
    return [(start + end) / 2 for start, end in found]


def table(block: Sequence[Pieces], strokes: Sequence[Stroke]) -> Part | None:
    """The part of a region as a table; nothing where no columns can be told."""
    uprights = [each for each in strokes if not each.is_level]
    found = columns(block)
    if found is None:
        return None
    block = [cut(each.line, uprights, found.bounds) for each in block]
    groups = _ruled(block, strokes) or _grouped(block, found)
    rows = tuple(_row(group, found, at) for at, group in enumerate(groups, 1))
    left = min(each.line.left for each in block)
    right = max(each.line.right for each in block)
    edges = (0.0, *(bound - left for bound in found.bounds), right - left)
    return Part(Table(rows, Place()), edges, left)


def _ruled(block: Sequence[Pieces], strokes: Sequence[Stroke]) -> list[list[Pieces]]:
    """The lines between two lines drawn from side to side, where such are drawn between most rows."""
    left, right = min(each.line.left for each in block), max(each.line.right for each in block)
    rows = [_height(each) for each in block if each.is_row]
    drawn = sorted(each.y0 for each in strokes if each.is_level and each.x1 - each.x0 > LONG * (right - left))
    between = {bisect_right(drawn, each) for each in rows}
    if len(rows) < 2 or len(between) - 1 < LEAST_RULES * (len(rows) - 1):  # noqa: PLR2004 - one has none between
        return []
    bands: dict[int, list[Pieces]] = {}
    for each in block:
        bands.setdefault(bisect_right(drawn, _height(each)), []).append(each)
    return [part for _, band in sorted(bands.items()) for part in _of_one_row(band)]


def _height(each: Pieces) -> float:
    return each.line.baseline - each.line.size / 3


def _of_one_row(group: list[Pieces]) -> list[list[Pieces]]:
    """The group, or its lines one by one where it holds several rows."""
    return [group] if sum(each.is_row for each in group) <= 1 else [[each] for each in group]


def _grouped(block: Sequence[Pieces], found: Columns) -> list[list[Pieces]]:
    """The lines of each row: those of a label that goes on over several, and the figures beside it."""
    labels = [(each, label) for each in block if (label := _label(each, found))]
    follows = _follows(block, labels)
    groups: list[list[Pieces]] = []
    for at, (each, _) in enumerate(labels):
        if at and follows[at]:
            groups[-1].append(each)
        else:
            groups.append([each])
    groups = [part for group in groups for part in _of_one_row(group)]
    for each in block:
        if not any(each is other for group in groups for other in group):
            around = next((group for group in groups if _stands_in(each, group)), None)
            if around is None:
                groups.append([each])
            else:
                around.append(each)
    ordered = [sorted(group, key=lambda each: each.line.baseline) for group in groups]
    return sorted(ordered, key=lambda group: group[0].line.baseline)


def _label(each: Pieces, found: Columns) -> Piece | None:
    """The label of a line: what stands next to the figures."""
    said = [piece for piece in each.pieces if not piece.is_figure and found.of(piece)[1] == found.stubs - 1]
    is_head = any(not piece.is_figure and found.of(piece)[1] >= found.stubs for piece in each.pieces)
    return said[-1] if said and not is_head else None


def _follows(block: Sequence[Pieces], labels: Sequence[tuple[Pieces, Piece]]) -> list[bool]:
    """For each line with a label whether it goes on with the one above: by its distance, or its number."""
    steps = [below.baseline - above.baseline for (_, above), (_, below) in pairwise(labels)]
    if not steps:
        return [False] * len(labels)
    rows = [each for each in block if each.is_row]
    apart = [below.line.baseline - above.line.baseline for above, below in pairwise(rows)]
    tight = min(steps)
    if apart and tight < CLOSER * min(apart):
        return [False, *(step <= SWAY * tight for step in steps)]
    numbered = [_NUMBERED.match(label.text) is not None for _, label in labels]
    if sum(numbered) < len(rows) / 2:
        return [False] * len(labels)
    usual = median(steps)
    return [
        at > 0 and not is_new and steps[at - 1] <= SWAY * usual and any(numbered[:at])
        for at, is_new in enumerate(numbered)
    ]


def _stands_in(each: Pieces, group: Sequence[Pieces]) -> bool:
    """Whether figures without a label stand beside the lines of this one, which has none yet."""
    if any(other.is_row for other in group) and each.is_row:
        return False
    heights = [other.line.baseline for other in group]
    return min(heights) - 1 <= each.line.baseline <= max(heights) + 1


def _row(group: Sequence[Pieces], found: Columns, at: int) -> Row:
    """The cells of a row, blank ones too."""
    inside: dict[int, list[Piece]] = {}
    ends: dict[int, int] = {}
    for piece, (first, last) in (placed for each in group for placed in _placed(each, found)):
        inside.setdefault(first, []).append(piece)
        ends[first] = max(last, ends.get(first, first))
    cells: list[TableCell] = []
    column = 0
    while column <= len(found.bounds):
        end = ends.get(column, column)
        end = min([end, *(other - 1 for other in inside if column < other <= end)])
        told, breaks = text(Line(each.glyphs) for each in inside.get(column, ()))
        cells.append(TableCell(told, Place(row=at, column=column + 1), end - column + 1, 1, breaks))
        column = end + 1
    return tuple(cells)


def _placed(each: Pieces, found: Columns) -> Iterator[tuple[Piece, tuple[int, int]]]:
    """The pieces of a line with their columns, of which each has its own where there are enough."""
    taken = -1
    for piece in each.pieces:
        first, last = found.of(piece)
        middle = bisect_right(found.bounds, (piece.x0 + piece.x1) / 2)
        first = max(first, min(taken + 1, middle))
        taken = max(first, last)
        yield piece, (first, taken)


def mashed(found: Table) -> bool:
    """Whether what was taken for cells holds whole rows or columns, as where few lines are drawn."""
    said = [part for row in found.rows for cell in row for part in _lines(cell)]
    several = [part for part in said if " " in part and is_figure(part.rpartition(" ")[2])]
    return len(several) > FEW and len(several) > len(said) / 4


def _lines(cell: TableCell) -> list[str]:
    ends = (0, *cell.breaks, len(cell.text))
    return [cell.text[start:end] for start, end in pairwise(ends) if end > start]


def by_gaps(
    lines: Sequence[Line], strokes: Sequence[Stroke], tops: Sequence[float]
) -> tuple[list[Standing], tuple[Line, ...]]:
    """The tables that these lines are, and the other lines. `tops` are where tables with lines stand."""
    found: list[Standing] = []
    taken: set[int] = set()
    runs: dict[int, list[Line]] = {}
    for line in lines:
        runs.setdefault(bisect_right(sorted(tops), line.baseline), []).append(line)
    for region in (region for run in runs.values() for region in regions(run, strokes)):
        for block in blocks(region):
            part = table(block, strokes)
            if part:
                found.append(Standing(block[0].line.baseline - block[0].line.size, part))
                taken |= {id(each.line) for each in block}
    return found, tuple(line for line in lines if id(line) not in taken)
