"""The text of pages that anybody laid out: what runs along their edges, and which lines make a paragraph.

Nothing is known of the page beforehand; where its text begins and ends is measured. All lengths are in
points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median

from app.intake.flow import Glyph, Line, lines

SWAY = 0.35
"""Characters of one line stand no further apart in height, in parts of their size."""
EDGE = 0.15
"""The part of a page at its top and at its foot in which headers and page numbers are looked for."""
SAME_PLACE = 3.0
WIDEST, FEWEST_GAPS = 0.8, 3
"""Gaps of more ems are no letterspacing; of fewer gaps none is told."""
LATIN_GAP, GAP = 0.25, 1.2
"""A gap of so many ems is a space: between letters or digits, and between any others."""
INDENT, SHORT = 0.75, 2.0
"""A line that begins or ends so many ems inside the text begins or ends a paragraph."""
FULL_LINES = 3
"""So many that end at one place show where lines end."""
LARGER = 1.15
"""Letters so much larger than those of the text are those of a heading."""
APART = 1.7
"""Lines so much further apart than others have a space between them."""
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(r"[。！？；：]\s*$")
_TENS = r"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341"
_NUMBERED = re.compile(rf"\s*(?:[（(][{_TENS}]{{1,3}}[)）]|[{_TENS}]{{1,3}}、)")
_WHOLE = re.compile(r"[!-~]")
_BREAKS = re.compile(r"[\u4e00-\u9fff\s（《“‘【]")
_LATIN = re.compile(r"[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Body:
    """How the text of a document is set: its size, where its lines begin and end, how far apart they are."""

    size: float
    left: float
    right: float
    pitch: float
    largest: float

    def level(self, line: Line) -> int:
        """1 for a line in the largest letters, 2 for another larger one, 0 for text."""
        if line.size < self.size * LARGER:
            return 0
        return 1 if line.size > self.largest * 0.95 else 2

    def begins(self, line: Line, last: Line, *, over: bool = False) -> bool:
        """Whether a line begins a paragraph after this one; `over` where a page ended between them."""
        if self.level(line) != self.level(last):
            return True
        if not over and line.baseline - last.baseline > APART * self.pitch * max(1, line.size / self.size):
            return True
        if self.level(line):
            return False
        if _ENDED.search(last.text) and _NUMBERED.match(line.text):
            return True
        room = self.right - last.right
        ended = room > SHORT * self.size and _unbroken(line) <= room
        return ended or line.left > self.left + INDENT * self.size


def _unbroken(line: Line) -> float:
    """How wide the beginning of a line is that cannot be broken: one character, or a number, or a word."""
    ends = (at for at, each in enumerate(line.glyphs) if at and _BREAKS.match(each.text))
    last = next(ends, len(line.glyphs)) - 1
    return line.glyphs[last if _WHOLE.match(line.glyphs[0].text) else 0].x1 - line.left


def body(pages: Sequence[Sequence[Line]], width: float) -> Body:
    """Measures the lines of all pages that stand in no table. `width` is that of a page."""
    every = [line for page in pages for line in page]
    if not every:
        return Body(1, 0, 0, 1, 1)
    sizes: Counter[float] = Counter()
    for line in every:
        sizes[round(line.size)] += len(line.glyphs)
    size = max(sizes, key=lambda each: (sizes[each], each))
    text = [line for line in every if abs(line.size - size) <= 1]
    lefts = sorted(each.left for each in text)
    left = lefts[len(lefts) // 10]
    steps = [
        below.baseline - above.baseline
        for page in pages
        for above, below in pairwise(page)
        if size < below.baseline - above.baseline < 4 * size
    ]
    return Body(
        size=size,
        left=left,
        right=_right([each.right for each in text], size, width - left),
        pitch=median(steps) if steps else 2 * size,
        largest=max(each.size for each in every),
    )


def _right(ends: Sequence[float], size: float, mirrored: float) -> float:
    """Where full lines end; as far from the edge as they begin if hardly any is full."""
    end = sorted(ends)[len(ends) * 9 // 10]
    full = sum(1 for each in ends if abs(each - end) <= size)
    return end if full >= FULL_LINES else max(end, mirrored)


def paragraphs(found: Iterable[Line], measured: Body) -> Iterator[tuple[Line, ...]]:
    """The lines of each paragraph of a page between two tables."""
    run: list[Line] = []
    for each in found:
        if run and measured.begins(each, run[-1]):
            yield tuple(run)
            run = []
        run.append(each)
    if run:
        yield tuple(run)


def running(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> tuple[frozenset[Line], ...]:
    """The lines of each page that are no text: page numbers, and what stands in one place on several pages.

    `heights` are those of the pages. Only what is near the top or the foot of a page is taken for one.
    """
    edges = [
        [line for line in page if not EDGE * height < line.baseline < (1 - EDGE) * height]
        for page, height in zip(pages, heights, strict=True)
    ]
    places = [(at, _levelled(line), line.baseline) for at, page in enumerate(edges) for line in page]
    return tuple(
        frozenset(line for line in page if _is_number(line, pages[at]) or _recurs(line, at, places))
        for at, page in enumerate(edges)
    )


def _levelled(line: Line) -> str:
    return _DIGITS.sub("0", line.text.replace(" ", ""))


def _is_number(line: Line, page: Sequence[Line]) -> bool:
    """Whether it is nothing but a number, and the first or last on its page."""
    marks = _DIGITS.sub("", line.text)
    is_outside = line in {page[0], page[-1]}
    return is_outside and marks != line.text and not any(each.isalnum() for each in marks)


def _recurs(line: Line, page: int, places: Iterable[tuple[int, str, float]]) -> bool:
    told = _levelled(line)
    return any(
        at != page and text == told and abs(height - line.baseline) <= SAME_PLACE
        for at, text, height in places
    )


def set_lines(glyphs: Sequence[Glyph]) -> tuple[Line, ...]:
    """The lines of some characters."""
    return lines(glyphs, SWAY * median(each.size for each in glyphs)) if glyphs else ()


def tracking(found: Iterable[Line]) -> float:
    """How far the letters of these lines are set apart; 0 where that cannot be told."""
    gaps = [
        other.x0 - one.x1
        for line in found
        for one, other in pairwise(line.glyphs)
        if not (one.text.isspace() or other.text.isspace()) and other.x0 - one.x1 < WIDEST * one.size
    ]
    return max(0.0, median(gaps)) if len(gaps) >= FEWEST_GAPS else 0.0


def text(found: Iterable[Line], apart: float = 0.0) -> tuple[str, tuple[int, ...]]:
    """What lines that belong together say, gaps as spaces, and the offsets at which a line ended.

    `apart` is how far all letters are set apart: so much more is no gap.
    """
    texts = [_spaced(each.glyphs, apart) for each in found]
    return "".join(texts), tuple(accumulate(map(len, texts[:-1])))


def _spaced(glyphs: Sequence[Glyph], apart: float) -> str:
    parts = [glyphs[0].text]
    for one, other in pairwise(glyphs):
        latin = _LATIN.match(one.text) and _LATIN.match(other.text)
        wide = apart + (LATIN_GAP if latin else GAP) * max(one.size, other.size)
        if other.x0 - one.x1 > wide and not (one.text.isspace() or other.text.isspace()):
            parts.append(" ")
        parts.append(other.text)
    return "".join(parts)


def cell(glyphs: Sequence[Glyph], apart: float = 0.0) -> tuple[str, tuple[int, ...]]:
    """The text of a cell; `apart` is how far its letters are set apart."""
    return text(set_lines(glyphs), apart)
