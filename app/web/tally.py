"""How far a report is: what is left in each part, by its findings and by what cannot be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.fields import block_keys
from app.domain.findings import Finding
from app.domain.narrative import Block
from app.domain.report import Report
from app.domain.rules.filled import Filled
from app.domain.rules.written import Written
from app.domain.shape import SectionShape
from app.web.glyphs import unprintable

Progress = Literal["untouched", "filling", "mend", "confirm", "done"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report: how far it is, how much in it must be mended, is still blank, or unconfirmed."""

    section: str
    heading: str
    progress: Progress
    mend: int
    blank: int
    confirm: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts over a whole report: to be mended, explained, confirmed, shown only, blank."""

    mend: int
    explain: int
    hint: int
    blank: int
    confirm: int
    parts: tuple[Part, ...]

    @property
    def stops(self) -> int:
        """How many places keep the report from being finished."""
        return self.mend + self.explain + self.blank + self.confirm


Sort = Literal["mend", "explain", "hint", "blank"]
Count = Literal[Sort, "confirm"]


def sort_of(report: Report, finding: Finding) -> Sort:
    """How a finding is counted: a place that nobody has filled in yet is not a mistake."""
    if not finding.stops:
        return "hint"
    if finding.severity == "explain":
        return "explain"
    rule = report.edition.rules[finding.rule]
    if isinstance(rule, Filled) and report.readings[finding.addresses[0]].state == "blank":
        return "blank"
    if isinstance(rule, Written) and not any(block.text for block in report.sections[finding.section]):
        return "blank"
    return "mend"


def tally(report: Report) -> Tally:
    """The counts of a report."""
    kinds: Counter[tuple[str, Count]] = Counter(
        (finding.section, sort_of(report, finding)) for finding in report.findings
    )
    kinds.update((each.section, "mend") for each in unprintable(report))
    kinds.update((each.section, "confirm") for each in report.unconfirmed)
    carried = {each.field for each in report.unconfirmed}
    figures = report.edition.figures
    begun = {
        figures[address].section for address, text in report.cells.items() if text and address not in carried
    }
    begun |= {section for section, blocks in report.sections.items() if blocks}
    whole: Counter[str] = Counter()
    for (_, sort), number in kinds.items():
        whole[sort] += number
    return Tally(
        mend=whole["mend"],
        explain=whole["explain"],
        hint=whole["hint"],
        blank=whole["blank"],
        confirm=whole["confirm"],
        parts=tuple(
            _part(section, report.sections.get(section.id, ()), kinds, begun=section.id in begun)
            for section in report.edition.sections.values()
        ),
    )


def section_of(name: str) -> str:
    """The section a field belongs to; reasons, marks and the title belong to none."""
    return name.split("/", 2)[1] if name.startswith("/") else name.split(".", 1)[0]


def _part(
    section: SectionShape, blocks: tuple[Block, ...], kinds: Mapping[tuple[str, Count], int], *, begun: bool
) -> Part:
    mend = kinds.get((section.id, "mend"), 0) + kinds.get((section.id, "explain"), 0)
    blank, confirm = kinds.get((section.id, "blank"), 0), kinds.get((section.id, "confirm"), 0)
    progress: Progress = "done"
    if mend:
        progress = "mend"
    elif not begun:
        progress = "untouched"
    elif blank or not {block.key for block in blocks if block.paragraphs}.issuperset(block_keys(section)):
        progress = "filling"
    elif confirm:
        progress = "confirm"
    return Part(section.id, section.heading, progress, mend, blank, confirm)
