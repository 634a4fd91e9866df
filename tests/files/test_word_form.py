"""The Word file has the styles, faces, pages and tables of an official text, as Word itself names them."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm

from app.domain.manuscript import Manuscript, manuscript
from app.files.copies import Copy
from tests.files.printed import MARK, REPORTS
from tests.files.worded import ACROSS, W, case_word, has, inside, read, said, style, value, word_of
from tests.specimens import case


@pytest.mark.parametrize("name", REPORTS)
def test_columns_fill_the_page_and_every_cell_has_their_width(name: str) -> None:
    for table in inside(case_word(name), "word/document.xml").iter(f"{W}tbl"):
        columns = [int(each.get(f"{W}w", "")) for each in table.iter(f"{W}gridCol")]
        assert sum(columns) == ACROSS
        for row in table.iter(f"{W}tr"):
            at = 0
            for cell in row.iter(f"{W}tcPr"):
                span = int(value(cell, "gridSpan") or 1)
                assert value(cell, "tcW", "w") == str(sum(columns[at : at + span]))
                at += span
            assert at == len(columns)


@pytest.mark.parametrize("name", REPORTS)
def test_headers_repeat_and_no_row_is_torn(name: str) -> None:
    parts = [part for part in manuscript(case(name)).parts if part.grids]
    tables = list(inside(case_word(name), "word/document.xml").iter(f"{W}tbl"))
    for part, table in zip(parts, tables, strict=True):
        rows = list(table.iter(f"{W}tr"))
        repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        grid = part.grids[0]
        heads = len(grid.head) + bool(grid.caption) if len(part.grids) == 1 else 0
        assert repeated == [True] * heads + [False] * (len(rows) - heads)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        # Each block holds together: every row but its last stays with the one below.
        loose = [row for row in rows if not all(has(each, "pPr/keepNext") for each in row.iter(f"{W}p"))]
        assert len(loose) == len(part.grids)
        assert loose[-1] is rows[-1]


def test_a_table_that_no_page_holds_may_break_and_repeats_its_headers() -> None:
    table = next(inside(word_of(overlong()), "word/document.xml").iter(f"{W}tbl"))
    rows = list(table.iter(f"{W}tr"))
    heads = [row for row in rows if has(row, "trPr/tblHeader")]
    assert heads == rows[: len(heads)] != []
    assert [row for row in rows if has(row, "tc/p/pPr/keepNext")] == heads


def overlong() -> Manuscript:
    """A manuscript of one table that is three times as long as the form's longest."""
    script = manuscript(case("2021-balanced"))
    part = max(script.parts, key=lambda part: max((len(grid.body) for grid in part.grids), default=0))
    grid = replace(part.grids[0], body=part.grids[0].body * 3)
    return replace(script, parts=(replace(part, grids=(grid,)),))


@pytest.mark.parametrize(
    ("name", "face", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("heading 1", "黑体", None),
        ("heading 2", "楷体_GB2312", None),
        ("heading 3", "仿宋_GB2312", None),
        ("表格文字", "宋体", 10.5),
        ("表格标题", "黑体", None),
        ("footer", "宋体", 14),
    ],
)
def test_styles_ask_for_the_faces_by_name(name: str, face: str, points: float | None) -> None:
    found = style(case_word("2021-balanced"), name)
    assert value(found, "rPr/rFonts", "eastAsia") == face
    assert value(found, "rPr/sz") == (None if points is None else f"{points * 2:.0f}")
    # Colours, bold and the like, with which Word sets headings of its own, are no part of an official text.
    assert not has(found, "rPr/color")
    assert not has(found, "rPr/b")


def test_the_body_is_set_in_lines_of_28_characters_with_two_of_indent() -> None:
    content = case_word("2021-balanced")
    defaults = inside(content, "word/styles.xml")
    assert value(defaults, "docDefaults/rPrDefault/rPr/rFonts", "eastAsia") == "仿宋_GB2312"
    assert value(defaults, "docDefaults/rPrDefault/rPr/sz") == "32"
    body = style(content, "Normal Indent")
    assert value(body, "pPr/ind", "firstLineChars") == "200"
    closer = int(value(style(content, "Normal"), "rPr/spacing") or 0)
    indent = int(value(body, "pPr/ind", "firstLine") or 0)
    assert 27 * 320 < 28 * (320 + closer) <= ACROSS < 29 * (320 + closer)
    assert indent + 26 * (320 + closer) <= ACROSS


def test_every_face_is_in_the_table_of_faces_with_what_stands_in_for_it() -> None:
    content = case_word("2021-balanced")
    fonts = inside(content, "word/fontTable.xml").findall(f"{W}font")
    known = {each.get(f"{W}name"): value(each, "altName") for each in fonts}
    paths = ("word/styles.xml", "word/document.xml", "word/footer-default.xml", "word/footer-even.xml")
    used = {
        text
        for path in paths
        for faces in inside(content, path).iter(f"{W}rFonts")
        for key, text in faces.attrib.items()
        if key != f"{W}hint"
    }
    assert used == set(known)
    assert [name for name, others in known.items() if not others] == ["Times New Roman"]


@pytest.mark.parametrize("name", REPORTS)
def test_quotation_marks_are_those_of_the_chinese_face(name: str) -> None:
    for run in inside(case_word(name), "word/document.xml").iter(f"{W}r"):
        if has(run, "t"):
            assert value(run, "rPr/rFonts", "hint") == "eastAsia"


@pytest.mark.parametrize("one_sided", [False, True])
def test_page_and_page_numbers(one_sided: bool) -> None:  # noqa: FBT001 -- pytest names its parameters
    content = case_word("2021-balanced", Copy(one_sided=one_sided))
    document = docx.Document(BytesIO(content))
    (section,) = document.sections
    sizes = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    for found, wanted in zip(sizes, (210, 297, 37, 35), strict=True):
        assert found == pytest.approx(Mm(wanted), abs=Mm(0.1))
    assert section.left_margin == pytest.approx(Mm(28), abs=Mm(0.1))
    assert section.right_margin == pytest.approx(Mm(26), abs=Mm(0.1))
    settings = inside(content, "word/settings.xml")
    assert has(settings, "mirrorMargins") is has(settings, "evenAndOddHeaders") is (not one_sided)
    footers = {"right": "word/footer-default.xml"} | ({} if one_sided else {"left": "word/footer-even.xml"})
    assert {name for name in ZipFile(BytesIO(content)).namelist() if "footer" in name} == {*footers.values()}
    for side, path in footers.items():
        footer = inside(content, path)
        assert [each.text.strip() for each in footer.iter(f"{W}instrText")] == ["PAGE"]
        assert re.fullmatch(r"—\d—", said(footer).replace("PAGE", ""))
        assert value(footer, "p/pPr/jc") == side
        assert value(footer, "p/pPr/ind", side) == "280"


def test_only_a_draft_is_marked_and_on_both_sides() -> None:
    headers = ("word/header-default.xml", "word/header-even.xml")
    draft = case_word("2021-balanced", Copy(draft=True))
    assert [said(inside(draft, path)) for path in headers] == [MARK, MARK]
    assert said(read(draft)) == said(read(case_word("2021-balanced")))
    assert not any("header" in name for name in ZipFile(BytesIO(case_word("2021-balanced"))).namelist())


def test_lines_are_numbered_for_reviewers_only() -> None:
    document = inside(case_word("2021-balanced", Copy(numbered=True)), "word/document.xml")
    assert value(document, "body/sectPr/lnNumType", "restart") == "newPage"
    assert not has(inside(case_word("2021-balanced"), "word/document.xml"), "body/sectPr/lnNumType")


def test_word_opens_it_as_a_file_of_its_own_time() -> None:
    modes = inside(case_word("2021-balanced"), "word/settings.xml").iter(f"{W}compatSetting")
    assert ("compatibilityMode", "15") in {(each.get(f"{W}name"), each.get(f"{W}val")) for each in modes}


ORDER = {
    "pPr": "pStyle keepNext overflowPunct autoSpaceDE autoSpaceDN snapToGrid spacing ind jc outlineLvl",
    "rPr": "rFonts noProof color spacing sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit tblHeader",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "sectPr": "headerReference footerReference pgSz pgMar lnNumType cols docGrid",
}
"""ISO 29500-1: Word calls a file damaged in which these come in another order."""


@pytest.mark.parametrize("name", ["2021-balanced", "festival-balanced"])
def test_properties_come_in_the_order_that_word_insists_on(name: str) -> None:
    content = case_word(name, Copy(draft=True, numbered=True))
    met = set()
    for path in ZipFile(BytesIO(content)).namelist():
        for tag, order in ORDER.items():
            for each in inside(content, path).iter(W + tag):
                names = [child.tag.removeprefix(W) for child in each]
                assert names == sorted(names, key=order.split().index), (path, tag)
                met.add(tag)
    assert met == set(ORDER)
