"""What this year opens with is what last year's report closed with."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from app.domain.figures import Plan, Side
from app.domain.relations import LINEAR_WORDS, Relation, Scope, Terms, TermShape, relations
from app.domain.ruling import Rule


class Carried(Rule):
    """Along each line, `this_year` is the sum of the cells `last_year` in the report of the year before."""

    words: ClassVar[frozenset[str]] = LINEAR_WORDS

    kind: Literal["carried"]
    section: str = Field(alias="in")
    each: Side
    only: tuple[str, ...] = ()
    this_year: str
    last_year: tuple[str, ...]

    def bind(self, plan: Plan) -> tuple[Relation, ...]:
        """One equality for each line."""
        scope = Scope(self.section, self.each, self.only)
        before: Terms = tuple(TermShape(of=name, year="last") for name in self.last_year)
        return relations(self, plan, scope, (self.this_year,), "==", before)
