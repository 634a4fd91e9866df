"""What cannot be printed, and the sentences a person reads about it."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.characters import named
from app.domain.troubles import Overloaded, Trouble


class NoGlyph(Trouble):
    """Characters that none of the faces of the printed report has."""

    sentence = "报告中有无法打印的字符：{named}。请换成其他写法后再生成。"
    most = 10

    def __init__(self, characters: Sequence[str]) -> None:
        """`characters` in the order in which they were met; the first ten are named."""
        self.characters = tuple(characters)
        names = "、".join(map(named, self.characters[: self.most]))
        rest = len(self.characters) - self.most
        super().__init__(
            self.sentence.format(named=f"{names}等 {len(self.characters)} 种" if rest > 0 else names)
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


class PressBusy(Overloaded):
    """More files are waiting to be made than can be made in time."""

    sentence = "正在生成的文件较多，请稍候再试。"


class PrintingStopped(Trouble):
    """A file that took more time or memory than it may; what it did was stopped."""

    sentence = "生成文件超出了时间或内存限制，已停止；请把过长的文字精简或分段后再生成。"


class PrintingBroken(Trouble):
    """The process that was making the file has ended before it was done."""

    sentence = "生成文件的程序意外中断，没有生成文件；请再试一次，仍不成功的请联系管理员。"
