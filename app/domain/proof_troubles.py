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
        "scanned": "文件中没有可读取的文字，可能是扫描件，改用 Word、网页或文字版 PDF",
        "size": "文件超过 {limit} 字节，检查是否选错文件",
        "pages": "文件超过 {limit} 页，检查是否选错文件",
        "format": "不能读取此格式，改用 {limit}",
        "empty": "文件是空的，没有内容，检查是否选错文件",
        "large": "文件超过 {limit} MB，检查是否选错文件，或删去图片后重新保存",
        "packed": "文件解压后超过 {limit} MB，不是正常的办公文件，检查是否选错文件",
        "members": "文件内的部件超过 {limit} 个，不是正常的办公文件，检查是否选错文件",
        "crowded": "文件的一页上内容过多，不是年度报告的版面，检查是否选错文件",
        "long": "文件内容过多，超过年度报告可能的篇幅，检查是否选错文件",
        "macros": "文件含有宏，未打开，用“文件—另存为”存成不含宏的 .docx 或 .xlsx 后重新导入",
        "declared": "文件含有办公软件不会写入的文档类型声明，未打开，用“文件—另存为”重新保存",
        "doubled": "文件内有重名的部件，不能确定以哪一个为准，在 Word 或 WPS 中用“文件—另存为”重新保存",
        "word97": "旧版 Word 文件（.doc 或 .wps）不能读取，用“文件—另存为”存成 .docx 后重新导入",
        "excel97": "旧版表格文件（.xls 或 .et）不能读取，用“文件—另存为”存成 .xlsx 后重新导入",
        "old": "旧版办公文件不能读取，用“文件—另存为”存成 .docx、.xlsx 或 PDF 后重新导入",
        "xlsb": "二进制表格文件（.xlsb）不能读取，用“文件—另存为”存成 .xlsx 后重新导入",
        "saveas": "{limit} 文件不能读取，用“文件—另存为”存成 .docx 或 .xlsx 后重新导入",
        "slides": "演示文稿不能读取，改用报告的 Word、WPS、PDF、网页或表格文件",
        "ofd": "OFD 文件不能读取，在版式阅读软件中用“文件—另存为”存成 PDF 后重新导入",
        "image": "图片中没有可读取的文字，改用 Word、网页、表格或文字版 PDF",
        "archive": "压缩包不能直接读取，解压后逐个导入其中的报告",
        "unknown": "不能识别的文件格式，改用 Word、WPS、PDF、网页、表格或文本文件",
        "data": "是其他用途的数据文件，不是报告文件，检查是否选错文件",
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
