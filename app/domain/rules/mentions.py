"""Certain words must occur in certain sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Mentions(Rule):
    """Every one of `terms` occurs in these sections, in reports of the kind that it `applies_to`."""

    words: ClassVar[frozenset[str]] = frozenset({"missing"})

    kind: Literal["mentions"]
    sections: tuple[str, ...] = Field(alias="in", min_length=1)
    terms: tuple[str, ...] = Field(min_length=1)
    applies_to: Literal["agency", "government"] | None = None

    def bind(self, plan: Plan) -> tuple[TermsMentioned, ...]:
        """One check over the sections together."""
        for section in self.sections:
            plan.heading("in", section)
        return (TermsMentioned(self),)


@dataclass(frozen=True, slots=True)
class TermsMentioned:
    """The rule in its sections; it is shown at the first."""

    rule: Mentions

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding that names every term which does not occur."""
        rule = self.rule
        if rule.applies_to not in (None, case.kind):
            return
        blocks = (block for section in rule.sections for block in case.prose.get(section, ()))
        text = "\n".join("".join(f"{block.heading or ''}\n{block.text}".split()) for block in blocks)
        missing = [f"“{term}”" for term in rule.terms if term not in text]
        if missing:
            yield rule.finding(rule.sections[0], {"missing": "、".join(missing)})
