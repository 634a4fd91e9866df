"""What is refused when a published report is read, and the sentence a person reads about it."""

from __future__ import annotations

from app.domain.troubles import Trouble


class NoReportIn(Trouble):
    """A document in which nothing of the form was found."""

    sentence = "{name}：没有找到年度报告的标题、各部分标题和表格，不是年度报告，检查是否选错文件。"

    def __init__(self, name: str = "文件") -> None:
        super().__init__(self.sentence.format(name=name))


class NoYearIn(Trouble):
    """A report that does not say what year it is about."""

    sentence = "{name}：没有写明报告年度，用 --year 指定后再读取。"

    def __init__(self, name: str = "文件") -> None:
        super().__init__(self.sentence.format(name=name))


class NoAgencyIn(Trouble):
    """A report that does not say whose it is."""

    sentence = "{name}：标题中没有机关名称，用 --agency 指定后再读取。"

    def __init__(self, name: str = "文件") -> None:
        super().__init__(self.sentence.format(name=name))


class SeveralImports(Trouble):
    """Several documents that were to become one report file."""

    sentence = "{name}：有多个文件要写入这一个报告文件；分次读取，或不加 -o。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))
