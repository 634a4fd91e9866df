"""The findings of a report as the annex of a draft: gravest first, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.findings import SEVERITIES, Finding, Severity
from app.domain.report import Report
from app.domain.telling import FEW, HEADINGS
from app.files.breakable import breakable


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding: what it says, where, and the reason that was given.

    `where` is empty for the report as a whole. `blanks` is 0, or how many blank cells of the place it stands
    for; then it says nothing else.
    """

    text: str
    where: str
    explanation: str = ""
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class RemarkGroup:
    """The findings of one severity, under its name; `places` is how many places they are about."""

    heading: str
    places: int
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """All that the rules have to say about a report."""

    groups: tuple[RemarkGroup, ...]


def annex(report: Report) -> Annex:
    """The annex of a report; it has no groups where there is nothing to say."""
    found = {
        severity: [each for each in report.findings if each.severity == severity] for severity in SEVERITIES
    }
    return Annex(tuple(_group(report, severity, each) for severity, each in found.items() if each))


def _group(report: Report, severity: Severity, found: list[Finding]) -> RemarkGroup:
    return RemarkGroup(HEADINGS[severity], len(found), tuple(_remarks(report, found)))


def _remarks(report: Report, found: list[Finding]) -> Iterator[Remark]:
    """One by one, but the blank cells of a part that has more than a few of them together."""
    blank = Counter(each.section for each in found if _is_blank(report, each))
    crowded = {section: number for section, number in blank.items() if number > FEW}
    for each in found:
        if each.section not in crowded or not _is_blank(report, each):
            yield Remark(breakable(each.message), _where(report, each), breakable(each.explanation or ""))
    for section, number in crowded.items():
        yield Remark("", report.edition.part_name(section), blanks=number)


def _is_blank(report: Report, finding: Finding) -> bool:
    return len(finding.addresses) == 1 and report.readings[finding.addresses[0]].state == "blank"


def _where(report: Report, finding: Finding) -> str:
    known = finding.section in report.edition.sections
    return report.edition.part_name(finding.section) if known else ""
