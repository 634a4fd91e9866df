"""PDFs of any program: the same report is read from them that is read from our own."""

import re
from functools import cache
from io import BytesIO

import pikepdf
import pytest

from app.domain.manuscript import manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake import pdf, published
from app.intake.neutral import Neutral, Paragraph, Table
from tests.files.libreoffice import converted
from tests.files.printed import LONG, RENDERER, case_pdf, named
from tests.intake.layouts import LINES, PROSE, page, report, table
from tests.proof.test_over_pages import script

Shown = list[str | list[list[tuple[str, int, int]]]]


def shown(read: Neutral) -> Shown:
    """Paragraphs and tables without white space, which may be lost at the end of a line."""
    return [
        _bare(item.text)
        if isinstance(item, Paragraph)
        else [[(_bare(cell.text), cell.rowspan, cell.colspan) for cell in row] for row in item.rows]
        for item in read.items
    ]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def rows(content: bytes) -> list[list[str]]:
    """The rows of the one table."""
    [found] = [each for each in published.read(content).items if isinstance(each, Table)]
    return [[cell.text for cell in row] for row in found.rows]


def anonymous(content: bytes) -> bytes:
    """The same pages without anything that says who made them, and with nothing attached."""
    made = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        for name in list(document.attachments):
            del document.attachments[name]
        for key in list(document.docinfo.keys()):
            del document.docinfo[key]
        del document.Root.Metadata
        document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("name", ["2021-government", "2019-balanced", "festival-balanced", LONG])
def test_our_own_print_is_read_alike_by_whoever_does_not_know_it(name: str) -> None:
    content = case_pdf(name)
    strange = published.read(anonymous(content))
    assert strange.attached == {}
    assert shown(strange) == shown(pdf.read(content))
    assert len(strange.margins) == strange.pages


@pytest.mark.parametrize("name", ["list", "group", "groups"])
def test_tables_over_pages_are_read_alike(name: str) -> None:
    content = FORMATS["pdf"].write(script(name), FINAL, RENDERER)
    assert shown(published.read(anonymous(content))) == shown(pdf.read(content))


def test_our_own_print_brings_its_report_along() -> None:
    assert "report.json" in published.read(case_pdf("2021-government")).attached


@pytest.mark.parametrize("name", ["2021-government", "festival-balanced"])
def test_what_an_office_prints_is_read_alike(name: str) -> None:
    word = FORMATS["docx"].write(manuscript(named(name)), FINAL, RENDERER)
    printed = published.read(converted(word, "docx", "pdf"))
    assert shown(printed) == shown(pdf.read(case_pdf(name)))
    assert [each.text for each in printed.margins] == [f"— {at} —" for at in range(1, printed.pages + 1)]


@cache
def plain() -> tuple[Shown, list[list[str]]]:
    content = report(LINES)
    return shown(published.read(content)), rows(content)


def test_title_paragraphs_and_cells() -> None:
    everything, cells = plain()
    assert everything[:2] == ["灯会记", PROSE]
    assert everything[3:] == [PROSE]
    assert cells == [
        ["去向", "竹骨", "铁骨", "合计"],
        ["挂出的灯", "1.沿街", "20", "10", "30"],
        ["2.沿河与石桥两边", "8", "4", "12"],
        ["送出的灯", "1.学校", "6", "/", "6"],
        ["2.敬老院", "", "1", "1"],
        ["3.外村", "2", "2", "4"],
    ]


LAYOUTS = {
    "pale lines and grounds": "td { border: 0.5pt solid #ccc } tr:first-child td { background: #eef }",
    "cells apart": f"{LINES} table {{ border-collapse: separate; border-spacing: 2px }}",
    "open sides": f"{LINES} table {{ border-style: hidden }}",
    "thick": "td { border: 2pt solid black }",
    "dashed": "td { border: 1pt dashed black }",
    "double": "td { border: 3pt double black }",
    "only grounds": "table { background: #000; border-collapse: separate; border-spacing: 1px }"
    "td { background: #fff }",
    "a frame around the page": f"{LINES} body {{ border: 1pt solid black; padding: 8pt }}",
    "one character a line": f"{LINES} .group {{ width: 1em }}",
    "no indent": f"{LINES} p {{ text-indent: 0; margin-bottom: 8pt }}",
    "figures in the middle": f"{LINES} td {{ text-align: center; vertical-align: middle }}",
    "coloured paragraphs": f"{LINES} p {{ background: #f4f4f4 }}",
    "another page": f"{LINES} @page {{ size: A3 landscape; margin: 5mm 15mm }}",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_however_it_is_drawn(name: str) -> None:
    assert shown(published.read(report(LAYOUTS[name]))) == plain()[0]


def test_a_table_that_only_holds_the_page_is_none() -> None:
    around = "<table class=page><tr><td>柳湾村</td></tr><tr><td>{}</td></tr></table>"
    read = shown(published.read(report(f"{LINES} .page td {{ padding: 12pt }}", around=around)))
    assert read == ["柳湾村", *plain()[0]]


def test_what_runs_along_the_edges_is_no_text() -> None:
    numbers = '"第" counter(page) "页 共" counter(pages) "页"'
    style = f'{LINES} @page {{ @top-left {{ content: "村网站" }} @bottom-right {{ content: {numbers} }} }}'
    ahead = "".join(f"<p>{PROSE}</p>" for _ in range(9))
    read = published.read(report(style, ahead=ahead))
    assert shown(read) == ["灯会记", *([PROSE] * 10), plain()[0][2], PROSE]
    assert [each.text for each in read.margins] == ["村网站", "第1页 共2页", "村网站", "第2页 共2页"]


def test_what_was_drawn_twice_to_look_bold_is_there_once() -> None:
    style = f"{LINES} .b {{ position: relative; text-indent: 0 }} .b b {{ position: absolute; left: 0.25px }}"
    read = shown(published.read(report(style, ahead="<p class=b><b>甲、1100盏</b>甲、1100盏</p>")))
    assert read[1] == "甲、1100盏"


def test_figures_that_stand_apart_are_not_made_one() -> None:
    assert (
        rows(page(table().replace("<td>20<", "<td>2<i style='margin-left:1em'>0</i><"), LINES))[1][2] == "2 0"
    )


@pytest.mark.parametrize("height", range(86, 140, 6))
def test_wherever_the_page_ends(height: int) -> None:
    small = f"{LINES} @page {{ size: 120mm {height}mm; margin: 20mm }}"
    assert rows(report(small)) == plain()[1]


def test_a_row_that_is_torn_by_the_end_of_a_page_is_one() -> None:
    upper = "<tr><td>2.沿河</td><td>8</td></tr><tr><td>3.送到邻村去的</td><td>6</td></tr>"
    lower = "<tr><td>和留在祠堂的</td><td></td></tr><tr><td>4.其他</td><td>1</td></tr>"
    parts = (f"<table style='break-before: page'>{each}</table>" for each in (upper, lower))
    assert rows(page("".join(parts), f"{LINES} td {{ width: 50% }}")) == [
        ["2.沿河", "8"],
        ["3.送到邻村去的和留在祠堂的", "6"],
        ["4.其他", "1"],
    ]


def test_a_label_that_is_torn_goes_on_and_a_new_one_begins() -> None:
    upper = "<tr><td>（一）送</td><td>1.学校</td><td>6</td></tr>"
    lower = (
        "<tr><td rowspan=2>给人</td><td>2.敬老院</td><td>1</td></tr><tr><td>3.外村</td><td>2</td></tr>"
        "<tr><td>（二）留存</td><td>1.祠堂</td><td>3</td></tr>"
    )
    parts = (f"<table style='break-before: page'>{each}</table>" for each in (upper, lower))
    assert rows(page("".join(parts), f"{LINES} td {{ width: 30% }}")) == [
        ["（一）送给人", "1.学校", "6"],
        ["2.敬老院", "1"],
        ["3.外村", "2"],
        ["（二）留存", "1.祠堂", "3"],
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned(angle: int) -> None:
    made = BytesIO()
    with pikepdf.open(BytesIO(report(LINES))) as document:
        document.pages[0].rotate(angle, relative=False)
        document.save(made)
    assert shown(published.read(made.getvalue())) == plain()[0]


def test_places_say_page_table_row_and_column() -> None:
    read = published.read(report(f"{LINES} table {{ break-before: page }}"))
    [found] = [each for each in read.items if isinstance(each, Table)]
    cell = found.rows[3][2]
    assert (cell.text, cell.place.page, cell.place.table, cell.place.row, cell.place.column) == (
        "6",
        2,
        1,
        4,
        3,
    )
