"""Nobody has added to the form, dropped from it or reworded it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import DOCUMENT, Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule


class Unchanged(Rule):
    """A document that was read showed no deviation of these kinds, such as `row` or `heading`."""

    words: ClassVar[frozenset[str]] = frozenset({"text", "where"})

    kind: Literal["unchanged"]
    of: tuple[str, ...] = Field(min_length=1)

    def bind(self, plan: Plan) -> tuple[FormUnchanged, ...]:
        """One check for the report."""
        return (FormUnchanged(self, frozenset(plan.sections)),)


@dataclass(frozen=True, slots=True)
class FormUnchanged:
    """The rule, knowing the sections in which a deviation may have been seen."""

    rule: Unchanged
    sections: frozenset[str]

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding for each deviation, in the section that it names or else about the whole document."""
        for deviation in case.deviations:
            if deviation.of in self.rule.of:
                section = deviation.where if deviation.where in self.sections else DOCUMENT
                yield self.rule.finding(section, {"text": deviation.text, "where": deviation.where})
