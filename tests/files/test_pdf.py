"""The printed report says what the report says, where GB/T 9704 wants it."""

from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdf
import pypdfium2
import pytest
from pdfplumber.page import Page

from app.domain.address import Address
from app.domain.fields import Head, from_fields, to_fields
from app.domain.report import Report
from tests.files.printed import MILLIMETRE, REPORTS, case_pdf, expected, pages, pdf, text, texts
from tests.specimens import case, edition

LINE, LINES, CHARACTERS = 10.227, 22, 28
NARRATIVE = 16


def changed(name: str, fields: dict[str, str | None]) -> Report:
    """The report of a case file with other texts in some fields."""
    report = case(name)
    head = Head(report.agency, report.year, report.kind)
    return from_fields(report.edition, head, to_fields(report) | fields)


def millimetres(points: float) -> float:
    return round(float(points) / MILLIMETRE, 1)


def body_lines(page: Page) -> list[str]:
    """The lines of the narrative, from top to bottom."""
    rows: dict[float, list[str]] = {}
    for each in page.chars:
        if each["upright"] and round(each["size"]) == NARRATIVE:
            rows.setdefault(round(each["bottom"] / (LINE * MILLIMETRE)), []).append(each["text"])
    return ["".join(rows[key]) for key in sorted(rows)]


@pytest.mark.parametrize("name", REPORTS)
def test_another_reader_finds_the_same_characters(name: str) -> None:
    found = Counter(
        character
        for page in pypdfium2.PdfDocument(case_pdf(name))
        for character in page.get_textpage().get_text_range()
    )
    wanted = Counter("".join(texts(case_pdf(name))))
    assert {each: number for each, number in found.items() if not each.isspace()} == wanted


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_leaves_its_cell_or_the_text_area(name: str) -> None:
    for number, page in enumerate(pages(case_pdf(name)), 1):
        left, right = (28, 184) if number % 2 else (26, 182)
        upright = [line for line in page.lines if line["x0"] == line["x1"]]
        for each in page.chars:
            assert left - 0.2 < each["x0"] / MILLIMETRE, (number, each["text"])
            assert each["x1"] / MILLIMETRE < right + 0.2, (number, each["text"])
            middle = (each["top"] + each["bottom"]) / 2
            struck = [
                line
                for line in upright
                if each["x0"] + 0.3 < line["x0"] < each["x1"] - 0.3 and line["top"] < middle < line["bottom"]
            ]
            assert struck == [], (number, each["text"])


def test_the_longest_figures_stay_in_their_cells_and_the_largest_table_on_its_page() -> None:
    whole = case("2021-balanced")
    cells = {
        address: "999999999" if figure.kind.kind == "count" else "123456789012.123456"
        for address, figure in whole.edition.figures.items()
    }
    content = pdf(replace(whole, cells=cells))
    assert text(content) == expected(replace(whole, cells=cells))
    assert len(texts(content)) == len(texts(case_pdf("2021-balanced")))
    for page in pages(content):
        for line in page.lines:
            if line["x0"] == line["x1"]:
                crossing = [
                    each
                    for each in page.chars
                    if each["x0"] + 0.1 < line["x0"] < each["x1"] - 0.1
                    and line["top"] < each["top"] < line["bottom"]
                ]
                assert crossing == []


def test_the_pages_are_a4_with_a_grid_of_22_lines_and_28_characters() -> None:
    content = pdf(changed("2021-balanced", {"/preface": "甲" * CHARACTERS * LINES * 3}))
    first, second, third, *_ = pages(content)
    for page in (first, second, third):
        assert (millimetres(page.width), millimetres(page.height)) == (210, 297)
    assert body_lines(second) == ["甲" * CHARACTERS] * LINES
    tops = sorted({round(each["top"], 2) for each in second.chars if round(each["size"]) == NARRATIVE})
    assert {round((below - above) / MILLIMETRE, 1) for above, below in pairwise(tops)} == {10.2}
    indented = min(each["x0"] for each in first.chars if round(each["size"]) == NARRATIVE)
    assert indented / MILLIMETRE == pytest.approx(28, abs=0.3)  # the second line; the first one is further in
    assert body_lines(first)[0] == "甲" * (CHARACTERS - 2)


def test_each_kind_of_text_has_its_face_and_no_other_font_is_there() -> None:
    faces: dict[str, str] = {}
    for page in pages(case_pdf("2021-balanced")):
        for each in page.chars:
            face = each["fontname"].partition("+")[2]
            faces[face] = faces.get(face, "") + each["text"]
    assert sorted(faces) == ["GW-BiaoSong", "GW-FangSong", "GW-Hei", "GW-Kai", "GW-Song"]
    report = case("2021-balanced")
    assert faces["GW-BiaoSong"] == report.title
    assert faces["GW-Hei"].startswith("一、总体情况二、主动公开政府信息情况第二十条第（一）项")
    assert faces["GW-Kai"].startswith("（一）主动公开情况（二）依申请公开情况")
    assert faces["GW-FangSong"].startswith((report.preface or "")[:20])


def test_every_font_is_embedded() -> None:
    document = pypdfium2.PdfDocument(case_pdf("2021-balanced"))
    fonts = [
        each.get_font()
        for page in document
        for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
    ]
    assert fonts
    assert all(font.is_embedded for font in fonts)


def test_the_blocks_of_a_table_look_like_one() -> None:
    [page] = [
        each for each in pages(case_pdf("2019-balanced")) if "第二十条第（九）项" in each.extract_text()
    ]
    upright = {round(line["x0"], 1) for line in page.lines if line["x0"] == line["x1"]}
    level = sorted({round(line["top"], 2) for line in page.lines if line["top"] == line["bottom"]})
    assert len(upright) == 5  # four columns
    assert min(line["x0"] for line in page.lines) == pytest.approx(min(upright) - 0.25, abs=0.1)
    assert (max(upright) - min(upright)) / MILLIMETRE == pytest.approx(156, abs=0.1)
    # Where one block ends and the next begins there is one line: all rows are alike in height.
    assert {round((below - above) / MILLIMETRE, 1) for above, below in pairwise(level)} <= {8.7, 8.8}


@pytest.mark.parametrize("name", ["2019-balanced", "2021-balanced", "2021-government"])
def test_the_largest_table_stands_whole_beneath_its_heading(name: str) -> None:
    [page] = [each for each in texts(case_pdf(name)) if "三、收到和处理政府信息公开申请情况" in each]
    assert "申请人情况" in page
    assert "四、结转下年度继续办理" in page


def test_a_section_without_text_has_its_heading_and_topics_are_numbered_in_order() -> None:
    content = text(
        pdf(
            changed(
                "2021-half-finished",
                {
                    "/overview/proactive/heading": None,
                    "/overview/on_request/heading": "依申请公开工作情况",
                    "/overview/management/heading": "(3)政府信息管理",
                },
            )
        )
    )
    assert "一、总体情况（一）主动公开2025年" in content
    assert "（二）依申请公开工作情况认真" in content
    assert "(3)政府信息管理制发" in content
    assert "五、存在的主要问题及改进情况六、其他需要报告的事项" in content


def test_a_list_of_quoted_words_stays_in_its_lines() -> None:
    words = "".join(f"“第{n}项”" for n in range(100, 160))
    content = pdf(changed("2021-balanced", {"/preface": words}))
    assert words in text(content)
    first = pages(content)[0]
    assert max(each["x1"] for each in first.chars) / MILLIMETRE < 184.2
    assert "\u200b" not in "".join(each["text"] for each in first.chars)


def test_a_long_address_is_broken_and_no_number_is() -> None:
    link = "https://www.example.gov.cn/" + "zfxxgk" * 30
    number = "12345678901234"
    content = pdf(changed("2021-balanced", {"/preface": f"网址{link}，" + f"共{number}条。" * 30}))
    found = [line for page in pages(content) for line in body_lines(page)]
    assert link in "".join(found)
    assert sum(line.count(number) for line in found) == 30
    assert max(each["x1"] for each in pages(content)[0].chars) / MILLIMETRE < 184.2


def test_the_document_tells_what_it_is() -> None:
    reader = pypdf.PdfReader(BytesIO(case_pdf("2021-balanced")))
    report = case("2021-balanced")
    assert reader.metadata is not None
    assert reader.metadata.title == report.title
    assert reader.metadata.author == report.agency
    assert reader.metadata.creation_date is None  # the content has no date, and the clock is not asked
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    outline = [
        (item.level, item.get_title()) for item in pypdfium2.PdfDocument(case_pdf("2021-balanced")).get_toc()
    ]
    assert outline[0] == (0, report.title)
    assert [title for level, title in outline if level == 1] == [
        section.heading for section in report.edition.sections.values()
    ]
    assert (2, "（五）监督保障情况") in outline


def test_totals_left_blank_are_printed_as_computed() -> None:
    whole = case("festival-balanced")
    blank = replace(whole, cells={**whole.cells, **dict.fromkeys(_totals("festival"), None)})
    assert text(pdf(blank)) == expected(whole)


def _totals(name: str) -> list[Address]:
    return [figure.address for figure in edition(name).totals]
