"""The report is there by the day that the law sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from app.domain.case import Case
from app.domain.figures import DOCUMENT, Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule

# Every year has the day: 02-29 is none.
_DAY = r"^((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)$"
Day = Annotated[str, StringConstraints(pattern=_DAY)]


class Due(Rule):
    """The day asked for is no later than this day (month-day) of the year after the report's."""

    words: ClassVar[frozenset[str]] = frozenset({"on", "due", "days"})

    kind: Literal["due"]
    agency: Day
    government: Day

    def bind(self, plan: Plan) -> tuple[DayOfReport, ...]:  # noqa: ARG002 - every kind is bound to a plan
        """One check for the report."""
        return (DayOfReport(self),)


@dataclass(frozen=True, slots=True)
class DayOfReport:
    """The rule. Without a day to judge it says nothing: the domain holds no clock."""

    rule: Due

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the day has passed."""
        if case.on is None:
            return
        day = self.rule.government if case.kind == "government" else self.rule.agency
        due = date.fromisoformat(f"{case.year + 1}-{day}")
        if case.on > due:
            words = {"on": _written(case.on), "due": _written(due), "days": str((case.on - due).days)}
            yield self.rule.finding(DOCUMENT, words)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
