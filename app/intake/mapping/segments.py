"""The lines of a section's tables as segments: heads, and the lines of one grid that stand below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.domain.labels import key
from app.intake.mapping.lines import Cell, Line
from app.intake.mapping.rows import Found, Rows, calls
from app.intake.mapping.vocabulary import BlockWords, Named, Vocabulary

MOST_PIECES = 4
MOST_FOREIGN = 100
"""Lines of no known row, after which nobody looks for what a label may have meant."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines of one grid below the same heads."""

    block: BlockWords
    heads: tuple[Line, ...]
    lines: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """A section's tables: what is known, lines that name a row the form has not, and figures of no row."""

    segments: tuple[Segment, ...]
    foreign: tuple[Line, ...]
    loose: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Below:
    """A line below its heads, and its row where that is known by the label."""

    heads: tuple[Line, ...]
    line: Line
    found: Found | None


class Sorting:
    """Goes through the lines of a section's tables from top to bottom."""

    def __init__(self, words: Vocabulary, section: str) -> None:
        """`section` has printed grids."""
        self.words = words
        self.blocks = words.blocks[section]
        self.rows = Rows(words, self.blocks)
        self.block: BlockWords | None = None
        self.heads: list[Line] = []
        self.taken: list[_Below] = []
        self.loose: list[Cell] = []
        self.pieces: tuple[str, ...] = ()
        """Cells of a label whose figures have not come yet."""
        self.below = False
        """Whether lines have come since the last head."""

    def take(self, line: Line) -> None:
        """The next line, which may be two rows in one."""
        for part in self.rows.parted(line):
            self._take(part)

    def _take(self, line: Line) -> None:
        if line.run and self._is_head(_first(line)) and len(line.cells) > 1:
            self._take(_first(line))
            line = replace(line, cells=line.cells[1:])
        if self._is_head(line):
            self.heads = [line] if self.below else [*self.heads, line]
            self.below = False
            self.pieces = ()
            return
        found = self.rows.exact(line, self.pieces, self.block) or self.rows.merged(line, self.block)
        found = found or self.rows.across(line)
        if found or line.figures:
            self._below(line, found)
        elif line.run and self.heads and not self.below and not self._is_piece(line.text):
            self.heads.append(line)  # the heads of a run come one by one: this is one that the form has not
        else:
            self.loose += [cell for cell in line.said if not self._is_piece(cell.text)]
            self.pieces = (*self.pieces, *(cell.text for cell in line.said))[-MOST_PIECES:]

    def _below(self, line: Line, found: Found | None) -> None:
        if found:
            self.block = found.block
            # A label without figures may be the first half of one whose figures stand beside the second.
            self.pieces = () if found.filled else (line.cells[found.at - 1].text,)
        self.taken.append(_Below(tuple(self.heads), line, found))
        self.below = True

    def sorted(self) -> Sorted:
        """Everything that was taken."""
        together: dict[tuple[int, tuple[Line, ...]], list[Found]] = {}
        foreign: list[Line] = []
        for each, left in zip(self.taken, self._left(), strict=True):
            found = each.found or (self.rows.near(each.line, left) if len(foreign) < MOST_FOREIGN else None)
            if found:
                together.setdefault((found.block.number, each.heads), []).append(found)
            else:
                foreign.append(each.line)
        segments = (
            Segment(self.blocks[number], heads, tuple(found)) for (number, heads), found in together.items()
        )
        return Sorted(tuple(segments), tuple(foreign), tuple(self.loose))

    def _left(self) -> Iterator[dict[int, tuple[Named, ...]]]:
        """For each line, the rows that no label names, between the row before it and the one after it."""
        found = [each.found for each in self.taken]
        read = {(each.block.number, each.row) for each in found if each and each.filled}
        above = _nearest(found)
        under = reversed(_nearest(reversed(found)))
        for one, before, after in zip(found, above, under, strict=True):
            yield {} if one else {block.number: _between(block, before, after, read) for block in self.blocks}

    def _is_head(self, line: Line) -> bool:
        """A line without figures that says a banner, or the names of columns."""
        if line.figures or not line.cells:
            return False
        words = [self.words.plain(cell.text) for cell in line.said]
        if any(self._is_banner(word) for word in words):
            return True
        said = [word for word in words if any(calls(block.columns, word) for block in self.blocks)]
        return len(set(said)) > 1 or (bool(said) and len(said) * 2 > len(words))

    def _is_piece(self, text: str) -> bool:
        """Whether a text without figures beside it is, or is a piece of, some label of the form."""
        said = key(self.words.plain(text))
        return not said or any(said in label for block in self.blocks for label in block.labels)

    def _is_banner(self, word: str) -> bool:
        said = key(word)
        return any(
            said == banner or (len(said) > _CORNER and banner.startswith(said))
            for block in self.blocks
            for banner in block.banners
        )


_CORNER = 8  # letters of a banner that is long enough to be known by its beginning


def _first(line: Line) -> Line:
    return replace(line, cells=line.cells[:1])


def _nearest(found: Iterable[Found | None]) -> list[Found | None]:
    """For each line the last row named before it."""
    last: Found | None = None
    before: list[Found | None] = []
    for each in found:
        before.append(last)
        last = each if each and each.row else last
    return before


def _between(
    block: BlockWords, above: Found | None, under: Found | None, read: set[tuple[int, str]]
) -> tuple[Named, ...]:
    first = _index(above) + 1 if above and above.block is block else 0
    last = _index(under) if under and under.block is block else len(block.rows)
    after = not above or block.number >= above.block.number
    before = not under or block.number <= under.block.number
    rows = block.rows[first:last] if after and before else ()
    return tuple(row for row in rows if (block.number, row.id) not in read)


def _index(found: Found) -> int:
    return next(at for at, row in enumerate(found.block.rows) if row.id == found.row)
