"""A part is not too large a share of a whole, once the whole is large enough to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan, Side
from app.domain.findings import Finding
from app.domain.relations import Relation, Scope, Terms, plain, relations
from app.domain.ruling import Rule


class Share(Rule):
    """Along each line, `part` is `at_most` (`strictly`: less) a share of `whole`, judged `from` a size."""

    words: ClassVar[frozenset[str]] = frozenset({"part", "whole", "percent", "average", "name"})

    kind: Literal["share"]
    section: str | None = Field(default=None, alias="in")
    each: Side | None = None
    only: tuple[str, ...] = ()
    part: Terms
    whole: Terms
    at_most: Decimal
    strictly: bool = False
    start: int = Field(default=1, alias="from", ge=1)

    def bind(self, plan: Plan) -> tuple[ShareOfLine, ...]:
        """One check for each line."""
        scope = Scope(self.section, self.each, self.only)
        lines = relations(self, plan, scope, self.part, "<=", self.whole)
        return tuple(ShareOfLine(self, line) for line in lines)


@dataclass(frozen=True, slots=True)
class ShareOfLine:
    """The rule on one line; `line` adds up the part on its left and the whole on its right."""

    rule: Share
    line: Relation

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the share is too large."""
        part, whole = self.line.sides(case) or (0, 0)
        most = self.rule.at_most * whole
        if whole < self.rule.start or part < most or (part == most and not self.rule.strictly):
            return
        share = Decimal(part) / Decimal(whole)
        rounded = {"percent": round(100 * share, 1), "average": round(share, 2)}
        numbers = {"part": part, "whole": whole, **rounded}
        words = {"name": self.line.name, **{word: plain(number) for word, number in numbers.items()}}
        yield self.rule.finding(self.line.section, words, self.line.addresses)
