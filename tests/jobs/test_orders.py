"""How orders and answers travel, and what makes two orders the same."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from app.domain.address import Address
from app.domain.print_troubles import NoGlyph, PrintingStopped, TextTooLong
from app.domain.report import Report
from app.domain.troubles import NotFound, StillBlocked, Trouble
from app.files.copies import FINAL, Copy
from app.jobs.digests import Digests
from app.jobs.orders import Job, Known, Rendering, Sheet, View, job_in, packed, refused
from app.jobs.shelf import Shelf
from app.settings import TEMPLATES
from tests.specimens import case

CASES = ("2019-balanced", "2021-balanced", "2021-half-finished", "2021-government", "festival-balanced")


@pytest.mark.parametrize("name", CASES)
def test_a_report_arrives_as_it_was_sent(name: str) -> None:
    report = case(name)
    here: Known = {}
    there: Known = {}
    job = Job(Rendering(replace(report, previous=report), "pdf", FINAL), 1.0)
    first, second = packed(job, here), packed(job, here)
    arrived, again = job_in(first, there), job_in(second, there)
    assert arrived == again == job
    assert isinstance(arrived.order, Rendering)
    assert isinstance(again.order, Rendering)
    assert arrived.order.report.findings == replace(report, previous=report).findings
    assert again.order.report.edition is arrived.order.report.edition
    assert len(second) < len(first) / 2


@pytest.mark.parametrize(
    "trouble",
    [NoGlyph("甲乙"), TextTooLong("第一部分", 9, 5), NotFound(), PrintingStopped(), StillBlocked(())],
    ids=lambda trouble: type(trouble).__name__,
)
def test_a_refusal_travels_whole(trouble: Trouble) -> None:
    arrived = pickle.loads(pickle.dumps(refused(trouble))).trouble()  # noqa: S301 - our own
    assert type(arrived) is type(trouble)
    assert (vars(arrived), str(arrived)) == (vars(trouble), str(trouble))


def test_the_same_content_has_the_same_digest_and_other_content_another() -> None:
    digests, report = Digests(TEMPLATES), case("2021-balanced")
    figure, text = next((address, text) for address, text in report.cells.items() if text)
    blank = next(address for address, text in report.cells.items() if not text)
    wide = text.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})

    def typed(address: Address, text: str) -> Report:
        return report.with_cells({address: text})

    reports = [
        report,
        typed(figure, "987"),
        typed(figure, wide),
        typed(blank, "1"),
        replace(report, preface="又一份。"),
        case("2019-balanced"),
    ]
    orders: list[Rendering | View] = [Rendering(each, "pdf", FINAL) for each in reports]
    orders += [Rendering(report, "html", FINAL), Rendering(report, "html", Copy(fragment=True))]
    orders += [View(report, FINAL, 1, 100), View(report, FINAL, 2, 100), View(report, FINAL, 1, 200)]
    found = [digests.of(order) for order in orders]
    assert len(set(found)) == len(found)
    assert digests.of(Rendering(replace(report), "pdf", FINAL)) == found[0]
    assert Digests(TEMPLATES).of(orders[1]) == found[1]


def test_last_year_counts_where_the_findings_are_printed() -> None:
    digests = Digests(TEMPLATES)
    alone, beside = case("2021-balanced"), case("2021-balanced", "2021-previous")
    assert digests.of_copy(alone, FINAL) == digests.of_copy(beside, FINAL)
    annexed = Copy(draft=True, annex=True)
    assert digests.of_copy(alone, annexed) != digests.of_copy(beside, annexed)


def test_the_shelf_gives_up_what_was_not_asked_for_the_longest() -> None:
    shelf = Shelf(100)
    shelf.put("a", b"." * 40)
    shelf.put("b", Sheet(b"." * 40, 1, 1))
    assert shelf.get("a") == b"." * 40
    shelf.put("c", b"." * 30)
    assert shelf.get("b") is None
    assert (shelf.get("a"), shelf.get("c")) == (b"." * 40, b"." * 30)
    shelf.put("d", b"." * 101)
    shelf.put("c", b"something else")
    assert shelf.get("d") is None
    assert shelf.get("c") == b"." * 30
