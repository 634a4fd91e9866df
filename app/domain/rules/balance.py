"""Two sums are equal, as the form itself says of its columns."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from app.domain.figures import Plan, Side
from app.domain.relations import LINEAR_WORDS, Relation, Scope, Terms, relations
from app.domain.ruling import Rule


class Balance(Rule):
    """Along each line, the cells on the `left` add up to the same as those on the `right`.

    `printed` says that the form prints this relation: what is left over of it is shown while people type.
    """

    words: ClassVar[frozenset[str]] = LINEAR_WORDS

    kind: Literal["balance"]
    section: str | None = Field(default=None, alias="in")
    each: Side | None = None
    only: tuple[str, ...] = ()
    left: Terms
    right: Terms
    printed: str | None = None

    def bind(self, plan: Plan) -> tuple[Relation, ...]:
        """One equality for each line."""
        scope = Scope(self.section, self.each, self.only)
        return relations(self, plan, scope, self.left, "==", self.right)
