"""Where a document that was read back differs from its report, in the words of those who look it up there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Change = Literal["other", "lost", "extra", "said"]

_SENTENCES: Final[dict[Change, str]] = {
    "other": "{place}应为{expected}，文件中为{found}",
    "lost": "{place}缺少{expected}",
    "extra": "{place}多出{found}",
    "said": "{place}",
}
_AROUND: Final = 12
"""So many characters are shown on each side of where two long texts part."""

DRAFT: Final = "草稿"
"""What a draft is marked with."""
TITLE: Final = "标题"
MARKED: Final = "文件带有“草稿”标记，正式文件不应带有"
DRAFT_TITLE: Final = "（草稿）"
"""What stands before the title that a draft says of itself."""
SAID_TITLE: Final = "文件属性中的标题"
SAID_AGENCY: Final = "文件说明中的机关"
SAID_YEAR: Final = "文件说明中的年度"
ATTACHED: Final = "附件"
LEVELS: Final = ("正文", "总标题", "一级标题", "二级标题", "三级标题", "四级标题", "五级标题")
"""What a paragraph is set as, by its level."""
LEVEL: Final = "“{text}”的级别"
SPAN: Final = "合并范围"
SPANS: Final = "跨 {rows} 行 {columns} 列"
PAGE_NUMBER: Final = "页码"
FULL_STOP: Final = "。"
EMPTY: Final = "空白"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the document does not say what it should.

    `place` is one that a person can look up; with the change `said` it is the whole sentence.
    """

    place: str
    expected: str = ""
    found: str = ""
    change: Change = "other"

    @property
    def sentence(self) -> str:
        """The difference as people read it, without a full stop."""
        expected, found = _shortened(self.expected, self.found)
        return _SENTENCES[self.change].format(place=self.place, expected=expected, found=found)


def on_page(page: int, sheet: str = "") -> str:
    """Where to look first; nothing where the document has neither pages nor sheets."""
    return (f"工作表“{sheet}”，" if sheet else "") + (f"第{page}页，" if page else "")


def heading(of: str) -> str:
    """A heading, by its text."""
    return f"标题“{of}”"


def paragraph(number: int, *headings: str) -> str:
    """A paragraph by its number under these headings, outermost first; without any it is the preface's."""
    under = "".join(f"“{each}”" for each in headings if each)
    return f"{under or '开头'}第{number}段"


def row(part: str, number: int) -> str:
    """A row of the table of a part of the report; 0 for the table as a whole."""
    return f"“{part}”表格" + (f"第{number}行" if number else "")


def cell(name: str) -> str:
    """A cell of a row by its figure's name or its label; nothing for a cell without a name."""
    return f"“{name}”" if name else ""


def inside(name: str, *keys: str) -> str:
    """A value in a block of data: the file's name if it has one, and what leads to the value there."""
    return (f"附件“{name}”" if name else "") + "".join(f"“{key}”" for key in keys)


def refused(sentence: str, name: str = "") -> str:
    """Why something could not be read, as a part of a longer sentence."""
    return inside(name) + sentence.rstrip(FULL_STOP)


def checked(message: str, *, missing: bool) -> str:
    """A finding that the rules have on the report and not on what was read, or the other way round."""
    return f"按文件内容检查，{'缺少' if missing else '多出'}问题：{message.rstrip(FULL_STOP)}"


def verdict(count: int) -> str:
    """How a comparison ended."""
    return f"与报告不一致，共 {count} 处" if count else "与报告一致"


def listed(names: Iterable[str]) -> str:
    """Names one after the other."""
    return "、".join(names)


def _shortened(expected: str, found: str) -> tuple[str, str]:
    """Both texts in quotation marks; of long ones the part where they begin to differ."""
    if not expected or not found:
        return _around(expected, 0), _around(found, 0)
    pairs = zip(expected, found, strict=False)
    shorter = min(len(expected), len(found))
    start = next((at for at, (one, other) in enumerate(pairs) if one != other), shorter)
    return _around(expected, start), _around(found, start)


def _around(text: str, at: int) -> str:
    if not text:
        return EMPTY
    if len(text) <= 2 * _AROUND:
        return f"“{text}”"
    start, end = max(0, at - _AROUND), at + _AROUND
    return f"“{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}”"
