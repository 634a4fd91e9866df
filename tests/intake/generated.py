"""Invented reports as papers: title, texts and tables as somebody else would write them, each figure known.

A habit (`generated_habits`) changes a paper, a style (`generated_styles`) makes a file of it, and
`generated_measure` says what of it came back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.fields import Head, block_keys, from_fields
from app.domain.grid import Grid, GridCell
from app.domain.manuscript import Manuscript, manuscript
from app.domain.report import Report
from tests.reports import balancing
from tests.specimens import edition

EDITIONS = ("2019", "2021", "festival")
AGENCIES = (
    ("某市人民政府", "government"),
    ("柳湾镇人民政府", "government"),
    ("某区某某街道办事处", "agency"),
    ("某某经济技术开发区管理委员会", "agency"),
    ("某市公安局（交通警察支队）", "agency"),
    ("某省某市政务服务和大数据管理局", "agency"),
    ("中共某县委宣传部", "agency"),
)
PROSE = (
    "全年通过门户网站公开信息{0}条，其中工作动态{1}条、政策文件{2}条。",
    "共收到申请{0}件，均在规定期限内答复，详见本报告第三部分。",
    "一是健全制度，修订目录{0}项；二是加强培训，举办{1}期；三是强化考核，权重不低于4%。",
    "存在的主要问题：公开内容不够全面，解读形式单一。",
    "下一步，将继续做好以下工作：加强队伍建设，提升{0}个基层站点的服务水平。",
    "本机关{0}年没有收取信息处理费，发出收费通知0件，总金额0元。",
    "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条的规定，编制本报告。",
    "如对本报告有疑问，可与办公室联系（地址：某市柳湾路{0}号，电话：0000-{1}）。",
    "1.线上渠道。网站、新媒体共发布{0}篇。",
    "无其他需要报告的事项。",
    "“公开”与“服务”并重——{0}个窗口、{1}名人员，覆盖率达99.5%。",
)
HEADINGS = ("政策解读", "基层政务公开标准化规范化", "公开平台和渠道", "机构队伍")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell on paper. `meaning` is the figure its text stands for; `row` the address of a row's label."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    role: str = "stub"
    address: Address | None = None
    meaning: str = ""
    row: str = ""


Row = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: rows list the boxes that begin in them. `heads` are the rows above the figures."""

    rows: tuple[Row, ...]
    heads: int
    section: str = ""
    caption: str = ""

    @property
    def width(self) -> int:
        """Columns of the grid."""
        return max(column + box.colspan for _, column, box in laid(self.rows))


@dataclass(frozen=True, slots=True)
class Words:
    """A title, heading, topic or paragraph; `noise` belongs to no report. A heading opens its section.

    `runs_on` says that the next paragraph begins on the same line, as `（一）主动公开。全年……`.
    """

    role: str
    text: str
    section: str = ""
    runs_on: bool = False


Piece = Words | Sheet


@dataclass(frozen=True, slots=True)
class Paper:
    """A report on paper. `strange` are the figures of rows and columns that the form has not."""

    report: Report
    pieces: tuple[Piece, ...]
    strange: tuple[str, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables."""
        return tuple(each for each in self.pieces if isinstance(each, Sheet))

    @property
    def figures(self) -> Mapping[Address, Box]:
        """Every figure that stands on it."""
        boxes = (box for sheet in self.sheets for row in sheet.rows for box in row)
        return {box.address: box for box in boxes if box.address}

    @property
    def texts(self) -> Mapping[str, tuple[str, ...]]:
        """What is written in each section, headings of topics first; before the first one the preface."""
        found: dict[str, tuple[str, ...]] = {"": ()}
        section = ""
        for each in self.pieces:
            if isinstance(each, Words) and each.role == "heading":
                section = each.section
                found[section] = ()
            elif isinstance(each, Words) and each.role in {"topic", "text"}:
                found[section] = (*found[section], each.text)
        return found

    @property
    def flow(self) -> tuple[Piece, ...]:
        """Its pieces as they are written down, headings that run on together with what they head."""
        flow: list[Piece] = []
        for each in self.pieces:
            last = flow[-1] if flow else None
            if isinstance(last, Words) and last.runs_on and isinstance(each, Words) and each.role == "text":
                flow[-1] = Words("text", f"{last.text}。{each.text}")
            else:
                flow.append(each)
        return tuple(flow)

    def with_sheets(self, change: Callable[[Sheet], Sheet]) -> Paper:
        """The same with its tables changed."""
        return replace(self, pieces=tuple(change(e) if isinstance(e, Sheet) else e for e in self.pieces))

    def with_boxes(self, change: Callable[[Box], Box]) -> Paper:
        """The same with the cells of its tables changed."""
        return self.with_sheets(lambda sheet: replace(sheet, rows=boxed(sheet.rows, change)))

    def with_words(self, change: Callable[[Words], Words]) -> Paper:
        """The same with its words changed."""
        return replace(self, pieces=tuple(change(e) if isinstance(e, Words) else e for e in self.pieces))


Habit = Callable[[Paper, Random], Paper]


def boxed(rows: tuple[Row, ...], change: Callable[[Box], Box]) -> tuple[Row, ...]:
    """The rows with each cell changed."""
    return tuple(tuple(change(box) for box in row) for row in rows)


def laid(rows: tuple[Row, ...]) -> Iterator[tuple[int, int, Box]]:
    """Every cell with the row and the column of the grid in which it begins."""
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        column = 0
        for box in row:
            while (down, column) in taken:
                column += 1
            yield down, column, box
            taken |= {(down + y, column + x) for y in range(box.rowspan) for x in range(box.colspan)}
            column += box.colspan


def full(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows without joined cells: the text stands in the first, and blanks in the rest.

    A row that is too short stays so.
    """
    found: dict[tuple[int, int], Box] = {}
    for down, column, box in laid(rows):
        for y in range(box.rowspan):
            for x in range(box.colspan):
                found[down + y, column + x] = Box("", role=box.role)
        found[down, column] = replace(box, colspan=1, rowspan=1)
    ends = [max((column for at, column in found if at == down), default=-1) + 1 for down in range(len(rows))]
    return tuple(
        tuple(found.get((down, column), Box("")) for column in range(end)) for down, end in enumerate(ends)
    )


def invented(random: Random, names: tuple[str, ...] = EDITIONS) -> Report:
    """A report of some agency, mostly one that adds up, with texts of many kinds."""
    form = edition(random.choice(names))
    agency, kind = random.choice(AGENCIES)
    years = form.shape.years
    late = random.choice((0, 0, 0, 3))  # a form that is no longer in force
    year = random.randint(years.first, (years.last or years.first + 3) + late)
    fields: dict[str, str | None] = {
        address: text
        for address, text in _figures(form, random).items()
        if not form.figures[address].computed or random.random() < 0.9
    }
    return from_fields(form, Head(agency, year, kind), fields | _texts(form, random))


def _figures(form: Edition, random: Random) -> dict[Address, str | None]:
    """Figures all different, mostly nothing, or large; with blanks and mistakes among them."""
    different = iter(random.sample(range(11, 999), len(form.figures)))
    numbers = {
        "different": {address: next(different) for address in form.figures},
        "sparse": {address: random.choice((0, 0, 0, 0, 1, 2)) for address in form.figures},
        "large": {address: random.choice((0, 7, 120, 1234, 98765)) for address in form.figures},
    }[random.choice(("different", "different", "sparse", "large"))]
    if random.random() < 0.6:
        made = from_fields(form, Head("某局", 1), {a: str(n) for a, n in balancing(form, numbers).items()})
        numbers = {address: int(number or 0) for address, number in made.numbers.items()}
    texts = {address: _typed(form, address, numbers[address], random) for address in form.figures}
    blank = random.choice((0.0, 0.0, 0.02, 0.3))
    return {address: None if random.random() < blank else text for address, text in texts.items()}


def _typed(form: Edition, address: Address, number: int, random: Random) -> str:
    kind = form.figures[address].kind
    if kind.kind == "text":
        return random.choice(("送灯一盏", "回帖致谢", "—"))
    if kind.kind == "money":
        return random.choice((str(number), f"{number}.{random.randint(1, 99):02}", "0", "0.1135"))
    if kind.kind == "signed_count" and random.random() < 0.4:
        return str(-number)
    return random.choice(("/", "—", "无")) if random.random() < 0.01 else str(number)


def _texts(form: Edition, random: Random) -> dict[str, str | None]:
    fields: dict[str, str | None] = {}
    if random.random() < 0.6:
        fields["/preface"] = "\n".join(_paragraphs(random, 1))
    for section in form.sections.values():
        keys = block_keys(section)
        for key in keys:
            fields[f"/{section.id}/{key}"] = "\n".join(_paragraphs(random, random.choice((1, 1, 2, 4))))
        if keys and section.prose and section.prose.topics and random.random() < 0.4:
            fields[f"/{section.id}/extra-1"] = "\n".join(_paragraphs(random, 1))
            fields[f"/{section.id}/extra-1/heading"] = random.choice(HEADINGS)
    return fields


def _paragraphs(random: Random, count: int) -> list[str]:
    said = [
        "".join(
            random.choice(PROSE).format(*(random.randint(2, most) for most in (2000, 900, 99)))
            for _ in range(random.choice((1, 1, 2, 5)))
        )
        for _ in range(count)
    ]
    return list(dict.fromkeys(said))


def paper(report: Report) -> Paper:
    """The report as the form lays it out."""
    script = manuscript(report)
    pieces: list[Piece] = [Words("title", script.title)]
    pieces += [Words("text", text) for text in script.preface]
    for part in script.parts:
        pieces.append(Words("heading", part.heading, part.id))
        for passage in part.passages:
            pieces += [Words("topic", passage.heading)] if passage.heading else []
            pieces += [Words("text", text) for text in passage.paragraphs]
        pieces += [_sheet(grid, part.id, script) for grid in part.grids]
    return Paper(report, tuple(pieces))


def _sheet(grid: Grid, section: str, script: Manuscript) -> Sheet:
    caption = ((Box(grid.caption, grid.stubs + grid.width, role="head"),),) if grid.caption else ()
    rows = tuple(tuple(_box(cell, section, script) for cell in row) for row in (*grid.head, *grid.body))
    return Sheet((*caption, *rows), len(caption) + len(grid.head), section)


def _box(cell: GridCell, section: str, script: Manuscript) -> Box:
    text = script.written[cell.address] if cell.address else cell.text
    row = f"{section}.{cell.row}" if cell.row and cell.role == "stub" else ""
    return Box(text, cell.colspan, cell.rowspan, cell.role, cell.address, text, row)
