"""The paragraphs of a section as blocks: under topics of the form, under headings of the author, plain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.fields import PLAIN, block_keys
from app.domain.imported import Where
from app.domain.labels import bare, heading_and_rest, key
from app.domain.numerals import spell_numeral
from app.domain.shape import SectionShape, TopicShape
from app.intake.mapping.lines import where
from app.intake.neutral import Paragraph

MOST_EXTRAS = 99


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs under one heading, which may be missing."""

    heading: str
    paragraphs: tuple[str, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Prose:
    """A text as the fields in which people type it, and where each began."""

    fields: Mapping[str, str | None]
    seen: Mapping[str, Where]


def prose(section: SectionShape, paragraphs: Iterable[Paragraph]) -> Prose:
    """The section's text."""
    fields: dict[str, str | None] = {}
    seen: dict[str, Where] = {}
    order: list[str] = []
    number = 0
    for passage in _passages(paragraphs):
        number += bool(passage.heading)
        topic = _topic(section, passage.heading, order)
        name = _key(section, topic, passage, order)
        order.append(name)
        fields[f"/{section.id}/{name}"] = "\n".join(passage.paragraphs)
        own = "" if topic and _is_label(passage.heading, topic, number) else passage.heading
        fields[f"/{section.id}/{name}/heading"] = own or None
        seen[f"/{section.id}/{name}"] = passage.where
    fields[f"/{section.id}/blocks"] = " ".join(order)
    return Prose(fields, seen)


def _is_label(heading: str, topic: TopicShape, number: int) -> bool:
    """Whether printing would write the same heading without being told."""
    return key(heading) == key(spell_numeral(number) + topic.label)


def _passages(paragraphs: Iterable[Paragraph]) -> list[Passage]:
    passages: list[Passage] = []
    for paragraph in paragraphs:
        found, place = heading_and_rest(paragraph.text), where(paragraph.place)
        if found:
            passages.append(Passage(found[0], (found[1],) if found[1] else (), place))
        elif passages:
            last = passages.pop()
            passages.append(replace(last, paragraphs=(*last.paragraphs, paragraph.text)))
        else:
            passages.append(Passage("", (paragraph.text,), place))
    return passages


def _topic(section: SectionShape, heading: str, taken: list[str]) -> TopicShape | None:
    """The first topic still free that the heading names."""
    topics = section.prose.topics if section.prose else ()
    free = [topic for topic in topics if topic.id not in taken]
    said = bare(heading)
    return next((t for t in free if said and any(bare(name) in said for name in (t.label, *t.aliases))), None)


def _key(section: SectionShape, topic: TopicShape | None, passage: Passage, taken: list[str]) -> str:
    if topic:
        return topic.id
    if not passage.heading and PLAIN in block_keys(section) and PLAIN not in taken:
        return PLAIN
    return f"extra-{min(sum(name.startswith('extra-') for name in taken) + 1, MOST_EXTRAS)}"
