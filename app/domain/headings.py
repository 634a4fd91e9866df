"""The headings of a printed report: the title in balanced lines, the topics numbered in their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from math import ceil

from app.domain.narrative import Block
from app.domain.numerals import spell_numeral
from app.domain.shape import SectionShape

_YEAR = re.compile("[0-9]{4}年")
_NUMBERED = re.compile("[（(]")
# A name may be cut where the name of a place or of a body ends; elsewhere it costs so many ems of imbalance.
_ENDS = frozenset("省市区县州盟旗镇乡府会")
_CUT_INSIDE = 6


@lru_cache(maxsize=4096)  # labels and short figures, which come back with every layout
def ems(text: str) -> float:
    """The width of a text in ems, as the faces set it: a wide character has one, any other half of one."""
    return sum(1 if unicodedata.east_asian_width(each) in "WFA" else 0.5 for each in text)


def topic_headings(section: SectionShape, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """What is printed above each block of a section; nothing for one without heading and topic.

    A heading is what the author wrote, or else the label of its topic. It gets its number, （一） and so
    on, unless the author wrote one.
    """
    labels = {topic.id: topic.label for topic in section.prose.topics} if section.prose else {}
    headings: list[str] = []
    number = 0
    for block in blocks:
        heading = (block.heading or "").strip() or labels.get(block.topic or "", "")
        number += bool(heading)
        own = not heading or _NUMBERED.match(heading)
        headings.append(heading if own else f"（{spell_numeral(number)}）{heading}")
    return tuple(headings)


def title_lines(title: str, agency: str, room: int) -> tuple[str, ...]:
    """The title in lines of at most `room` ems, alike in length, broken after the agency or the year.

    GB/T 9704: 分一行或多行居中排布，回行时做到词意完整，排列对称，长短适宜.
    """
    if ems(title) <= room:
        return (title,)
    pairs = [(title[:cut], title[cut:]) for cut in _natural_breaks(title, agency)]
    fitting = [pair for pair in pairs if max(map(ems, pair)) <= room]
    if fitting:
        return min(fitting, key=lambda pair: abs(ems(pair[0]) - ems(pair[1])))
    return tuple(line for part in (pairs[0] if pairs else (title,)) for line in _wrapped(part, room))


def _natural_breaks(title: str, agency: str) -> tuple[int, ...]:
    year = _YEAR.search(title)
    ends = (len(agency) if agency and title.startswith(agency) else 0, year.end() if year else 0)
    return tuple(end for end in ends if 0 < end < len(title))


def _wrapped(text: str, room: int) -> Iterator[str]:
    """The text in as few lines as it needs, of about the same length."""
    rest = text
    while (left := ems(rest)) > room:
        lines = ceil(left / room)
        cut = min(
            (at for at in _cuts(rest, room) if left - ems(rest[:at]) <= room * (lines - 1)),
            key=lambda at: _imbalance(rest, at, left / lines),
            default=room,
        )
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _cuts(text: str, room: int) -> Iterator[int]:
    """Where a line of at most `room` ems may end: not inside a number or a foreign word."""
    for at in range(1, 2 * room + 1):
        if ems(text[:at]) > room:
            return
        if not text[at - 1 : at + 1].isascii():
            yield at


def _imbalance(text: str, at: int, wanted: float) -> float:
    return abs(ems(text[:at]) - wanted) + (0 if text[at - 1] in _ENDS else _CUT_INSIDE)
