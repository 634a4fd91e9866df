"""What in a text of last year belongs to that year: its years and its figures, which are to be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = "0-9０-９"
_HAN = "零〇一二三四五六七八九十百千万亿两"
_UNIT = (
    "个百分点|人次|万元|平方米|小时|分钟|周年|工作日|[%％‰件条次篇期个家场人项份批起宗元名页字天日月季周户类种"
    "处所台部册卷本张间部例封通]"
)
_DATED = re.compile(
    # The numbers of documents and of articles name the same document and article next year.
    f"(?P<same>[〔\\[（(][{_DIGITS}]{{4}}[〕\\]）)][{_DIGITS}]+号|第[{_DIGITS}{_HAN}]+[条款项章号])"
    f"|(?P<dated>[{_DIGITS}]{{4}}\\s?[-—－–~～至到]\\s?[{_DIGITS}]{{4}}\\s?年度?"
    f"|[{_DIGITS}]{{4}}\\s?年度?"
    f"|上一年度?|本年度?|上年度?|去年|今年|前年|当年|同比|环比"
    f"|[{_DIGITS}][{_DIGITS},，.．]*(?<![,，.．])\\s?[余多]?[百千万亿]?[余多]?(?:{_UNIT})?"
    f"|(?:[{_HAN}]{{2,}}|[二三四五六七八九十两])[余多]?(?:{_UNIT}))"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `dated` if it is to be checked."""

    text: str
    dated: bool


def pieces(text: str) -> tuple[Piece, ...]:
    """The text in stretches; one after the other they are the text."""
    return tuple(_pieces(text))


def _pieces(text: str) -> Iterator[Piece]:
    end = 0
    for found in _DATED.finditer(text):
        if found["dated"]:
            if end < found.start():
                yield Piece(text[end : found.start()], dated=False)
            yield Piece(found[0], dated=True)
            end = found.end()
    if end < len(text):
        yield Piece(text[end:], dated=False)


def to_check(text: str) -> tuple[str, ...]:
    """What is to be checked in a text, each once, in its order."""
    return tuple(dict.fromkeys(piece.text for piece in pieces(text) if piece.dated))


def moved(text: str, before: int, now: int) -> str:
    """The text with the year `before` changed to `now` wherever it is named as a year: 2023年, 2023 年度."""
    return re.sub(rf"(?<![{_DIGITS}〔\-—－–~～至到])({before})(?=\s?年)", str(now), text)
