"""A figure is not so many times larger or smaller than last year's that the unit must be doubted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Figure, Plan
from app.domain.findings import Finding
from app.domain.relations import plain
from app.domain.ruling import Rule


class Leap(Rule):
    """Each cell is less than `times` last year's figure, and the other way round; zero tells nothing."""

    words: ClassVar[frozenset[str]] = frozenset({"name", "now", "before"})

    kind: Literal["leap"]
    section: str = Field(alias="in")
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    times: int = Field(ge=2)

    def bind(self, plan: Plan) -> tuple[LeapOfCell, ...]:
        """One check for each cell."""
        return tuple(LeapOfCell(self, figure) for figure in plan.pick(self.section, self.rows, self.columns))


@dataclass(frozen=True, slots=True)
class LeapOfCell:
    """The rule at one cell."""

    rule: Leap
    figure: Figure

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the two years are too far apart."""
        address, times = self.figure.address, self.rule.times
        now, before = case.number(address), case.number(address, last=True)
        if not now or not before or (now < times * before and before < times * now):
            return
        words = {"name": self.figure.name, "now": plain(now), "before": plain(before)}
        yield self.rule.finding(self.figure.section, words, (address,))
