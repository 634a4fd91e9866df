"""A figure is suspiciously equal to a sum that it has nothing to do with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan, Side
from app.domain.findings import Finding
from app.domain.relations import Relation, Scope, Terms, plain, relations
from app.domain.ruling import Rule


class Coincidence(Rule):
    """Along each line, `cell` is not the sum of the cells `sum`, unless it or the cell `unless_zero` is 0."""

    words: ClassVar[frozenset[str]] = frozenset({"name", "number"})

    kind: Literal["coincidence"]
    section: str = Field(alias="in")
    each: Side
    only: tuple[str, ...]
    cell: str
    sum: Terms
    unless_zero: str

    def bind(self, plan: Plan) -> tuple[CoincidenceOnLine, ...]:
        """One check for each line."""
        scope = Scope(self.section, self.each, self.only)
        sums = relations(self, plan, scope, (self.cell,), "==", self.sum)
        moves = relations(self, plan, scope, (self.unless_zero,), "==", ())
        return tuple(CoincidenceOnLine(self, *both) for both in zip(sums, moves, strict=True))


@dataclass(frozen=True, slots=True)
class CoincidenceOnLine:
    """The rule on one line: the cell beside the sum, and whether anything moved at all."""

    rule: Coincidence
    line: Relation
    moved: Relation

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the figure is that sum."""
        number, total = self.line.sides(case) or (0, 0)
        moved, still = self.moved.sides(case) or (0, 0)
        if number == total != 0 and moved != still:
            words = {"name": self.line.name, "number": plain(number)}
            yield self.rule.finding(self.line.section, words, self.line.addresses)
