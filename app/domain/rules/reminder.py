"""Something to think of whenever there is anything to count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from app.domain.case import Case
from app.domain.figures import Plan
from app.domain.findings import Finding
from app.domain.relations import Relation, Scope, Terms, plain, relations
from app.domain.ruling import Rule


class Reminder(Rule):
    """Said while the cells `having`, given by their full addresses, add up to more than 0."""

    words: ClassVar[frozenset[str]] = frozenset({"name", "number"})

    kind: Literal["reminder"]
    having: Terms

    def bind(self, plan: Plan) -> tuple[Reminded, ...]:
        """One check for the whole report."""
        return tuple(
            Reminded(self, total) for total in relations(self, plan, Scope(None, None), self.having, "<=", ())
        )


@dataclass(frozen=True, slots=True)
class Reminded:
    """The rule at its cells; `total` adds them up on its left."""

    rule: Reminder
    total: Relation

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if there is anything to count."""
        number, nothing = self.total.sides(case) or (0, 0)
        if number > nothing:
            words = {"name": self.total.name, "number": plain(number)}
            yield self.rule.finding(self.total.section, words, self.total.addresses)
