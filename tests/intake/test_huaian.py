"""A published report, printed by an office program, its tables broken over pages: read without a fault.

It is no part of the repository; where it does not stand beside it these tests are left out.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from app.domain.imported import Imported
from app.intake import published
from app.intake.mapping import mapped
from app.intake.neutral import Neutral, Paragraph, Table
from app.store.editions import read_aliases, read_editions
from tests.specimens import SCHEMAS

FILE = Path(__file__).parents[3] / "shared" / "real" / "huaian-city-2024.pdf"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the published report is not here")


@cache
def neutral() -> Neutral:
    return published.read(FILE.read_bytes())


@cache
def read() -> Imported:
    editions = read_editions(SCHEMAS)
    return mapped(neutral(), editions.all, read_aliases(SCHEMAS, editions))


@cache
def true() -> dict[str, object]:
    said: dict[str, object] = json.loads(FILE.with_suffix(".cells.json").read_text("utf-8"))
    return said


def test_every_figure_is_read_as_it_stands() -> None:
    cells = {address: text for address, text in read().report.cells.items() if text}
    assert cells == true()["cells"]
    assert read().doubtful == ()


def test_whose_it_is_and_of_which_year_and_form() -> None:
    report = read().report
    assert (report.agency, report.year, report.edition.id) == (
        true()["agency"],
        true()["year"],
        true()["edition"],
    )


def test_nothing_is_left_over_and_nothing_wrong_is_found() -> None:
    assert true()["known_inconsistencies"] == true()["outside_template"] == []
    assert read().unplaced == ()
    assert [each.message for each in read().report.findings if each.severity == "block"] == []


def test_every_table_is_one_and_every_paragraph_whole() -> None:
    tables = [each for each in neutral().items if isinstance(each, Table)]
    paragraphs = [each for each in neutral().items if isinstance(each, Paragraph)]
    assert [len(each.rows) for each in tables] == [14, 28, 4]
    assert [each.level for each in paragraphs if each.level] == [1]
    headings = ("一、", "二、", "三、", "四、", "五、", "六、")
    prose = [each.text for each in paragraphs[1:] if not each.text.startswith(headings)]
    assert len(prose) == len([each for each in prose if each.endswith("。")])


def test_each_table_broken_over_pages_says_on_which_page_a_row_stands() -> None:
    _, requests, _ = (each for each in neutral().items if isinstance(each, Table))
    pages = [row[-1].place.page for row in requests.rows]
    assert (pages.count(4), pages.count(5)) == (16, 12)


def test_page_numbers_are_no_text() -> None:
    assert [each.text for each in neutral().margins] == [f"-{at}-" for at in range(1, 7)]
