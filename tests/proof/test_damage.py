"""Files that were changed after they were written are found out, on the page and in what goes along."""

from functools import cache

import pytest

from app.domain.manuscript import Manuscript, manuscript
from app.domain.proof_troubles import NotEqual, UnreadableDocument
from app.files.copies import FINAL, Copy
from app.files.formats import FORMATS
from app.proof.gate import passed
from app.proof.proofreading import proofread
from tests.files.printed import RENDERER
from tests.proof.damage import attached_anew, edited, locked, redrawn, replaced, without
from tests.specimens import case

PACKED = ("pdf", "docx", "xlsx", "json")
"""What has a form of its own; a page or a table of text is readable whatever it says."""


@cache
def script() -> Manuscript:
    return manuscript(case("festival-balanced"))


@cache
def written(ending: str) -> bytes:
    return FORMATS[ending].write(script(), FINAL, RENDERER)


def said(ending: str, content: bytes) -> str:
    """What is found, as one text."""
    return "；".join(each.sentence for each in proofread(script(), ending, content).differences)


def test_figures_drawn_in_each_others_cells() -> None:
    assert "表格第" in said("pdf", redrawn(written("pdf")))


def test_another_report_file_inside_a_pdf() -> None:
    other = attached_anew(written("pdf"), "report.json", '"118.50"', '"181.50"')
    assert said("pdf", other) == "附件“report.json”“cells”“蜡烛，实际”应为“118.50”，文件中为“181.50”"


def test_other_figures_inside_a_pdf() -> None:
    other = attached_anew(written("pdf"), "figures.csv", "118.50", "181.50")
    assert said("pdf", other) == "附件“figures.csv”“蜡烛，实际”“填报内容”应为“118.50”，文件中为“181.50”"


def test_a_pdf_without_its_report_file() -> None:
    assert said("pdf", without(written("pdf"), "report.json")) == "附件缺少“report.json”"


def test_one_figure_of_a_word_file() -> None:
    found = said("docx", edited(written("docx"), "word/document.xml", ">118.50<", ">181.50<"))
    assert found.startswith("“丙、花费”表格第3行“蜡烛，实际”应为“118.50”，文件中为“181.50”")


@pytest.mark.parametrize(
    ("part", "old", "new", "expected"),
    [
        (
            "xl/worksheets/sheet2.xml",
            "<v>118.5</v>",
            "<v>181.5</v>",
            "“蜡烛，实际”应为“118.50”，文件中为“181.5”",
        ),
        ("xl/worksheets/sheet1.xml", "</f><v>", "</f><v>9", "应为“7”，文件中为“97”"),
        ("xl/worksheets/sheet4.xml", "</f><v>", "</f><v>9", "工作表“勾稽核对”，"),
        ("xl/sharedStrings.xml", "118.50", "181.50", "工作表“数据”，“蜡烛，实际”“填报内容”应为“118.50”"),
        ("xl/sharedStrings.xml", "没有下雨", "没有下雪", "工作表“文字”，“甲、灯会经过”“（三）雨天安排”第1段"),
    ],
    ids=["figure", "total", "check", "data", "text"],
)
def test_one_value_of_a_workbook(part: str, old: str, new: str, expected: str) -> None:
    assert expected in said("xlsx", edited(written("xlsx"), part, old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (">118.50<", ">181.50<", "“丙、花费”表格第3行“蜡烛，实际”应为“118.50”，文件中为“181.50”"),
        ('value="118.50"', 'value="181.50"', "“蜡烛，实际”“value”应为“118.50”，文件中为“181.50”"),
        ("purse.candles.spent", "purse.music.spent", "“蜡烛，实际”“address”应为“purse.candles.spent”"),
        ('"118.50"', '"181.50"', "“蜡烛，实际”"),
        ("没有下雨", "没有下雪", "“甲、灯会经过”“（三）雨天安排”第1段应为“没有下雨"),
        ("<h3>", "<p>", "的级别应为“二级标题”，文件中为“正文”"),
        ('"temporalCoverage": "2016"', '"temporalCoverage": "2015"', "文件说明中的年度应为“2016”"),
        ("<title>2016", "<title>2015", "文件属性中的标题应为“2016"),
        ('rowspan="8"', 'rowspan="7"', "合并范围"),
    ],
)
def test_one_place_of_a_web_page(old: str, new: str, expected: str) -> None:
    assert expected in said("html", replaced(written("html"), old, new))


@pytest.mark.parametrize(
    ("ending", "old", "new", "expected"),
    [
        ("json", '"118.50"', '"181.50"', "“cells”“蜡烛，实际”应为“118.50”，文件中为“181.50”"),
        ("json", '"year": 2016', '"year": 2017', "“year”应为“2016”"),
        ("json", '"kind": "agency"', '"kind": "agency", "more": "1"', "“more”多出“1”"),
        ("json", "没有下雨", "没有下雪", "应为“没有下雨"),
        ("csv", "118.50", "181.50", "“蜡烛，实际”“填报内容”应为“118.50”，文件中为“181.50”"),
        ("csv", "盏", "支", "“上年留存，纸灯”“单位”应为“盏”，文件中为“支”"),
    ],
)
def test_one_value_of_a_file_of_data(ending: str, old: str, new: str, expected: str) -> None:
    assert expected in said(ending, replaced(written(ending), old, new))


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        *((ending, b"") for ending in PACKED),
        *((ending, b"\xff\xfe\x00") for ending in PACKED),
        *((ending, b"%PDF-1.7\n%%EOF") for ending in PACKED),
        *((ending, b"PK\x05\x06" + bytes(18)) for ending in PACKED),
        ("html", b"\x80"),
        ("html", b""),
        ("csv", b"\x80"),
        ("csv", b'"1'),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(ending: str, content: bytes) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        proofread(script(), ending, content)
    assert refused.value.sentence.count("。") == 1


@pytest.mark.parametrize("ending", PACKED)
def test_half_a_file_is_refused(ending: str) -> None:
    with pytest.raises(UnreadableDocument):
        proofread(script(), ending, written(ending)[: len(written(ending)) // 2])


def test_half_a_file_of_figures_differs() -> None:
    content = written("csv")
    assert "缺少" in said("csv", content[: content.rindex(b"\r\n", 0, len(content) // 2)])


def test_a_locked_pdf_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        proofread(script(), "pdf", locked(written("pdf")))
    assert "加密" in refused.value.sentence


def test_a_format_that_nobody_reads_is_refused() -> None:
    with pytest.raises(UnreadableDocument) as refused:
        proofread(script(), "doc", b"")
    assert "docx" in refused.value.sentence


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_the_gate_lets_pass_what_is_equal(ending: str) -> None:
    assert passed(script(), ending, written(ending)) == written(ending)


def test_the_gate_names_the_first_places_and_how_many_there_are() -> None:
    wrong = replaced(written("html"), ">118.50<", ">181.50<")
    with pytest.raises(NotEqual) as refused:
        passed(script(), "html", wrong)
    assert refused.value.sentence.startswith("HTML 文件读回后与报告不一致，共 ")
    assert "“蜡烛，实际”应为“118.50”，文件中为“181.50”" in refused.value.sentence


@pytest.mark.parametrize("ending", ["pdf", "html", "xlsx"])
def test_the_gate_does_not_let_a_draft_pass_for_final(ending: str) -> None:
    draft = FORMATS[ending].write(script(), Copy(draft=True), RENDERER)
    with pytest.raises(NotEqual, match="草稿"):
        passed(script(), ending, draft)


def test_the_gate_refuses_what_cannot_be_read() -> None:
    with pytest.raises(NotEqual, match="无法读取"):
        passed(script(), "pdf", written("pdf")[:2000])
