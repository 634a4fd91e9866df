"""Which row of the form a line of a table is: by its label, whole, in pieces, cut or miswritten."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from app.domain.labels import bare, is_figure, key
from app.intake.mapping.lines import Cell, Line
from app.intake.mapping.vocabulary import BlockWords, Named, Vocabulary, nearest

_MERGED = re.compile(r"(?P<label>.*[^0-9.,\s])\s*(?P<figure>[0-9][0-9.,]*)\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """A line whose row is known: its figures are the cells from `at` on.

    `exact` by the form's words; `merged` where the first figure stands in the cell of the label.
    """

    block: BlockWords
    row: str
    at: int
    line: Line
    exact: bool = True
    label: str = ""
    merged: bool = False

    @property
    def figures(self) -> tuple[Cell, ...]:
        """The cells behind the label."""
        return self.line.cells[self.at :]

    @property
    def filled(self) -> bool:
        """Whether any of them holds something."""
        return any(cell.text for cell in self.figures)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a section's grids."""

    words: Vocabulary
    blocks: tuple[BlockWords, ...]

    def parted(self, line: Line) -> Iterator[Line]:
        """The line, cut before each label that stands behind figures."""
        start = 0
        for at in range(1, len(line.cells)):
            if self._begins(line, start, at):
                yield _piece(line, start, at)
                start = at
        yield _piece(line, start, len(line.cells)) if start else line

    def _begins(self, line: Line, start: int, at: int) -> bool:
        """Whether a word stands here behind figures, and no figure between it and the label of a row."""
        if not line.cells[at].text or is_figure(line.cells[at].text):
            return False
        figures = [is_figure(cell.text) for cell in line.cells]
        after = next((each for each in range(at, len(figures)) if figures[each]), len(figures))
        said = [cell.text for cell in line.cells[at:after] if cell.text]
        return any(figures[start:at]) and any(self._named(self.words.plain(text), None) for text in said)

    def exact(self, line: Line, pieces: tuple[str, ...], now: BlockWords | None) -> Found | None:
        """The last cell before the figures, alone or with a piece above or beside it, names a row."""
        before = _before_figures(line)
        for at in range(before - 1, -1, -1):
            if line.cells[at].text:
                for label in self._labels(line, at, pieces):
                    found = self._named(label, now)
                    if found:
                        return Found(found[0], found[1].id, at + 1, line)
        return None

    def merged(self, line: Line, now: BlockWords | None) -> Found | None:
        """A label with a figure behind it in the same cell."""
        for at, cell in enumerate(line.cells[: _before_figures(line)]):
            parts = _MERGED.fullmatch(cell.text)
            found = self._named(self.words.plain(parts["label"]), now) if parts else None
            if parts and found:
                figure = replace(cell, text=parts["figure"])
                cells = (*line.cells[:at], replace(cell, text=parts["label"], width=0), figure)
                whole = replace(line, cells=(*cells, *line.cells[at + 1 :]))
                return Found(found[0], found[1].id, at + 1, whole, merged=True)
        return None

    def across(self, line: Line) -> Found | None:
        """A line of nothing but figures, where a grid has no labels before them."""
        across = next((block for block in self.blocks if block.shape.across), None)
        if across is None or not line.said or not all(is_figure(cell.text) for cell in line.said):
            return None
        return Found(across, "", 0, line)

    def near(self, line: Line, left: dict[int, tuple[Named, ...]]) -> Found | None:
        """A cut or miswritten label that is like that of one row left, and of no other."""
        before = _before_figures(line)
        at = next((at for at in range(before - 1, -1, -1) if line.cells[at].text), None)
        if before == len(line.cells) or at is None:
            return None
        word = self.words.plain(line.cells[at].text)
        if any(key(word) in block.groups for block in self.blocks):
            return None
        found = [(block, row) for block in self.blocks if (row := nearest(word, left.get(block.number, ())))]
        if len(found) != 1:
            return None
        block, row = found[0]
        whole = any(bare(word) in bare(name) for name in row.names)
        return Found(block, row.id, at + 1, line, whole, line.cells[at].text)

    def _named(self, label: str, now: BlockWords | None) -> tuple[BlockWords, Named] | None:
        """The row of that name, with its number or without; in the grid that is being read, if it may be."""
        down = [block for block in self.blocks if not block.shape.across]
        for form in (key, bare):
            found = [(block, row) for block in down for row in block.rows if row.calls(label, form)]
            here = [each for each in found if each[0] is now]
            if len(found) == 1 or len(here) == 1 or (found and form is key):
                return (here or found)[0]
        return None

    def _labels(self, line: Line, at: int, pieces: tuple[str, ...]) -> Iterator[str]:
        own = self.words.plain(line.cells[at].text)
        yield own
        beside = (cell.text for cell in reversed(line.cells[:at]) if cell.text)
        for piece in (*reversed(pieces), *beside):
            yield self.words.plain(piece) + own


def _piece(line: Line, start: int, end: int) -> Line:
    return replace(line, cells=line.cells[start:end], run=True)


def calls(columns: tuple[Named, ...], word: str, form: Callable[[str], str] = key) -> bool:
    """Whether one of the columns is called that."""
    return any(column.calls(word, form) for column in columns)


def _before_figures(line: Line) -> int:
    """How many cells stand before the first figure."""
    return next((at for at, cell in enumerate(line.cells) if is_figure(cell.text)), len(line.cells))
