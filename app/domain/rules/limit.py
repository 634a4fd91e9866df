"""One sum does not exceed another."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from app.domain.figures import Plan, Side
from app.domain.relations import LINEAR_WORDS, Relation, Scope, Terms, relations
from app.domain.ruling import Rule


class Limit(Rule):
    """Along each line, the cells `smaller` add up to no more than the cells `larger`; none add up to 0."""

    words: ClassVar[frozenset[str]] = LINEAR_WORDS

    kind: Literal["limit"]
    section: str | None = Field(default=None, alias="in")
    each: Side | None = None
    only: tuple[str, ...] = ()
    smaller: Terms
    larger: Terms

    def bind(self, plan: Plan) -> tuple[Relation, ...]:
        """One inequality for each line."""
        scope = Scope(self.section, self.each, self.only)
        return relations(self, plan, scope, self.smaller, "<=", self.larger)
