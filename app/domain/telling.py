"""What a report's findings are as plain text and as data, for the command line and for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.edition import Edition
from app.domain.findings import SEVERITIES, Finding, Severity, Suggestion
from app.domain.report import Report

Suggestions = Mapping[str, tuple[Suggestion, ...]]

HEADINGS: Mapping[Severity, str] = {"block": "待改", "explain": "需说明", "warn": "核对", "inform": "提示"}
UNNAMED = "（未写明机关）"
"""A document need not say whose report it is."""
FEW = 3
"""So many blank cells of one section are named one by one; more of them are counted."""


def told(report: Report, suggestions: Suggestions) -> Iterator[str]:
    """The findings, line by line: gravest first, each with the changes that would mend it."""
    head = f"{report.agency or UNNAMED}　{report.year} 年　{report.edition.id} 版"
    if not report.findings:
        yield f"{head}　没有需要处理的问题"
        return
    yield head
    for severity in SEVERITIES:
        found = [finding for finding in report.findings if finding.severity == severity]
        if found:
            yield f"  {HEADINGS[severity]} {len(found)} 处"
            for finding in _one_by_one(report, found):
                yield f"    {finding.message}"
                yield from (f"      {each}" for each in _remarks(report, finding, suggestions))
            yield from (f"    {line}" for line in _blanks(report, found))


def data(report: Report, suggestions: Suggestions) -> dict[str, object]:
    """The same as data: the `report` and its `findings` as `gouji check --json` prints them."""
    return {
        "report": {"agency": report.agency, "year": report.year, "edition": report.edition.id},
        "findings": [_finding(each, suggestions.get(each.key, ())) for each in report.findings],
    }


def proposed(edition: Edition, suggestion: Suggestion) -> str:
    """A suggestion as a sentence: what to change, and which totals follow."""
    name = edition.figures[suggestion.address].name
    follow = "；".join(
        f"“{edition.figures[each.address].name}”随之改为 {each.value}" for each in suggestion.followers
    )
    return f"把“{name}”改为 {suggestion.value}" + (f"（{follow}）" if follow else "")


def _remarks(report: Report, finding: Finding, suggestions: Suggestions) -> Iterator[str]:
    if finding.explanation:
        yield f"已说明：{finding.explanation}"
    for each in suggestions.get(finding.key, ()):
        yield f"可改：{proposed(report.edition, each)}"


def _one_by_one(report: Report, found: Iterable[Finding]) -> Iterator[Finding]:
    crowded = _crowded(report, found)
    return (finding for finding in found if finding.section not in crowded or not _is_blank(report, finding))


def _blanks(report: Report, found: Iterable[Finding]) -> Iterator[str]:
    for section, number in _crowded(report, found).items():
        yield f"{report.edition.part_name(section)}还有 {number} 格未填，没有发生的填 0"


def _crowded(report: Report, found: Iterable[Finding]) -> Mapping[str, int]:
    """The sections with more than a few blank cells, and how many they are."""
    numbers: dict[str, int] = {}
    for finding in found:
        if _is_blank(report, finding):
            numbers[finding.section] = numbers.get(finding.section, 0) + 1
    return {section: number for section, number in numbers.items() if number > FEW}


def _is_blank(report: Report, finding: Finding) -> bool:
    return len(finding.addresses) == 1 and report.readings[finding.addresses[0]].state == "blank"


def _finding(finding: Finding, suggestions: Iterable[Suggestion]) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "addresses": list(finding.addresses),
        "message": finding.message,
        "values": dict(finding.values),
        "suggestions": [
            {
                "address": each.address,
                "value": each.value,
                "with": [{"address": other.address, "value": other.value} for other in each.followers],
            }
            for each in suggestions
        ],
    }
