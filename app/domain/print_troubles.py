"""What cannot be printed, and the sentences a person reads about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from app.domain.troubles import Trouble


class NoGlyph(Trouble):
    """Characters that none of the faces of the printed report has."""

    sentence = "报告中有无法打印的字符：{named}。请换成其他写法后再生成。"
    most = 10

    def __init__(self, characters: Sequence[str]) -> None:
        """`characters` in the order in which they were met; the first ten are named."""
        self.characters = tuple(characters)
        named = "、".join(map(_named, self.characters[: self.most]))
        rest = len(self.characters) - self.most
        super().__init__(
            self.sentence.format(named=f"{named}等 {len(self.characters)} 种" if rest > 0 else named)
        )


class TextTooLong(Trouble):
    """One paragraph, heading or cell beyond what can be laid out in reasonable time."""

    sentence = "{place}有一处文字长 {length} 个字符，超过 {limit} 个，请分成几段或精简后再生成。"

    def __init__(self, place: str, length: int, limit: int) -> None:
        """`place` is the part of the report, or the cell, as people call it."""
        super().__init__(self.sentence.format(place=place, length=length, limit=limit))


class ReportTooLong(Trouble):
    """More text than a report has."""

    sentence = "报告文字约 {pages} 页，超过 {limit} 页，请精简后再生成。"

    def __init__(self, pages: int, limit: int) -> None:
        super().__init__(self.sentence.format(pages=pages, limit=limit))


def _named(character: str) -> str:
    """The character with its number, or the number alone where there is nothing to see."""
    number = f"U+{ord(character):04X}"
    return f"“{character}”（{number}）" if unicodedata.category(character)[0] not in "CZ" else number
