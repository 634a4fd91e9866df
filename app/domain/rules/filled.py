"""A figure must be there and must be readable; blank is not zero."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Figure, Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Filled(Rule):
    """Each cell in `rows` and `columns` (all, where not named) is filled in with a value of its kind.

    `blank` is what is said of a blank cell; without it the cells may stay blank and need only be readable.
    """

    words: ClassVar[frozenset[str]] = frozenset({"name", "why"})

    kind: Literal["filled"]
    section: str = Field(alias="in")
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    blank: str | None = None

    def bind(self, plan: Plan) -> tuple[FilledCells, ...]:
        """One check for all the cells: they are many, and nearly always all right."""
        return (FilledCells(self, plan.pick(self.section, self.rows, self.columns)),)


@dataclass(frozen=True, slots=True)
class FilledCells:
    """The rule at its cells. A blank total counts as computed and is not missed."""

    rule: Filled
    figures: tuple[Figure, ...]

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each cell that is blank, not applicable or unreadable."""
        readings = case.readings
        for figure in self.figures:
            reading = readings[figure.address]
            if reading.state == "number":
                continue
            why = self.rule.blank if reading.state == "blank" and not figure.computed else reading.why
            if why:
                words = {"name": figure.name, "why": why}
                yield self.rule.finding(figure.section, words, (figure.address,))
