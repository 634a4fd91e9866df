"""The text of a section is not longer than it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan
from app.domain.findings import Finding
from app.domain.ruling import Rule

_NOT_HAN = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffff]+")


class Length(Rule):
    """The section's text, headings left aside, has at most so many Chinese characters."""

    words: ClassVar[frozenset[str]] = frozenset({"length", "at_most", "excess"})

    kind: Literal["length"]
    section: str = Field(alias="in")
    at_most: int = Field(ge=1)

    def bind(self, plan: Plan) -> tuple[LengthOfSection, ...]:
        """One check for the section."""
        plan.heading("in", self.section)
        return (LengthOfSection(self),)


@dataclass(frozen=True, slots=True)
class LengthOfSection:
    """The rule in its section."""

    rule: Length

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if the text is too long."""
        text, at_most = case.text(self.rule.section), self.rule.at_most
        if len(text) <= at_most:
            return
        length = len(_NOT_HAN.sub("", text))
        if length > at_most:
            words = {"length": str(length), "at_most": str(at_most), "excess": str(length - at_most)}
            yield self.rule.finding(self.rule.section, words)
