"""What the template of the printed page is given: texts ready to be broken into lines, tables with widths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal

from app.domain.address import Address
from app.domain.grid import Grid, GridCell
from app.domain.headings import title_lines
from app.domain.manuscript import Manuscript, Part
from app.files.breakable import breakable
from app.files.columns import columns
from app.files.copies import Copy
from app.files.pdf.annex import Annex, annex
from app.files.pdf.breaking import Place, heading_height, heights, placing

TITLE_ROOM = 20
"""So many characters of the title stand in a line."""


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The typography of the printed report, on both sides of the paper unless `one_sided`.

    A `draft` is marked on every page; where it is `numbered`, the lines of each page are counted.
    """

    template: ClassVar[str] = "pdf/report.css"

    draft: bool = False
    numbered: bool = False
    one_sided: bool = False


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Paragraphs, under a heading or under none."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedGrid:
    """A table with the widths of its columns, and how it stands on its pages."""

    grid: Grid
    widths: str
    place: Place
    starts: tuple[int, ...]

    @property
    def kind(self) -> str:
        """`nested` where the labels stand in groups."""
        return "nested" if self.grid.stubs > 1 else "plain"


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One part of the report. `place` is that of a section that is one table and its heading, else empty."""

    heading: str
    blocks: tuple[PrintedBlock, ...]
    grids: tuple[PrintedGrid, ...]
    place: Place | Literal[""]


@dataclass(frozen=True, slots=True)
class PdfContext:
    """What is printed: texts ready to be broken into lines, figures as they are written.

    `annex` is None except in a draft that has one. `sheet` is the typography of the copy.
    """

    template: ClassVar[str] = "pdf/report.html"

    title: str
    title_lines: tuple[str, ...]
    agency: str
    preface: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    written: Mapping[Address, str]
    annex: Annex | None
    sheet: Stylesheet


def context(script: Manuscript, copy: Copy) -> PdfContext:
    """A manuscript as the template prints it."""
    agency = script.report.agency
    return PdfContext(
        title=script.title,
        title_lines=tuple(map(breakable, title_lines(script.title, agency, TITLE_ROOM))),
        agency=agency,
        preface=tuple(map(breakable, script.preface)),
        sections=tuple(_section(script, part) for part in script.parts),
        written={address: breakable(text) for address, text in script.written.items()},
        annex=annex(script.report) if copy.draft and copy.annex else None,
        sheet=Stylesheet(draft=copy.draft, numbered=copy.numbered, one_sided=copy.one_sided),
    )


def _section(script: Manuscript, part: Part) -> PrintedSection:
    # A table that is all there is in its section is kept together with the heading.
    alone = len(part.grids) == 1 and not part.passages
    grids = tuple(_grids(script, part, heading_height(part.heading) if alone else 0))
    return PrintedSection(
        heading=part.heading,
        blocks=tuple(
            PrintedBlock(breakable(passage.heading), tuple(map(breakable, passage.paragraphs)))
            for passage in part.passages
        ),
        grids=tuple(replace(each, place="flowing") for each in grids) if alone else grids,
        place=grids[0].place if alone else "",
    )


def _grids(script: Manuscript, part: Part, above: float) -> Iterator[PrintedGrid]:
    def written(cell: GridCell) -> str:
        return script.written[cell.address] if cell.address else ""

    for each in part.grids:
        alike = [other for other in part.grids if (other.stubs, other.width) == (each.stubs, each.width)]
        widths = columns(each, alike, written)
        placed = placing(each, partial(heights, columns=widths, written=written), above)
        yield PrintedGrid(_breakable_labels(placed.grid), widths.properties, placed.place, placed.starts)


def _breakable_labels(each: Grid) -> Grid:
    return replace(
        each, head=tuple(map(_breakable_row, each.head)), body=tuple(map(_breakable_row, each.body))
    )


def _breakable_row(row: tuple[GridCell, ...]) -> tuple[GridCell, ...]:
    texts = [breakable(cell.text) for cell in row]
    # Nearly no label has such a place, and making a cell anew costs more than looking.
    return tuple(
        cell if text == cell.text else replace(cell, text=text) for cell, text in zip(row, texts, strict=True)
    )
