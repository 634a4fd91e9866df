"""A total equals its parts. The loader derives these rules from the rows and columns that are totals."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from app.domain.figures import Plan, Side
from app.domain.relations import LINEAR_WORDS, Relation, Scope, relations
from app.domain.ruling import Rule


class Total(Rule):
    """Along each line, the cell `total` is the sum of the cells `of`."""

    words: ClassVar[frozenset[str]] = LINEAR_WORDS

    kind: Literal["total"]
    section: str = Field(alias="in")
    each: Side
    only: tuple[str, ...] = ()
    total: str
    of: tuple[str, ...]

    def bind(self, plan: Plan) -> tuple[Relation, ...]:
        """One equality for each line."""
        scope = Scope(self.section, self.each, self.only)
        return relations(self, plan, scope, (self.total,), "==", self.of)
