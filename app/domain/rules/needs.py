"""Where there is one thing there must be another."""

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


class Needs(Rule):
    """Along each line, if the cells `having` add up to more than 0, so do the cells `needs`."""

    words: ClassVar[frozenset[str]] = frozenset({"name", "number"})

    kind: Literal["needs"]
    section: str | None = Field(default=None, alias="in")
    each: Side | None = None
    only: tuple[str, ...] = ()
    having: Terms
    needs: Terms

    def bind(self, plan: Plan) -> tuple[NeedOfLine, ...]:
        """One check for each line."""
        scope = Scope(self.section, self.each, self.only)
        lines = relations(self, plan, scope, self.having, "<=", self.needs)
        return tuple(NeedOfLine(self, line) for line in lines)


@dataclass(frozen=True, slots=True)
class NeedOfLine:
    """The rule on one line; `line` adds up what there is on its left and what it needs on its right."""

    rule: Needs
    line: Relation

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if what is needed is known not to be there."""
        having, needed = self.line.sides(case) or (0, 0)
        if having > 0 and needed <= 0:
            words = {"name": self.line.name, "number": plain(having)}
            yield self.rule.finding(self.line.section, words, self.line.addresses)
