"""Situations as data: each case has exactly its findings, and each rule of each edition is fired by one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatch
from itertools import chain

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from app.domain.narrative import Block, Deviation
from app.domain.report import Report
from app.files.bundle import dumps
from tests.specimens import CASES, case, case_text, edition

ABOUT_PROSE = "narrative-"  # what the text says of a figure also differs when only the figure is changed


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Expected(Part):
    """The findings of a case, each as rule@place, under the case of the year before."""

    previous: str | None = None
    findings: tuple[str, ...]


class Prose(Part):
    heading: str | None
    topic: str | None
    paragraphs: tuple[str, ...]


class Firing(Part):
    """Changes to a balanced case after which `rule` fires and says `says`, and only `also` beside it.

    Cells may be named by a pattern, which stands for the typed ones. `longer` repeats the text of a section.
    """

    rule: str
    also: tuple[str, ...] = ()
    cells: Mapping[str, str | None] = {}
    last_cells: Mapping[str, str | None] = {}
    last: bool = True
    sections: Mapping[str, tuple[Prose, ...]] = {}
    longer: Mapping[str, int] = {}
    title: str | None = None
    year: int | None = None
    kind: str = "agency"
    traits: frozenset[str] = frozenset()
    deviations: tuple[Deviation, ...] = ()
    on: date | None = None
    says: str


class Firings(Part):
    case: str
    previous: str
    fires: tuple[Firing, ...]


EXPECTED = TypeAdapter(dict[str, Expected]).validate_json(case_text("findings"))
FIRINGS = {
    name: firings
    for file in ("firing", "festival-firing")
    for name, firings in TypeAdapter(dict[str, Firings]).validate_json(case_text(file)).items()
}


def changed(report: Report, cells: Mapping[str, str | None]) -> Report:
    """The report with other texts in these cells."""
    new = dict(report.cells)
    for pattern, text in cells.items():
        found = [
            address
            for address, figure in report.edition.figures.items()
            if address == pattern or (fnmatch(address, pattern) and not figure.computed)
        ]
        assert found, pattern
        new |= dict.fromkeys(found, text)
    return replace(report, cells=new)


def prose(report: Report, firing: Firing) -> Mapping[str, tuple[Block, ...]]:
    """The text of the report as the firing has it."""
    sections = dict(report.sections)
    for section, parts in firing.sections.items():
        sections[section] = tuple(
            Block(f"extra-{number}", part.heading, part.topic, part.paragraphs)
            for number, part in enumerate(parts, 1)
        )
    for section, times in firing.longer.items():
        sections[section] = tuple(
            replace(block, paragraphs=block.paragraphs * times) for block in sections[section]
        )
    return sections


def fired(firings: Firings, firing: Firing) -> Report:
    """The balanced report with the changes."""
    report = changed(case(firings.case), firing.cells)
    return replace(
        report,
        sections=prose(report, firing),
        title=report.title if firing.title is None else firing.title,
        year=firing.year or report.year,
        kind=firing.kind,
        traits=firing.traits,
        deviations=firing.deviations,
        on=firing.on,
        previous=changed(case(firings.previous), firing.last_cells) if firing.last else None,
    )


EVERY = [(name, firing) for name, firings in FIRINGS.items() for firing in firings.fires]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_case_has_exactly_its_findings(name: str) -> None:
    report = case(name, EXPECTED[name].previous)
    assert [finding.key for finding in report.findings] == list(EXPECTED[name].findings)


@pytest.mark.parametrize(("name", "firing"), EVERY, ids=[f"{name}-{each.rule}" for name, each in EVERY])
def test_a_rule_fires_and_says_what_to_do(name: str, firing: Firing) -> None:
    findings = [
        finding
        for finding in fired(FIRINGS[name], firing).findings
        if finding.rule == firing.rule or not finding.rule.startswith(ABOUT_PROSE)
    ]
    assert {finding.rule for finding in findings} == {firing.rule, *firing.also}
    said = next(finding for finding in findings if finding.rule == firing.rule)
    assert said.message == firing.says
    assert said.severity == edition(name).rules[firing.rule].severity


@pytest.mark.parametrize("name", FIRINGS)
def test_every_rule_is_fired_by_one_case_and_silent_in_another(name: str) -> None:
    live = {rule.id for rule in edition(name).rules.values() if rule.off is None}
    silent = FIRINGS[name].case
    assert EXPECTED[silent].findings == ()
    assert edition(name).rules.keys() >= {firing.rule for firing in FIRINGS[name].fires}
    assert live == {firing.rule for firing in FIRINGS[name].fires}


def test_every_case_is_listed_and_is_written_as_the_program_writes_it() -> None:
    files = sorted(chain.from_iterable(folder.glob("*.json") for folder in CASES))
    reports = [file.stem for file in files if "format" in json.loads(file.read_text("utf-8"))]
    assert sorted(reports) == sorted(EXPECTED)
    for name in reports:
        assert dumps(case(name)) == case_text(name)
