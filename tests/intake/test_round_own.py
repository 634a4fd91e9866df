"""Our own documents come back without loss, every cell and paragraph, also without the report inside."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from random import Random

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.headings import topic_headings
from app.domain.imported import Asked, Imported
from app.domain.manuscript import manuscript
from app.domain.report import Report
from app.files.bundle import dumps
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.proof.importing import sourced
from tests.files.printed import RENDERER, REPORTS, case_pdf
from tests.intake.generated import invented
from tests.intake.generated_habits import aliases
from tests.intake.generated_styles import forms
from tests.specimens import case

INSIDE = ("pdf", "html", "json")
"""The formats with the report file in them."""
SEEN = ("docx", "xlsx")
"""Those of which there is only what can be seen."""
SEVERAL = ("2019-balanced", "2021-government", "2021-half-finished", "festival-balanced")


@cache
def case_file(name: str, ending: str) -> bytes:
    return case_pdf(name) if ending == "pdf" else made(case(name), ending)


def made(report: Report, ending: str) -> bytes:
    return FORMATS[ending].write(manuscript(report), FINAL, RENDERER)


def back(content: bytes, ending: str) -> Imported:
    return sourced(content, f"年报.{ending}", forms(), aliases(), Asked()).imported


def by_seed(seed: int) -> Report:
    return invented(Random(seed))  # noqa: S311 - invented figures


def printed(report: Report) -> Iterator[object]:
    """Everything that can be seen of a report, and what it says of itself."""
    yield report.edition.id, report.agency, report.year, report.kind, report.title, report.preface or ""
    for address, figure in report.edition.figures.items():
        if figure.printed:
            yield address, report.written(address)
    for section, blocks in report.sections.items():
        headings = topic_headings(report.edition.sections[section], blocks)
        for heading, block in zip(headings, blocks, strict=True):
            yield section, heading, block.paragraphs


def assert_equal(read: Imported, report: Report) -> None:
    assert list(printed(read.report)) == list(printed(report))
    assert read.certain, list(read.told())
    assert read.report.deviations == report.deviations


def without_attachments(content: bytes) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        for name in list(document.attachments):
            del document.attachments[name]
        if "/AF" in document.Root:
            del document.Root["/AF"]
        document.save(target)
    return target.getvalue()


def with_attachment(content: bytes, attached: bytes) -> bytes:
    target = BytesIO()
    with pikepdf.open(BytesIO(content)) as document:
        name = next(each for each in document.attachments if each.endswith(".json"))
        document.attachments[name] = attached
        document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("ending", [*INSIDE, *SEEN])
@pytest.mark.parametrize("name", REPORTS)
def test_a_case_comes_back_equal(name: str, ending: str) -> None:
    read = back(case_file(name, ending), ending)
    assert_equal(read, case(name))
    if ending in INSIDE:
        assert dumps(read.report) == dumps(case(name))


@pytest.mark.parametrize("name", SEVERAL)
def test_a_pdf_without_the_report_inside(name: str) -> None:
    assert_equal(back(without_attachments(case_file(name, "pdf")), "pdf"), case(name))


@pytest.mark.parametrize("name", REPORTS)
def test_a_page_without_the_report_inside(name: str) -> None:
    page = re.sub(r"(?s)<script.*?</script>", "", case_file(name, "html").decode())
    assert "application/json" not in page
    assert_equal(back(page.encode(), "html"), case(name))


@pytest.mark.parametrize("ending", [*SEEN, "html", "json"])
@given(st.integers(0, 10**6))
@settings(max_examples=2, deadline=None, derandomize=True)
def test_any_report_comes_back_equal(ending: str, seed: int) -> None:
    report = by_seed(seed)
    assert_equal(back(made(report, ending), ending), report)


@given(st.integers(0, 10**6))
@settings(max_examples=1, deadline=None, derandomize=True)
def test_any_report_comes_back_equal_from_its_pdf(seed: int) -> None:
    report = by_seed(seed)
    content = made(report, "pdf")
    assert_equal(back(content, "pdf"), report)
    assert_equal(back(without_attachments(content), "pdf"), report)


@pytest.mark.parametrize("name", ["festival-balanced"])
def test_an_attachment_that_says_another_figure(name: str) -> None:
    report = case(name)
    address = next(address for address, cell in report.cells.items() if (cell or "").isdigit())
    other = report.with_cells({address: "4711"})
    read = back(with_attachment(case_file(name, "pdf"), dumps(other).encode()), "pdf")
    doubt = next(each for each in read.doubtful if each.address == address)
    assert read.report.cells[address] is None
    assert {"4711", report.cells[address]} <= set(re.findall("[0-9]+", f"{doubt.read} {doubt.why}"))
    # Sums that are left to the program are other in the two as well.
    assert all(each is doubt or report.edition.figures[each.address].computed for each in read.doubtful)


@pytest.mark.parametrize("attached", [b"\x00", json.dumps({"format": "gouji/report@1"}).encode()])
def test_an_attachment_that_is_no_report_leaves_what_is_seen(attached: bytes) -> None:
    report = case("2021-balanced")
    read = back(with_attachment(case_file("2021-balanced", "pdf"), attached), "pdf")
    assert list(printed(read.report)) == list(printed(report))
    assert read.doubtful == ()
    assert len(read.unplaced) == 1
