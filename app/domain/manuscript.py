"""What a report prints, in order, whatever it is written as: the source of every format, and of its proof.

Texts are as their author wrote them and figures as they are printed. A writer may break lines and draw
borders, but takes every word and figure from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.fields import paragraphs
from app.domain.grid import Grid, grid
from app.domain.headings import topic_headings
from app.domain.narrative import Block
from app.domain.report import Report
from app.domain.shape import SectionShape


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs under a heading, which is empty where there is none. `topic` is the edition's, if any."""

    heading: str
    paragraphs: tuple[str, ...]
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its heading, then its passages, then the printed blocks of its table."""

    id: str
    heading: str
    passages: tuple[Passage, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A report as it is to be printed.

    `written` is every figure of the edition as it is printed, "" for blank. `report` is what it was made of:
    for what goes along with the text (the report file, the year), never for a word or figure on the page.
    """

    title: str
    preface: tuple[str, ...]
    parts: tuple[Part, ...]
    written: Mapping[Address, str]
    report: Report


def manuscript(report: Report) -> Manuscript:
    """The manuscript of a report."""
    return Manuscript(
        title=report.title,
        preface=paragraphs(report.preface),
        parts=tuple(
            _part(section, report.sections.get(section.id, ()))
            for section in report.edition.sections.values()
        ),
        written={address: report.written(address) for address in report.edition.figures},
        report=report,
    )


def _part(section: SectionShape, blocks: tuple[Block, ...]) -> Part:
    return Part(
        id=section.id,
        heading=section.heading,
        passages=tuple(
            Passage(heading, block.paragraphs, block.topic)
            for heading, block in zip(topic_headings(section, blocks), blocks, strict=True)
        ),
        grids=tuple(_grids(section)),
    )


def _grids(section: SectionShape) -> Iterator[Grid]:
    if section.table is None or not section.table.printed:
        return
    for number, block in enumerate(section.table.blocks):
        yield grid(section.id, number, block)
