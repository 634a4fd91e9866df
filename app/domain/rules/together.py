"""Two figures are both zero, or neither is."""

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


class Together(Rule):
    """Along each line, the cells `one` add up to 0 exactly when the cells `other` do."""

    words: ClassVar[frozenset[str]] = frozenset({"name", "one", "other"})

    kind: Literal["together"]
    section: str | None = Field(default=None, alias="in")
    each: Side | None = None
    only: tuple[str, ...] = ()
    one: Terms
    other: Terms

    def bind(self, plan: Plan) -> tuple[TogetherOnLine, ...]:
        """One check for each line."""
        scope = Scope(self.section, self.each, self.only)
        lines = relations(self, plan, scope, self.one, "==", self.other)
        return tuple(TogetherOnLine(self, line) for line in lines)


@dataclass(frozen=True, slots=True)
class TogetherOnLine:
    """The rule on one line; `line` adds up the one on its left and the other on its right."""

    rule: Together
    line: Relation

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if only one of them is zero."""
        one, other = self.line.sides(case) or (0, 0)
        if (one == 0) != (other == 0):
            words = {"name": self.line.name, "one": plain(one), "other": plain(other)}
            yield self.rule.finding(self.line.section, words, self.line.addresses)
