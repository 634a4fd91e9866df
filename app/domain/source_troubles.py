"""What keeps a document of anybody from being read to its end, and the sentence a person reads about it."""

from __future__ import annotations

from app.domain.troubles import Overloaded, Trouble


class ReadingStopped(Trouble):
    """A document that took more time or memory to read than any report does."""

    sentence = (
        "{name}：读取时间过长或占用内存过多，已停止。文件可能过大或已损坏，"
        "删去报告以外的内容和图片，用“文件—另存为”重新保存后再试。"
    )

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name or "文件"))


class ReadingBroken(Trouble):
    """A document over which the program that reads has ended."""

    sentence = (
        "{name}：读取意外中断，没有读出内容。文件可能已损坏，用“文件—另存为”重新保存后再试，"
        "仍不成功的联系管理员。"
    )

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name or "文件"))


class ReadersBusy(Overloaded):
    """More documents are waiting to be read than can be read in time."""

    sentence = "{name}：等待读取的文件较多，这一份没有读取，稍后再试。"

    def __init__(self, name: str) -> None:
        super(Overloaded, self).__init__(self.sentence.format(name=name or "文件"))


class OfOtherEdition(Trouble):
    """A report file of one edition that was to be read as one of another."""

    sentence = "{name}：这是 {edition} 版的报告文件，不能按 {asked} 版读取，改为该版本，或不指定版本。"

    def __init__(self, name: str, edition: str, asked: str) -> None:
        super().__init__(self.sentence.format(name=name or "文件", edition=edition, asked=asked))


class Unsettled(Trouble):
    """A document that was checked although not all of it is certain: only said."""

    sentence = "{name}：{what}。逐处内容用 gouji import 查看。"

    def __init__(self, name: str, doubtful: int, unplaced: int) -> None:
        """How many figures are doubtful, and in how many places something was left out."""
        doubts = f"有 {doubtful} 格存疑，按空白检查" if doubtful else ""
        rest = f"有 {unplaced} 处内容没有导入" if unplaced else ""
        super().__init__(self.sentence.format(name=name, what="；".join(filter(None, (doubts, rest)))))


class NoYearToCheck(Trouble):
    """A document that cannot be checked, because what is asked depends on a year that it does not say."""

    sentence = "{name}：没有写明报告年度，先用 gouji import 加 --year 读取为报告文件，再检查。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))
