"""The Word file as an office sees it: opened by LibreOffice, page by page."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import groupby

import pytest
from pdfplumber.page import Page

from app.domain.manuscript import Manuscript, Passage, manuscript
from app.files.copies import FINAL, Copy
from app.files.word.writing import write
from tests.files.libreoffice import converted
from tests.files.printed import MARK, MILLIMETRE, RENDERER, expected, pages, text, texts
from tests.specimens import case

NAMES = ("2019-balanced", "2021-balanced", "festival-balanced")
LINES, CHARACTERS, BODY = 22, 28, 16


def opened(script: Manuscript, copy: Copy = FINAL) -> bytes:
    """What LibreOffice prints."""
    return converted(write(script, copy, RENDERER), "docx", "pdf")


@cache
def case_opened(name: str) -> bytes:
    return opened(manuscript(case(name)))


def millimetres(points: float) -> float:
    return float(points) / MILLIMETRE


def number_of(page: Page) -> float:
    """Where the middle of the page number is, in millimetres from the left."""
    digits = [each for each in page.chars if each["top"] / MILLIMETRE > 297 - 35 and each["text"].isdigit()]
    return millimetres(digits[0]["x0"] + digits[-1]["x1"]) / 2


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_lost_or_added_on_the_way_to_paper(name: str) -> None:
    assert Counter(text(case_opened(name))) == Counter(expected(case(name)))


@pytest.mark.parametrize(("name", "fewest", "most"), [("2019-balanced", 4, 5), ("2021-balanced", 5, 6)])
def test_it_takes_about_as_many_pages_as_the_printed_report(name: str, fewest: int, most: int) -> None:
    found = pages(case_opened(name))
    assert fewest <= len(found) <= most
    for number, page in enumerate(found, 1):
        assert (round(millimetres(page.width)), round(millimetres(page.height))) == (210, 297)
        assert len(page.chars) > 40, f"page {number} is empty"


@pytest.mark.parametrize("name", NAMES)
def test_text_and_tables_stay_between_the_margins(name: str) -> None:
    for number, page in enumerate(pages(case_opened(name)), 1):
        left, right = (28, 184) if number % 2 else (26, 182)
        inked = [each for each in page.chars if each["bottom"] / MILLIMETRE < 297 - 34]
        assert min(millimetres(each["x0"]) for each in inked) > left - 1
        # LibreOffice always lets closing marks hang over the edge, by one character at most.
        edges = [each for each in inked if not re.match("[，。、；：！？”’）》]", each["text"])]
        assert max(millimetres(each["x1"]) for each in edges) < right + 1
        assert min(millimetres(each["top"]) for each in inked) > 36
        assert max(millimetres(each["bottom"]) for each in inked) < 263
        assert all(left - 1 < millimetres(line["x0"]) < right + 1 for line in page.lines)


@pytest.mark.parametrize("name", NAMES)
def test_page_numbers_are_outside(name: str) -> None:
    for number, page in enumerate(pages(case_opened(name)), 1):
        where = number_of(page)
        assert (where > 184 - 20) if number % 2 else (where < 26 + 20)


@pytest.mark.parametrize("name", NAMES)
def test_the_faces_are_those_that_were_asked_for(name: str) -> None:
    found = (each["fontname"] for page in pages(case_opened(name)) for each in page.chars)
    used = {name.partition("+")[2].partition("-")[0] for name in found}
    assert used == {"GWBiaoSong", "GWFangSong", "GWHei", "GWKai", "GWSong"}


@pytest.mark.parametrize("name", NAMES)
def test_the_long_table_is_whole_on_a_page_under_its_heading(name: str) -> None:
    part = max(
        manuscript(case(name)).parts, key=lambda part: max((len(g.body) for g in part.grids), default=0)
    )
    (grid,) = part.grids
    (page,) = (page for page in texts(case_opened(name)) if part.heading in page)
    assert grid.body[0][0].text in page
    assert grid.body[-1][0].text in page


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    script = manuscript(case("festival-balanced"))
    full = Passage("", ("字" * CHARACTERS * LINES * 3,))
    page = pages(opened(replace(script, parts=(replace(script.parts[0], passages=(full,)),))))[1]
    body = [each for each in page.chars if round(each["size"]) == BODY]
    lines = [list(line) for _, line in groupby(body, key=lambda each: round(each["top"]))]
    assert [len(line) for line in lines] == [CHARACTERS] * LINES
    assert millimetres(lines[0][0]["x0"]) == pytest.approx(26, abs=1)
    assert millimetres(lines[0][-1]["x1"]) == pytest.approx(182, abs=1)


def test_a_table_of_several_pages_repeats_its_headers() -> None:
    script = manuscript(case("2021-balanced"))
    part = max(script.parts, key=lambda part: max((len(grid.body) for grid in part.grids), default=0))
    grid = replace(part.grids[0], body=part.grids[0].body * 3)
    found = texts(opened(replace(script, preface=(), parts=(replace(part, grids=(grid,)),))))
    assert len(found) == 3
    assert all(grid.head[0][-1].text in page for page in found)
    assert part.heading in found[0]
    assert grid.body[0][0].text in found[0]


def test_every_page_of_a_draft_is_marked_and_one_sided_paper_has_its_numbers_on_the_right() -> None:
    content = opened(manuscript(case("2021-balanced")), Copy(draft=True, one_sided=True))
    assert all(page.startswith(MARK) for page in texts(content))
    assert all(number_of(page) > 184 - 20 for page in pages(content))
    left = [min(each["x0"] for each in page.lines) for page in pages(content) if page.lines]
    assert [round(millimetres(each)) for each in left] == [28] * len(left) != []
