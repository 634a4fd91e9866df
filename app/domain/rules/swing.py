"""A figure has not moved much since last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Figure, Plan
from app.domain.findings import Finding
from app.domain.relations import plain
from app.domain.ruling import Rule


class Swing(Rule):
    """Each cell is within `share` of last year's figure, or within `floor` of it, whichever allows more."""

    words: ClassVar[frozenset[str]] = frozenset({"name", "now", "before", "difference"})

    kind: Literal["swing"]
    section: str = Field(alias="in")
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    share: Decimal
    floor: int

    def bind(self, plan: Plan) -> tuple[SwingOfCell, ...]:
        """One check for each cell."""
        return tuple(SwingOfCell(self, figure) for figure in plan.pick(self.section, self.rows, self.columns))


@dataclass(frozen=True, slots=True)
class SwingOfCell:
    """The rule at one cell."""

    rule: Swing
    figure: Figure

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the figure moved further than allowed."""
        address = self.figure.address
        now, before = case.number(address), case.number(address, last=True)
        if now is None or before is None:
            return
        difference = now - before if now > before else before - now
        if difference > self.rule.floor and difference > self.rule.share * before:
            numbers = {"now": plain(now), "before": plain(before), "difference": plain(difference)}
            yield self.rule.finding(self.figure.section, {"name": self.figure.name, **numbers}, (address,))
