"""In which columns the figures of a line stand, as far as other lines of its table prove it.

A row that has as many columns as its neighbours has lost no cell. Such a whole row stands as the heads above
it do, or as a whole row without blanks that is labelled in the same column; or its label is followed by just
as many cells as it has figures. A row that is shorter or longer proves nothing, whatever stands above it.

Two things look alike and cannot be told apart by anything but the sums: a whole row, and one that has lost a
cell and was filled up with a blank elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.labels import key
from app.intake.mapping.lines import Cell
from app.intake.mapping.rows import Found
from app.intake.mapping.segments import Segment
from app.intake.mapping.vocabulary import Vocabulary, named
from app.intake.neutral import Place

FEWEST = 3
"""Rows that have to look alike before their looks prove anything by themselves."""
Columns = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the heads of all columns of a segment stand; no columns where that is not known."""

    columns: Columns = ()
    end: int = 0


class Standing:
    """What the lines of a segment prove of each other."""

    def __init__(self, words: Vocabulary, segment: Segment) -> None:
        """`segment` has lines of one grid below the same heads."""
        self._heads = heads(words, segment)
        self._spans = segment.block.spans
        self._most = max(len(found.figures) for found in segment.lines)
        self._moved = max(0, min(_moved(found) for found in segment.lines))
        self._full: dict[tuple[int, Place | None], Columns] = {}
        self._lacking: dict[Place | None, list[bool]] = {}
        for found in segment.lines:
            self._learn(found)

    def _learn(self, found: Found) -> None:
        columns, at = _full(found, self._spans), (_depth(found), found.line.table)
        if columns:
            same = self._full.setdefault(at, columns) == columns
            self._full[at] = columns if same else ()
        if found.filled:
            self._lacking.setdefault(found.line.table, []).append(_lacks_one(found, self._spans))

    def columns(self, found: Found) -> Columns:
        """The columns in which the figures of the line stand, fewer than it has where they are cut off.

        Nothing where that is not proven.
        """
        line = found.line
        if line.run:
            return self._in_a_run(found)
        if not line.whole:
            return ()
        if _moved(found) > self._moved:
            return self._cut(found)
        alike, headed = self._full.get((_depth(found), line.table)), self.below_heads(found)
        if alike is not None:
            return alike if headed in {(), alike} else ()
        return headed or self._exact(found) or self._cut(found) or self._short(found)

    def below_heads(self, found: Found) -> Columns:
        """The columns of the heads, where the line is whole and they stand behind its label."""
        line, columns = found.line, self._heads.columns
        below = line.whole and self._heads.end == line.end and _moved(found) <= self._moved
        return columns if below and columns and _behind(found) <= columns[0] else ()

    def _in_a_run(self, found: Found) -> Columns:
        """Of cells that came one by one, with blanks, there are as many as figures, and in no row more."""
        exact = len(found.figures) == self._most == len(self._spans)
        return tuple(cell.column for cell in found.figures) if exact else ()

    def _exact(self, found: Found) -> Columns:
        """Behind the label there are just as many cells as there are figures."""
        exact = found.line.shared > 1 and found.line.end - _behind(found) == sum(self._spans)
        return _from(_behind(found), self._spans) if exact and _single(found) else ()

    def _cut(self, found: Found) -> Columns:
        """The table is wide enough for other rows, but not for the figures that begin behind this label.

        All that is left of them is filled.
        """
        line, start = found.line, _behind(found)
        others = any(columns and table == line.table for (_, table), columns in self._full.items())
        if not line.even or not others or start + sum(self._spans) <= line.end or not _filled(found.figures):
            return ()
        return tuple(column for column in _from(start, self._spans) if column < line.end)

    def _short(self, found: Found) -> Columns:
        """All rows of the table lack one figure, and have only zeros: the table lost its last column.

        Were another column the one that is gone, a zero would still be the right figure, unless that column
        was blank: of a table that is all zeros nobody leaves one column blank.
        """
        lacking = self._lacking.get(found.line.table, [])
        if not found.line.even or len(lacking) < FEWEST or not all(lacking):
            return ()
        start = _said(found)[0].column if _said(found) else 0
        return tuple(range(start, start + len(self._spans) - 1))


def heads(words: Vocabulary, segment: Segment) -> Heads:
    """Where the heads of all columns stand, if all are there, in the form's order and without a gap."""
    block = segment.block
    found = [
        (cell, line, name.id)
        for line in segment.heads
        for cell in line.said
        if (name := named(words, block, cell.text))
    ]
    found.sort(key=lambda each: each[0].column)
    cells = [cell for cell, _, _ in found]
    ends = {line.end if line.whole else 0 for _, line, _ in found}
    ordered = [name for *_, name in found] == [column.id for column in block.heads]
    if not ordered or len(ends) > 1 or not _joined(cells, block.spans):
        return Heads()
    return Heads(tuple(cell.column for cell in cells), ends.pop())


def in_order(words: Vocabulary, segment: Segment) -> bool:
    """Whether the heads follow each other as in the form, as far as they are the form's.

    Those of a line do so; those that come one by one, as the rows of heads are read.
    """
    block = segment.block
    order = [column.id for column in block.heads]
    lines = [line.said for line in segment.heads if not line.run]
    together = tuple(cell for line in segment.heads if line.run for cell in line.said)
    read = [[name.id for cell in cells if (name := named(words, block, cell.text))] for cells in lines]
    one_by_one = [name.id for cell in together if (name := named(words, block, cell.text))]
    ordered = all(_follows(each, order) for each in read)
    return ordered and (_follows(one_by_one, order) or _follows(one_by_one, block.by_depth))


def _follows(said: Sequence[str], order: Sequence[str]) -> bool:
    rest = iter(order)
    return all(each in rest for each in said)


def _full(found: Found, spans: Columns) -> Columns:
    """The columns of a whole line that lacks nothing."""
    said = _said(found)
    full = found.line.whole and len(said) == len(spans) and _joined(said, spans)
    return tuple(cell.column for cell in said) if full else ()


def _joined(cells: Sequence[Cell], spans: Columns) -> bool:
    """Whether each cell begins where the one before it ends, by its own width or else by that of the form."""
    if len(cells) != len(spans):
        return False
    pairs = zip(cells, cells[1:], spans, strict=False)
    return all(
        after.column == (cell.end if cell.width > 1 else cell.column + span) for cell, after, span in pairs
    )


def _lacks_one(found: Found, spans: Columns) -> bool:
    said = _said(found)
    ones = (1,) * (len(spans) - 1)
    zeros = all(key(cell.text) == "0" for cell in said)
    return found.line.whole and zeros and len(said) == len(ones) and _joined(said, ones)


def _filled(cells: Iterable[Cell]) -> bool:
    return all(cell.text and cell.width == 1 for cell in cells)


def _single(found: Found) -> bool:
    return all(cell.width == 1 for cell in found.figures)


def _said(found: Found) -> list[Cell]:
    return [cell for cell in found.figures if cell.text]


def _depth(found: Found) -> int:
    """The column of the label."""
    return found.line.cells[found.at - 1].column if found.at else -1


def _moved(found: Found) -> int:
    """How far the label stands to the right of where the form has it."""
    return _depth(found) - found.block.depths.get(found.row, -1)


def _behind(found: Found) -> int:
    """The column behind the label."""
    return found.line.cells[found.at - 1].end if found.at else 0


def _from(start: int, spans: Columns) -> Columns:
    return tuple(start + sum(spans[:at]) for at in range(len(spans)))
