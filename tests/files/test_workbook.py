"""The workbook: the tables as in print, no digit lost, totals that add up, and no words carried out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.content import content_hash
from app.domain.dataset import dataset
from app.domain.edition import Edition
from app.domain.fields import Head, block_keys, from_fields
from app.domain.grid import GridCell
from app.domain.manuscript import Manuscript, manuscript
from app.domain.print_troubles import NoGlyph, TextTooLong
from app.domain.report import Report
from app.domain.sheet_words import ABOUT, CHECKS, COLUMNS, DATA, TEXTS, in_words
from app.files.copies import FINAL, Copy
from app.files.workbook.writing import LONGEST, sheet_names, write
from tests.files.libreoffice import converted
from tests.files.printed import RENDERER, REPORTS
from tests.files.sheets import (
    NAMES,
    OURS,
    case_workbook,
    filled,
    names,
    part,
    same,
    sheets,
    tables,
    village,
    workbook,
)
from tests.reports import editions
from tests.specimens import case, edition


def texts(script: Manuscript) -> Iterator[str]:
    yield script.title
    yield from script.preface
    for each in script.parts:
        yield each.heading
        for passage in each.passages:
            yield from filter(None, (passage.heading, *passage.paragraphs))


@pytest.mark.parametrize("name", REPORTS)
def test_the_tables_read_as_they_are_printed(name: str) -> None:
    script = manuscript(case(name))
    for sheet, heading, grids in tables(script, sheets(case_workbook(name))):
        expected = [heading]
        for grid in grids:
            cells = [cell for row in (*grid.head, *grid.body) for cell in row]
            expected += [grid.caption, *(script.written[c.address] if c.address else c.text for c in cells)]
        found = list(filled(sheet))
        expected = [text for text in expected if text]
        assert len(found) == len(expected)
        assert [pair for pair in zip(found, expected, strict=True) if not same(*pair)] == []


@pytest.mark.parametrize("name", REPORTS)
def test_cells_reach_as_far_as_in_print_and_leave_no_hole(name: str) -> None:
    for sheet, _, grids in tables(manuscript(case(name)), sheets(case_workbook(name))):
        sizes = sorted((last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged)
        width = max(grid.stubs + grid.width for grid in grids)
        wanted = [(1, width)]
        for grid in grids:
            cells: list[GridCell] = [cell for row in (*grid.head, *grid.body) for cell in row]
            wanted += [(cell.rowspan, cell.colspan) for cell in cells]
            wanted += [(1, grid.stubs + grid.width)] if grid.caption else []
        assert sizes == sorted(size for size in wanted if size != (1, 1))
        # With borders all around and no cell twice, the areas fill the rectangle exactly.
        rows = sum(bool(grid.caption) + len(grid.head) + len(grid.body) for grid in grids) + 1
        assert sum(high * wide for high, wide in wanted) == rows * width
        assert sheet.found("printOptions")[0].get("horizontalCentered") == "1"


@pytest.mark.parametrize("name", REPORTS)
def test_every_name_leads_to_its_figure(name: str) -> None:
    report, content = case(name), case_workbook(name)
    found, named = sheets(content), names(content)
    printed = {address: each for address, each in report.edition.figures.items() if each.printed}
    assert set(named) == set(printed)
    assert len(set(named.values())) == len(printed)
    for address, figure in printed.items():
        sheet, place = named[address]
        assert same(found[sheet].at(*place), report.written(address)), address
        table = report.edition.sections[figure.section].table
        assert table is not None
        assert sheet == table.label


HOSTILE = (
    "=1+1",
    '=HYPERLINK("//柳湾/","看")',
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "＝1+1",
    "＠SUM(A1)",
    "{=1+1}",
    "'=1+1",
    "a\t=1+1",
    "<r><t>甲</t></r>",
    "<b>&amp;</b>",
    "_x0041_",
    "//柳湾/",
    "#REF!",
)


def test_words_stay_words_whatever_they_look_like() -> None:
    plain = village(lanterns__kept_in__paper="1")
    fields: dict[str, str | None] = dict(zip(plain.edition.figures, HOSTILE, strict=False))
    fields |= {"purse.villagers.thanks": "=1+1", "/title": "=2+3", "/preface": "\n".join(HOSTILE)}
    script = manuscript(from_fields(plain.edition, Head("@柳湾村&Z", 2016), fields))
    content = write(script, FINAL, RENDERER)
    found, named = sheets(content), names(content)
    # Only our own formulas: those that a blank total has, and those that check.
    assert set(found[DATA].formulas) | set(found[TEXTS].formulas) | set(found[ABOUT].formulas) == set()
    for sheet, _, _ in tables(script, found):
        assert all(re.fullmatch(r"(IF\(COUNT|SUM).*", text) for text in sheet.formulas.values())
    assert not any("hyperlink" in element.tag for sheet in found.values() for element in sheet.xml.iter())
    opened = sheets(converted(content, "xlsx", "xlsx"))
    for each in (found, opened):
        assert [row[0] for row in each[TEXTS].rows][: len(HOSTILE) + 1] == ["=2+3", *HOSTILE]
        assert each[ABOUT].at(1, 1) == "@柳湾村&Z"
        for address, text in fields.items():
            if address in named:
                where, place = named[address]
                assert each[where].at(*place) == text
    header = found[TEXTS].found("headerFooter/oddHeader")[0].text
    assert header == "&C&K7F7F7F =2+3"


def test_what_no_workbook_can_hold_is_refused_with_its_place() -> None:
    report = case("2021-balanced")
    long = manuscript(replace(report, preface="长" * (LONGEST + 1)))
    with pytest.raises(TextTooLong, match="32768 个字符"):
        write(long, FINAL, RENDERER)
    with pytest.raises(NoGlyph, match="U\\+0007"):
        write(manuscript(replace(report, title="铃\x07声")), FINAL, RENDERER)


def test_a_long_paragraph_is_seen_whole() -> None:
    long = "字" * 5000
    found = sheets(workbook(replace(case("2021-balanced"), preface=long)))[TEXTS]
    assert found.at(1, 0) == long
    joined = next((first, last) for first, last in found.merged if first[0] == 1)
    heights = [float(row.get("ht")) for row in found.found("sheetData/row")]
    assert max(heights) <= 409
    # At 12 points a line of 156 mm takes 36 characters at the most.
    assert sum(heights[1 : joined[1][0] + 1]) >= 5000 / 36 * 12 * 1.2


@pytest.mark.parametrize("name", REPORTS)
def test_text_and_data_are_whole(name: str) -> None:
    script, found = manuscript(case(name)), sheets(case_workbook(name))
    assert list(filled(found[TEXTS])) == list(texts(script))
    titles, *rows = found[DATA].rows
    assert titles == list(COLUMNS[: len(titles)])
    for row, datum in zip(rows, dataset(script), strict=True):
        words = in_words(datum)
        assert [*row[:6], *row[7:]] == [*words[:6], *words[7:]]
        assert same(row[6], words[6])
    about = {row[0]: row[1] for row in found[ABOUT].rows}
    assert about["内容摘要"] == content_hash(script.report)
    assert (about["标题"], about["稿次"]) == (script.title, "正式稿")


def test_a_draft_says_so_above_every_page() -> None:
    script = manuscript(case("2021-half-finished"))
    for draft in (True, False):
        found = sheets(write(script, Copy(draft=draft), RENDERER))
        marks = {"草稿" in sheet.found("headerFooter/oddHeader")[0].text for sheet in found.values()}
        assert marks == {draft}
        assert {row[0]: row[1] for row in found[ABOUT].rows}["稿次"] == ("草稿" if draft else "正式稿")


def test_every_sheet_prints_on_a4_and_repeats_its_headers() -> None:
    content = case_workbook("2021-balanced")
    found = sheets(content)
    assert {sheet.found("pageSetup")[0].get("paperSize") for sheet in found.values()} == {"9"}
    assert all(sheet.found("sheetPr/pageSetUpPr")[0].get("fitToPage") == "1" for sheet in found.values())
    repeated = {
        list(found)[int(name.get("localSheetId"))]: name.text
        for name in part(content, "xl/workbook.xml").iterfind(".//x:definedName", NAMES)
        if name.get("name") == "_xlnm.Print_Titles"
    }
    grids = {
        sheet.name: (grids, sheet) for sheet, _, grids in tables(manuscript(case("2021-balanced")), found)
    }
    for name, (each, _) in grids.items():
        assert (name in repeated) == (len(each) == 1)
        if len(each) == 1:
            assert repeated[name].endswith(f"!$2:${len(each[0].head) + 1}")
    assert {CHECKS, DATA} <= set(repeated)


def test_the_same_report_is_the_same_file_in_any_process_place_and_day() -> None:
    content = case_workbook("2021-balanced")
    assert workbook(case("2021-balanced")) == content
    program = (
        "import sys; from tests.files.sheets import case_workbook; "
        "sys.stdout.buffer.write(case_workbook('2021-balanced'))"
    )
    surroundings = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", program], env=surroundings, capture_output=True, check=True)
    assert other.stdout == content
    with ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    created = next(node.text for node in part(content, "docProps/core.xml") if node.tag.endswith("}created"))
    assert date.fromisoformat(created[:10]) == date(case("2021-balanced").year, 12, 31)


@given(st.lists(st.text(st.sampled_from("表一二[]:*?/\\' aA"), max_size=40), max_size=6))
def test_sheets_have_names_that_workbooks_allow(wanted: list[str]) -> None:
    made = sheet_names([*wanted, "数据", "History", "表"])
    assert len({name.casefold() for name in (*made, *OURS)}) == len(made) + len(OURS)
    for name in made:
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


# What a workbook can hold: no controls, no halves of pairs, no characters that are none.
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=9,
).filter(lambda text: bool(text.strip()))
figures = (
    words | st.integers(-3, 10**10).map(str) | st.decimals(0, 10**13, places=6).map(str) | st.just("12.5万元")
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    form: Edition = draw(st.sampled_from((*editions(), edition("festival"))))
    fields: dict[str, str | None] = dict(
        draw(st.dictionaries(st.sampled_from(list(form.figures)), figures, max_size=60))
    )
    for section in form.sections.values():
        for key in block_keys(section):
            fields[f"/{section.id}/{key}"] = draw(st.none() | words)
    fields |= {"/title": draw(st.none() | words), "/preface": draw(st.none() | words)}
    return from_fields(form, Head(draw(words), 2016), fields)


@given(reports())
@settings(max_examples=25, deadline=None)
def test_any_report_reads_back_as_it_is(report: Report) -> None:
    script, content = manuscript(report), workbook(report)
    found = sheets(content)
    assert [str(value) for value in filled(found[TEXTS])] == list(texts(script))
    for address, (sheet, place) in names(content).items():
        assert same(found[sheet].at(*place), script.written[Address(address)]), address
    for row, datum in zip(found[DATA].rows[1:], dataset(script), strict=True):
        assert row[5] == datum.text
