"""Last year's text beside this year's: paragraph by paragraph, to be taken over one at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.carried import mark_of
from app.domain.carried_troubles import TextGone
from app.domain.dated import Piece, moved, pieces, to_check
from app.domain.fields import PLAIN, Fields, block_keys
from app.domain.narrative import Block
from app.domain.report import Report
from app.domain.shape import SectionShape

ADDED = "+"
"""Where a paragraph goes that no block of this year's form is for: into one that is added for it."""


@dataclass(frozen=True, slots=True)
class LastParagraph:
    """One paragraph of last year's report. `sends` is what its button sends, `text` what it appends.

    `later` is the same with the year changed, where the year is named.
    """

    sends: str
    text: str
    pieces: tuple[Piece, ...]
    check: tuple[str, ...]
    later: str
    later_check: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Bringing:
    """One paragraph on its way into this year's report: into which block, or under which heading."""

    key: str
    heading: str
    text: str


def beside(report: Report, section: SectionShape, fields: Fields) -> Mapping[str, tuple[LastParagraph, ...]]:
    """Last year's paragraphs by the block of this year beside which they stand, or under `ADDED`."""
    found: dict[str, list[LastParagraph]] = {}
    for key, block in _placed(report, section, fields):
        found.setdefault(key, []).extend(_shown(report, key, block))
    return {key: tuple(each) for key, each in found.items()}


def bringing(report: Report, section: SectionShape, fields: Fields, sent: str) -> Bringing:
    """The paragraph that a button has named. Raises `TextGone` where last year's report has it no more."""
    for key, block in _placed(report, section, fields):
        for paragraph in _shown(report, key, block):
            if sent == paragraph.sends:
                return Bringing(key, block.heading or "", paragraph.text)
            if paragraph.later and sent == _later(paragraph.sends):
                return Bringing(key, block.heading or "", paragraph.later)
    raise TextGone


def appended(fields: Fields, field: str, text: str) -> dict[str, str]:
    """A text with one more paragraph, which is marked; what stands there stays."""
    return {name: _longer(fields.get(name) or "", text) for name in (field, mark_of(field))}


def _longer(text: str, paragraph: str) -> str:
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{paragraph}"


def _placed(report: Report, section: SectionShape, fields: Fields) -> Iterator[tuple[str, Block]]:
    """Last year's blocks of a section, each with the block of this year that is about the same."""
    offered = block_keys(section)
    for block in report.previous.sections.get(section.id, ()) if report.previous else ():
        key = PLAIN if offered == (PLAIN,) else block.topic if block.topic in offered else None
        yield key or _headed(section, fields, block) or ADDED, block


def _headed(section: SectionShape, fields: Fields, block: Block) -> str:
    """The block of this year that has the same heading of the author's, if there is one."""
    start, end = f"/{section.id}/", "/heading"
    same = (name for name, text in fields.items() if text and text == block.heading and name.endswith(end))
    return next((name[len(start) : -len(end)] for name in same if name.startswith(start)), "")


def _shown(report: Report, key: str, block: Block) -> Iterator[LastParagraph]:
    for number, text in enumerate(block.paragraphs):
        later = moved(text, report.year - 1, report.year)
        yield LastParagraph(
            sends=f"{key} {hashlib.sha256(text.encode()).hexdigest()[:16]}",
            text=text,
            pieces=pieces(text),
            check=to_check(text),
            later=later if later != text else "",
            later_check=to_check(later),
            heading="" if number else block.heading or "",
        )


def _later(sends: str) -> str:
    return f"{sends} later"


def words_to_check(report: Report, field: str) -> tuple[str, ...] | None:
    """What is to be checked in a text while paragraphs of last year stand in it; None if none does."""
    waiting = [each.lines for each in report.unconfirmed if each.field == field]
    if not waiting:
        return None
    return tuple(dict.fromkeys(word for lines in waiting for line in lines for word in to_check(line)))
