"""A published report as it was read: what is certain, what is doubtful, and what found no place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.address import Address
from app.domain.report import Report


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the document something stood, counted from 1; 0 where the format has no such thing."""

    page: int = 0
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0

    @property
    def words(self) -> str:
        """For programs: `page 3, table 2, row 4`."""
        names = ("page", "sheet", "table", "row", "column", "paragraph")
        values = (self.page, self.sheet, self.table, self.row, self.column, self.paragraph)
        return ", ".join(f"{name} {value}" for name, value in zip(names, values, strict=True) if value)


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever imports a document knows of it already; None where it is to be recognised.

    `section` says that the document is nothing but the table of that section, as in a paste.
    """

    edition: str | None = None
    year: int | None = None
    agency: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A figure that was not read with certainty; its cell is blank.

    `read` is what was seen, if anything, and `where` it was seen.
    """

    address: Address
    read: str
    why: str
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Something that was read and has no place in the form. `where` is empty where nobody knows."""

    text: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """The report as printed, mistakes and all.

    A figure that is neither in `seen` nor doubtful was not in the document. `seen` tells where each stood, by
    field: figures by their address, texts by their path.
    """

    report: Report
    doubtful: tuple[Doubtful, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    seen: Mapping[str, Where] = field(default_factory=dict)

    @property
    def certain(self) -> bool:
        """Whether nobody has to look at anything."""
        return not self.doubtful and not self.unplaced

    def told(self) -> Iterator[str]:
        """What a person has to look at, line by line."""
        figures = self.report.edition.figures
        for doubt in self.doubtful:
            figure = figures[doubt.address]
            part = self.report.edition.part_name(figure.section)
            seen = f"读到“{doubt.read}”，" if doubt.read else ""
            yield f"存疑　{part}“{figure.name}”：{seen}{doubt.why}"
        for each in self.unplaced:
            yield f"未导入　“{each.text}”：{each.why}"


LOST = "这一行的数比表头的列少，不能确定缺的是哪一格，对照原件填写"
MANY = "这一行的数比表头的列多，不能确定各属哪一列，对照原件填写"
SHIFTED = "这一行各数的位置与合计对不上，换一种读法才相等，对照原件填写"
NUMBER = "这一行读到的不都是数，不能确定各属哪一列，对照原件填写"
MERGED = "这一行的名称和数连在一起，对照原件填写"
COLUMNS = "这一表的列与统一格式不同，不能确定属于哪一列，对照原件填写"
UNIT = "原件这一列的计量单位与统一格式不同，换算后填写"
GAP = "数字中间有空格，不能确定是一个数还是两个数，对照原件填写"
TWICE = "原件中这一格出现两次，数不相同，对照原件填写"
ROW = "统一格式没有这一行，各数未导入"
LOOSE = "看不出属于哪一行，未导入"
SECTION_TEXT = "统一格式这一部分没有文字，未导入"
YEAR = "标题中没有年份，年度取自正文，核对年度"
