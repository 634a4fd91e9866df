"""Something is written in a section, and it is more than a word of dismissal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule

_MARKS = "。．.；;，,、！!—-－/"


class Written(Rule):
    """The section's text is not blank, and not only one of `not_only`; white space and marks do not count."""

    words: ClassVar[frozenset[str]] = frozenset({"state"})

    kind: Literal["written"]
    section: str = Field(alias="in")
    not_only: tuple[str, ...] = ()

    def bind(self, plan: Plan) -> tuple[WrittenSection, ...]:
        """One check for the section."""
        plan.heading("in", self.section)
        return (WrittenSection(self),)


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """The rule in its section."""

    rule: Written

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if nothing is said there."""
        text = "".join(case.text(self.rule.section).split())
        said = text.strip(_MARKS)
        if said and said not in self.rule.not_only:
            return
        state = f"只写了“{text}”" if text else "没有填写"
        yield self.rule.finding(self.rule.section, {"state": state})
