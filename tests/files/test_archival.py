"""What a printed report is for those who do not see it, and for those who read it with a machine."""

import csv
import re
from datetime import UTC, datetime
from html import escape
from io import BytesIO, StringIO

import pikepdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.grid import grid
from app.domain.manuscript import manuscript
from app.files import bundle
from app.files.copies import Copy
from app.files.pdf.attachments import attached
from app.files.pdf.printing import composed
from app.files.pdf.tagging import Untagged
from app.files.pdf.typesetting import laid_out, typeset, written
from tests.files.conformance.clauses import broken_clauses
from tests.files.conformance.opened import Element, Opened
from tests.files.printed import LONG, MARK, RENDERER, REPORTS, case_pdf, expected, named, pdf
from tests.files.test_conformance import many_lanes
from tests.specimens import Shelf, case

PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><title>页</title></head><body>{}</body></html>'
ALPHABET = "甲乙㛃𬭎一，。、；：？！“”‘’（）《》【】—…·①%&<>\\/()[]{}#'\"0123456789AZaz \u200b"
PAGE_NUMBER = re.compile(r"— \d+ —")


def spoken(content: bytes) -> str:
    """What is read aloud: the text of the structure in its order, each mark from the page that it is on."""
    opened = Opened(content)
    marks: dict[tuple[int, int], list[str]] = {}
    meant = {each.font.objgen: each.meant for each in opened.written}
    for each in opened.painted:
        number = next((mark.mcid for mark in each.marks if mark.mcid is not None), None)
        if number is not None and each.font is not None:
            codes = map(int.from_bytes, zip(each.codes[::2], each.codes[1::2], strict=True))
            text = "".join(meant[each.font.objgen][code] for code in codes)
            marks.setdefault((each.page, number), []).append(text)
    return re.sub(r"\s", "", "".join(_said(opened.elements[0], marks)))


def _said(element: Element, marks: dict[tuple[int, int], list[str]]) -> list[str]:
    own = [text for where in element.content for text in marks.get(where, [])]
    return own + [text for kid in element.kids for text in _said(kid, marks)]


def kinds(content: bytes) -> list[str]:
    return [each.kind for each in Opened(content).elements]


@pytest.mark.parametrize("name", [*REPORTS, LONG])
def test_what_is_read_aloud_is_the_report_and_nothing_else(name: str) -> None:
    assert spoken(case_pdf(name)) == expected(named(name))


@pytest.mark.parametrize("name", [*REPORTS, LONG])
def test_every_paragraph_and_table_is_one_however_many_pages_it_takes(name: str) -> None:
    script = manuscript(named(name))
    found = kinds(case_pdf(name))
    paragraphs = [text for part in script.parts for passage in part.passages for text in passage.paragraphs]
    assert found.count("P") == len(paragraphs) + len(script.preface)
    assert found.count("Table") == sum(len(part.grids) for part in script.parts)
    assert found.count("H2") == found.count("Sect") == len(script.parts)


def test_a_paragraph_goes_on_over_the_edge_of_the_page() -> None:
    over = [each for each in Opened(case_pdf(LONG)).elements if len({page for page, _ in each.content}) > 1]
    assert len(over) > 5
    assert {each.kind for each in over} == {"P"}


def test_a_table_of_three_pages_has_one_head_and_each_label_once() -> None:
    report = many_lanes()
    content = pdf(report)
    shape = next(section.table for section in report.edition.sections.values() if section.table)
    opened = Opened(content)
    [table, *_] = [each for each in opened.elements if each.kind == "Table"]
    head, body = table.kids
    wanted = grid("x", 0, shape.blocks[0])
    assert [len(row.kids) for row in head.kids] == [len(row) for row in wanted.head]
    assert [len(row.kids) for row in body.kids] == [len(row) for row in wanted.body]
    assert len({page for row in body.kids for cell in row.kids for page, _ in cell.content}) == 3
    spans = [[cell.span("/RowSpan") for cell in row.kids] for row in body.kids]
    assert spans == [[cell.rowspan for cell in row] for row in wanted.body]
    assert "".join(pypdf.PdfReader(BytesIO(content)).pages[2].extract_text().split()).startswith("（每一列：")


def test_marks_of_a_draft_and_numbers_of_pages_and_lines_are_not_read_aloud() -> None:
    report = case("2021-balanced")
    copy = Copy(draft=True, numbered=True)
    seen = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf(report, copy))).pages)
    assert MARK in re.sub(r"\s", "", seen)
    assert PAGE_NUMBER.search(seen)
    assert spoken(pdf(report, copy)) == expected(report)


def test_the_title_is_one_in_the_outline_and_the_description() -> None:
    report = case("2021-balanced")
    reader = pypdf.PdfReader(BytesIO(case_pdf("2021-balanced")))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (report.title, report.agency)
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": report.title}
    [first, *_] = reader.outline
    assert isinstance(first, pypdf.generic.Destination)
    assert first.title == report.title
    assert reader.metadata.creation_date is None


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_comes_back_out_of_its_page(name: str) -> None:
    found = pypdf.PdfReader(BytesIO(case_pdf(name))).attachments
    assert list(found) == ["figures.csv", "report.json"]
    [text] = found["report.json"]
    assert bundle.loads(text, Shelf(), "report.json") == case(name)
    [table] = found["figures.csv"]
    lines = list(csv.reader(StringIO(table.decode("utf-8-sig"))))
    assert {line[0] for line in lines[1:]} == set(case(name).edition.figures)


def test_what_is_attached_is_described_in_chinese_and_dated_by_the_reports_year() -> None:
    report = case("2021-balanced")
    with pikepdf.open(BytesIO(case_pdf("2021-balanced"))) as found:
        for each in found.Root["/AF"]:
            assert re.search("本报告", str(each["/Desc"]))
            assert str(each["/EF"]["/F"]["/Params"]["/ModDate"]) == f"D:{report.year}1231000000Z"
    for file in attached(manuscript(report), RENDERER):
        assert file.modified == datetime(report.year, 12, 31, tzinfo=UTC)


def test_an_ampersand_in_a_name_is_an_ampersand_in_the_description() -> None:
    report = bundle.loads(
        bundle.dumps(case("2021-half-finished")).replace('"title": null', '"title": "甲&乙<丙>的报告"'),
        Shelf(),
        "x.json",
    )
    reader = pypdf.PdfReader(BytesIO(pdf(report)))
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": report.title}


def test_what_is_seen_is_what_it_would_be_without_the_standards() -> None:
    html, css = composed(manuscript(case("2021-balanced")), Copy(draft=True), RENDERER)
    document = laid_out(html, css)
    plain, kept = (
        [bytes(page.render(scale=1).buffer) for page in pypdfium2.PdfDocument(content)]
        for content in (document.copy().write_pdf(), written(document))
    )
    assert len(plain) > 3
    assert plain == kept


@pytest.mark.parametrize(
    "strange",
    [
        "<ol><li>甲</li></ol>",
        '<ol style="list-style: none"><li>甲</li></ol>',
        "<ul><li>甲<ul><li>乙</li></ul></li></ul>",
        '<p id="there"><a href="#there">甲</a></p>',
    ],
)
def test_a_template_with_something_unknown_is_refused(strange: str) -> None:
    with pytest.raises(Untagged):
        typeset(PAGE.format(strange), "")


def test_an_element_within_a_line_belongs_to_its_paragraph_and_a_hidden_one_to_nothing() -> None:
    opened = Opened(typeset(PAGE.format('<p>甲<b>乙</b>丙</p><p aria-hidden="true">丁</p>'), ""))
    assert [(each.kind, each.content) for each in opened.elements] == [
        ("Document", []),
        ("P", [(0, 0), (0, 1), (0, 2)]),
    ]
    assert [mark.tag for each in opened.painted for mark in each.marks] == ["/P", "/P", "/P", "/Artifact"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(alphabet=ALPHABET, min_size=1, max_size=90), min_size=1, max_size=30))
def test_any_words_are_read_aloud_as_they_were_typed(typed: list[str]) -> None:
    body = "".join(f"<p>{escape(each)}</p>" for each in typed)
    content = typeset(PAGE.format(body), "@page { size: 90mm 60mm } html { overflow-wrap: anywhere }")
    assert spoken(content) == re.sub("[\\s\u200b]", "", "".join(typed))
    assert broken_clauses(content) == {}
