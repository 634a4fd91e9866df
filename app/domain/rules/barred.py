"""Agencies that lack a power have nothing to report of its use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Figure, Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Barred(Rule):
    """The cells in `rows` and `columns` (all, where not named) are 0 for an agency with this trait."""

    words: ClassVar[frozenset[str]] = frozenset({"names"})

    kind: Literal["barred"]
    trait: str
    section: str = Field(alias="in")
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def bind(self, plan: Plan) -> tuple[BarredCells, ...]:
        """One check for all the cells."""
        return (BarredCells(self, plan.pick(self.section, self.rows, self.columns)),)


@dataclass(frozen=True, slots=True)
class BarredCells:
    """The rule at its cells."""

    rule: Barred
    figures: tuple[Figure, ...]

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding that names every cell which is not 0; what is blank is not held against anybody."""
        if self.rule.trait not in case.traits:
            return
        filled = tuple(figure for figure in self.figures if case.number(figure.address))
        if filled:
            words = {"names": "、".join(f"“{figure.name}”" for figure in filled)}
            yield self.rule.finding(self.rule.section, words, tuple(figure.address for figure in filled))
