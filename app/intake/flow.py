"""The text of a page from its characters: which stand in one line, and which lines make a paragraph.

All lengths are in points, from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

SAME_LINE = 2.0
"""Characters whose baselines are no further apart stand in one line."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as it is drawn; `baseline` grows downwards."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    face: str

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the character."""
        return (self.x0 + self.x1) / 2, self.baseline - self.size / 3


@dataclass(frozen=True, slots=True)
class Line:
    """Characters of one line from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What stands there."""
        return "".join(each.text for each in self.glyphs)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].x0

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].x1

    @property
    def baseline(self) -> float:
        """How far down it stands."""
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        """The size of its largest letters."""
        return max(each.size for each in self.glyphs)

    @property
    def face(self) -> str:
        """The face of most of its letters."""
        faces = [each.face for each in self.glyphs]
        return max(sorted(set(faces)), key=faces.count)


def lines(glyphs: Iterable[Glyph], near: float = SAME_LINE) -> tuple[Line, ...]:
    """The lines from top to bottom, swaying by no more than `near`; of white space alone none is made."""
    found: list[list[Glyph]] = []
    for each in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if found and each.baseline - found[-1][0].baseline <= near:
            found[-1].append(each)
        else:
            found.append([each])
    ordered = (tuple(sorted(line, key=lambda glyph: glyph.x0)) for line in found)
    return tuple(line for line in map(_trimmed, ordered) if line.glyphs)


def joined(parts: Sequence[Line]) -> tuple[str, tuple[int, ...]]:
    """The text of lines that belong together, and the offsets at which a line ended."""
    texts = [each.text for each in parts]
    return "".join(texts), tuple(accumulate(map(len, texts[:-1])))


def paragraphs(found: Iterable[Line], *, indent: float, title: float) -> Iterator[tuple[Line, ...]]:
    """Lines put together.

    A line that begins right of `indent` begins a paragraph; those in letters of the size `title` and
    above are centred and make one heading.
    """
    for is_title, run in groupby(found, key=lambda line: line.size >= title):
        parts: list[Line] = []
        for each in run:
            if parts and not is_title and each.left > indent:
                yield tuple(parts)
                parts = []
            parts.append(each)
        yield tuple(parts)


def _trimmed(glyphs: tuple[Glyph, ...]) -> Line:
    shown = [at for at, each in enumerate(glyphs) if not each.text.isspace()]
    return Line(glyphs[shown[0] : shown[-1] + 1] if shown else ())
