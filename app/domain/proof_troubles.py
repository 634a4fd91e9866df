"""What is refused when a document is read back, and the sentence a person reads about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from app.domain.difference import Difference
from app.domain.troubles import Trouble


class UnreadableDocument(Trouble):
    """A document that no reader can read. `reason` is one of `reasons`."""

    sentence = "{name}：{why}。"
    reasons: ClassVar[Mapping[str, str]] = {
        "broken": "文件已损坏，或扩展名与内容不符，无法读取，检查后重新提供",
        "locked": "文件已加密，无法读取，解除加密后重新提供",
        "size": "文件超过 {limit} 字节，检查是否选错文件",
        "pages": "文件超过 {limit} 页，检查是否选错文件",
        "format": "不能读取此格式，改用 {limit}",
    }

    def __init__(self, reason: str, limit: object = "", name: str = "") -> None:
        """`limit` completes the sentence; `name` is the file's, where somebody knows it."""
        self.reason = reason
        self.limit = limit
        why = self.reasons[reason].format(limit=limit)
        super().__init__(self.sentence.format(name=name, why=why) if name else f"{why}。")

    def named(self, name: str) -> UnreadableDocument:
        """The same about the file with this name."""
        return UnreadableDocument(self.reason, self.limit, name)


class NotEqual(Trouble):
    """A rendering that does not say what the report says, and so may not be handed out."""

    sentence = (
        "{kind} 文件读回后与报告不一致，共 {count} 处，未输出。{places}。"
        "这是程序的缺陷，报告本身没有改动，请联系管理员。"
    )
    most = 3

    def __init__(self, ending: str, differences: Sequence[Difference]) -> None:
        """`ending` is that of the file; the first three differences are told."""
        self.ending = ending
        self.differences = tuple(differences)
        places = "；".join(each.sentence for each in self.differences[: self.most])
        super().__init__(
            self.sentence.format(kind=ending.upper(), count=len(self.differences), places=places)
        )
