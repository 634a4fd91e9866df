"""A section says something about a matter that the form asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Statement(Rule):
    """At least one of the words `any_of` occurs in the section's text."""

    words: ClassVar[frozenset[str]] = frozenset({"any_of"})

    kind: Literal["statement"]
    section: str = Field(alias="in")
    any_of: tuple[str, ...] = Field(min_length=1)

    def bind(self, plan: Plan) -> tuple[StatementInSection, ...]:
        """One check for the section."""
        plan.heading("in", self.section)
        return (StatementInSection(self),)


@dataclass(frozen=True, slots=True)
class StatementInSection:
    """The rule in its section."""

    rule: Statement

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the matter is not spoken of."""
        text = "".join(case.text(self.rule.section).split())
        if not any(word in text for word in self.rule.any_of):
            words = {"any_of": "、".join(f"“{word}”" for word in self.rule.any_of)}
            yield self.rule.finding(self.rule.section, words)
