"""The report is on a year that the edition is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from app.domain.case import Case
from app.domain.figures import DOCUMENT, Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Period(Rule):
    """The report year is one of the edition's years."""

    words: ClassVar[frozenset[str]] = frozenset({"year", "first", "last"})

    kind: Literal["period"]

    def bind(self, plan: Plan) -> tuple[YearOfReport, ...]:
        """One check for the report."""
        return (YearOfReport(self, *plan.years),)


@dataclass(frozen=True, slots=True)
class YearOfReport:
    """The rule with the edition's years; no `last` means that they go on."""

    rule: Period
    first: int
    last: int | None

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the year belongs to another edition."""
        if case.year < self.first or (self.last is not None and case.year > self.last):
            words = {"year": str(case.year), "first": str(self.first), "last": str(self.last or "")}
            yield self.rule.finding(DOCUMENT, words)
