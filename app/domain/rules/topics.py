"""The text of a section has all the topics that the form asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field

from app.domain.case import Case
from app.domain.figures import Plan, Topic, UnknownName
from app.domain.findings import Finding
from app.domain.narrative import Block
from app.domain.ruling import Rule

_NUMBERING = "（()）一二三四五六七八九十是、.．0123456789 "


class Topics(Rule):
    """Each topic has text: in its own block, under a heading with its name or after an opening with it."""

    words: ClassVar[frozenset[str]] = frozenset({"missing", "number"})

    kind: Literal["topics"]
    section: str = Field(alias="in")

    def bind(self, plan: Plan) -> tuple[TopicsOfSection, ...]:
        """One check for the section."""
        topics = plan.topics.get(self.section, ())
        if not topics:
            raise UnknownName("in", self.section, (name for name, found in plan.topics.items() if found))
        return (TopicsOfSection(self, topics),)


@dataclass(frozen=True, slots=True)
class TopicsOfSection:
    """The rule in its section."""

    rule: Topics
    topics: tuple[Topic, ...]

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding that names every topic without text."""
        blocks = [block for block in case.prose.get(self.rule.section, ()) if block.text.strip()]
        missing = [topic for topic in self.topics if not any(_answers(block, topic) for block in blocks)]
        if missing:
            names = "、".join(f"“{topic.label}”" for topic in missing)
            yield self.rule.finding(self.rule.section, {"missing": names, "number": str(len(missing))})


def _answers(block: Block, topic: Topic) -> bool:
    openings = tuple(paragraph.lstrip(_NUMBERING) for paragraph in block.paragraphs)
    return (
        block.topic == topic.id
        or any(name in (block.heading or "") for name in topic.names)
        or any(opening.startswith(topic.names) for opening in openings)
    )
