"""Published reports: each raises what is known to be wrong with it, and nothing else that blocks.

The reports are no part of the repository; where they do not stand beside it these tests are left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.domain.address import Address
from app.domain.fields import block_keys
from app.domain.findings import Change, Finding, Suggestion
from app.domain.mending import suggestions_for
from app.domain.report import Report
from app.files.bundle import loads
from tests.specimens import Shelf

SHARED = Path(__file__).parents[3] / "shared"
SHELF = Shelf()

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the published reports are not here")


def published(name: str) -> Report:
    """The report with its figures; its text, which is not asked about here, is some text."""
    source = json.loads((SHARED / f"{name}.cells.json").read_text("utf-8"))
    sections = {
        section.id: [
            {"topic": None if key == "text" else key, "paragraphs": ["信息处理费等有关情况已写明。"]}
            for key in block_keys(section)
        ]
        for section in SHELF.by_id(source["edition"]).sections.values()
        if section.prose
    }
    rows = dict.fromkeys(row for row, *_ in source.get("outside_template", ()))
    content = {key: source[key] for key in ("edition", "agency", "year", "cells")} | {
        "format": "gouji/report@1",
        "sections": sections,
        "deviations": [{"of": "row", "text": row} for row in rows],
    }
    return loads(json.dumps(content), SHELF, name)


def blocking(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.stops]


def rules(findings: Sequence[Finding]) -> list[str]:
    return list(dict.fromkeys(finding.rule for finding in findings))


def blanks(report: Report) -> set[Address]:
    return {
        address
        for address, figure in report.edition.figures.items()
        if report.cells[address] is None and not figure.computed
    }


def test_a_report_whose_refusals_do_not_add_up() -> None:
    report = published("seeds/report-001")
    found = blocking(report)
    assert [finding.key for finding in found] == [
        "requests-settled-total@requests.settled.business",
        "requests-settled-total@requests.settled.total",
    ]
    assert [(each.values["left"], each.values["right"]) for each in found] == [("1", "2"), ("9", "10")]
    for relation in report.edition.printed_relations:
        left, right = relation.sides(report.case) or (0, -1)
        assert left == right

    def mend(row: str) -> Suggestion:
        business, total = Address(f"requests.{row}.business"), Address(f"requests.{row}.total")
        return Suggestion(business, "0", (Change(total, "0"),))

    mends = (mend("refused_law"), mend("refused_third_party"))
    assert dict(suggestions_for(report, found)) == {finding.key: mends for finding in found}


def test_a_report_whose_last_rows_are_missing() -> None:
    report = published("seeds/report-000")
    found = blocking(report)
    assert rules(found) == ["requests-filled", "appeals-filled"]
    assert {finding.addresses[0] for finding in found} == blanks(report)
    assert len(found) == 18 + 12
    assert [finding.rule for finding in report.findings if not finding.stops] == []


def test_a_report_on_the_form_of_another_year() -> None:
    report = published("seeds/report-002")
    found = blocking(report)
    assert rules(found) == [
        "requests-filled",
        "appeals-filled",
        "document-edition",
        "document-rows-unchanged",
    ]
    assert {each.addresses[0] for each in found if each.addresses} == blanks(report)
    soft = [finding for finding in report.findings if not finding.stops]
    assert [(each.severity, each.rule, each.place) for each in soft] == [
        ("warn", "proactive-decisions-misread", "proactive.other_admin.decisions"),
        ("warn", "procurement-unit", "proactive.procurement.amount"),
    ]


def test_a_report_of_zeros_with_its_totals_left_blank() -> None:
    assert published("seeds/report-003").findings == ()


def test_a_report_with_five_blank_cells() -> None:
    report = published("seeds/report-004")
    found = blocking(report)
    assert rules(found) == ["appeals-filled"]
    assert {finding.addresses[0] for finding in found} == blanks(report)
    # The blank total is added up and not missed; the amount with a space inside is read.
    assert len(found) == 4
    assert report.written(Address("proactive.procurement.amount")) == "2429.9828万元"


def test_the_report_of_a_city_adds_up() -> None:
    report = published("real/huaian-city-2024")
    assert blocking(report) == []
    assert report.numbers[Address("requests.settled.total")] == 3050
