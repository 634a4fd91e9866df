"""A stock is last year's stock, and what came in, less what went out."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from app.domain.figures import Plan, Side
from app.domain.relations import LINEAR_WORDS, Relation, Scope, Terms, TermShape, relations
from app.domain.ruling import Rule


class Stock(Rule):
    """Along each line, `now` equals last year's `now` and the cells `more`, less the cells `less`."""

    words: ClassVar[frozenset[str]] = LINEAR_WORDS

    kind: Literal["stock"]
    section: str = Field(alias="in")
    each: Side
    only: tuple[str, ...] = ()
    now: str
    more: tuple[str, ...]
    less: tuple[str, ...]

    def bind(self, plan: Plan) -> tuple[Relation, ...]:
        """One equality for each line."""
        scope = Scope(self.section, self.each, self.only)
        should: Terms = (
            TermShape(of=self.now, year="last"),
            *self.more,
            *(TermShape(of=name, times=-1) for name in self.less),
        )
        return relations(self, plan, scope, (self.now,), "==", should)
