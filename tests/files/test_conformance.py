"""Every printed report is PDF/A-3a and PDF/UA-1, by a checker that is held to one broken file a clause."""

from functools import cache

import pytest

from app.domain.loading import load_edition
from app.domain.report import Report
from app.files.copies import Copy
from tests.files.conformance import broken_paint, broken_words
from tests.files.conformance.clauses import CLAUSES, broken_clauses
from tests.files.conformance.opened import Opened
from tests.files.printed import EVERY, case_pdf, named, pdf
from tests.reports import report
from tests.specimens import FOLDERS

BROKEN = {**broken_paint.BROKEN, **broken_words.BROKEN}
WHOLE = "festival-balanced"
"""Short, and with tables, labels in groups, headings and attachments."""
REVIEWED = Copy(draft=True, numbered=True, annex=True)
LANE = "                    - {id: hung_street, label: 1.沿街}\n"


def many_lanes() -> Report:
    """A report with a table of three pages, in which one label stands beside the rows of all of them."""
    lanes = (LANE.replace("street", str(number)).replace("1.沿街", f"第{number}巷") for number in range(80))
    text = (FOLDERS[1] / "festival.yaml").read_text("utf-8")
    edition = load_edition(text.replace(LANE, LANE + "".join(lanes)), "lanes.yaml")
    return report(edition, dict.fromkeys(edition.figures, 1))


@cache
def whole() -> Opened:
    """A file that keeps every clause."""
    return Opened(case_pdf(WHOLE))


@pytest.mark.parametrize("name", EVERY)
def test_a_report_keeps_every_clause(name: str) -> None:
    assert broken_clauses(case_pdf(name)) == {}


@pytest.mark.parametrize("name", ["2021-half-finished", "festival-balanced"])
def test_a_draft_with_all_its_marks_keeps_every_clause(name: str) -> None:
    assert broken_clauses(pdf(named(name), REVIEWED)) == {}


def test_a_copy_for_one_side_of_the_paper_keeps_every_clause() -> None:
    assert broken_clauses(pdf(named(WHOLE), Copy(one_sided=True))) == {}


def test_a_table_that_goes_over_pages_keeps_every_clause() -> None:
    opened = Opened(pdf(many_lanes()))
    assert len(opened.pdf.pages) > 3
    assert broken_clauses(opened.content) == {}


def test_every_clause_has_a_file_that_breaks_it() -> None:
    assert sorted(BROKEN) == sorted(CLAUSES)


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_file_that_breaks_a_clause_is_found(clause: str) -> None:
    assert list(CLAUSES[clause](whole())) == []
    assert list(CLAUSES[clause](Opened(BROKEN[clause](whole().content)))) != []
