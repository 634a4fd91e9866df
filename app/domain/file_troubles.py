"""What is refused about files, and the sentence a person reads about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from app.domain.troubles import Trouble

KeyPath = tuple[str | int, ...]


class BadReportFile(Trouble):
    """A file that cannot be read as a report. `path` leads through its keys to what is wrong there.

    `is_foreign` says that the file does not even claim to be one.
    """

    sentence = "{name}：{where}{why}。"
    reasons: ClassVar[Mapping[str, str]] = {
        "missing": "缺少此项，补上",
        "extra_forbidden": "没有这个键，更正或删除",
        "doubled": "这个键出现了两次，只留一个",
        "string_type": "应为带引号的文字，更正",
        "string_unicode": "含有无法保存的字符，删除",
        "string_pattern_mismatch": "含有无法保存的字符，删除",
        "string_too_short": "不能为空，填写",
        "int_type": "应为整数，更正",
        "list_type": "应为列表，更正",
        "dict_type": "应为对象，更正",
        "model_type": "应为对象，更正",
        "literal_error": "应为 {expected}，更正",
        "greater_than_equal": "应为 {ge} 或更大，更正",
        "less_than_equal": "应为 {le} 或更小，更正",
        "too_long": "最多 {max_length} 项，精简",
        "foreign": "没有写明是 gouji/report@1，不是报告文件",
        "edition": "没有这一版本，更正",
        "address": "该版本没有这个数据项，更正或删除",
        "section": "该版本没有这一文字部分，更正或删除",
        "topic": "该部分没有这一分项，更正",
        "topic_doubled": "这一分项出现了两次，合并",
        "explanation": "该版本没有这条规则或这个位置，更正或删除",
        "size": "文件超过 {limit} 字节，不是报告文件，检查",
        "encoding": "不是 UTF-8 编码，转换后再读取",
        "json": "第 {line} 行不符合 JSON 格式，更正",
        "depth": "嵌套层数过多，不是报告文件，检查",
    }
    otherwise = "内容不符合报告文件的格式，更正"

    def __init__(self, name: str, path: KeyPath, reason: str, **words: object) -> None:
        """`reason` is one of `reasons`; `words` fill its sentence."""
        self.is_foreign = reason == "foreign"
        self.path = ".".join(str(part) for part in path)
        why = self.reasons.get(reason, self.otherwise).format_map(words)
        where = f"{self.path} " if path else ""
        super().__init__(self.sentence.format(name=name, where=where, why=why))


class NoSuchFile(Trouble):
    """A file or folder that is not there or may not be read."""

    sentence = "{name}：未找到或无法读取，检查路径。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))


class NoReports(Trouble):
    """A folder without a report file."""

    sentence = "{name}：文件夹中没有报告文件，检查路径。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))


class NotWritten(Trouble):
    """A file that cannot be written."""

    sentence = "{name}：无法写入，检查路径、权限和磁盘空间。"

    def __init__(self, name: str) -> None:
        super().__init__(self.sentence.format(name=name))


class NotThePreviousReport(Trouble):
    """A report given as last year's that is another agency's, another year's or of another kind."""

    sentence = (
        "{name}：上一年度报告应是“{wanted_agency}”{wanted_year} 年的，"
        "所给的是“{agency}”{year} 年的，换成该年度的文件。"
    )

    def __init__(self, name: str, given: tuple[str, int], wanted: tuple[str, int]) -> None:
        """`given` and `wanted` are agency and year."""
        agency, year = given
        wanted_agency, wanted_year = wanted
        words = {"agency": agency, "year": year, "wanted_agency": wanted_agency, "wanted_year": wanted_year}
        super().__init__(self.sentence.format(name=name, **words))


class OtherName(Trouble):
    """Last year's report has another agency's name: only said, because agencies are renamed and merged."""

    sentence = (
        "{name}：上一年度报告的机关是“{before}”，本年度是“{now}”。"
        "更名、合并的照常核对，否则换成本机关的文件。"
    )

    def __init__(self, name: str, before: str, now: str) -> None:
        super().__init__(self.sentence.format(name=name, before=before, now=now))


class FormatNotOffered(Trouble):
    """An ending that no report can be written with."""

    sentence = "{name}：不能输出此格式，改用 {offered}。"

    def __init__(self, name: str, offered: Sequence[str]) -> None:
        super().__init__(self.sentence.format(name=name, offered="、".join(offered)))
