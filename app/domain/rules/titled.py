"""The title is the form's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from app.domain.case import Case
from app.domain.figures import DOCUMENT, Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Titled(Rule):
    """The title follows the edition's pattern, white space aside; a report without one is given it."""

    words: ClassVar[frozenset[str]] = frozenset({"title", "expected"})

    kind: Literal["titled"]

    def bind(self, plan: Plan) -> tuple[TitleOfReport, ...]:
        """One check for the report."""
        return (TitleOfReport(self, plan.title),)


@dataclass(frozen=True, slots=True)
class TitleOfReport:
    """The rule with the edition's pattern."""

    rule: Titled
    pattern: str

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the title is another."""
        title = "".join(case.title.split())
        expected = self.pattern.format(agency=case.agency, year=case.year)
        if title and title != "".join(expected.split()):
            yield self.rule.finding(DOCUMENT, {"title": title, "expected": expected})
