"""A report as its printed form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import ClassVar

from app.domain.address import Address
from app.domain.grid import Grid, GridCell
from app.domain.headings import title_lines
from app.domain.manuscript import Manuscript, Part
from app.domain.print_troubles import NoGlyph, ReportTooLong, TextTooLong
from app.files.columns import columns
from app.files.copies import Copy
from app.files.faces import missing_characters
from app.files.typesetting import typeset
from app.rendering import Renderer

LONGEST_PARAGRAPH = 5_000
"""In characters; the time for a paragraph grows with the square of its length."""
LONGEST_CELL, LONGEST_REMARK = 60, 200
"""In a cell for a figure, and in one for text."""
MOST_PAGES = 100
LINES, CHARACTERS = 22, 28
"""The grid of a page, GB/T 9704."""
TITLE_ROOM = 20
"""So many characters of the title stand in a line."""

_CLOSING = re.compile("(?<=[’”])(?=[\u2014\u2018\u201c\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_OPENING = re.compile("(?<=[\u2014\u2019\u201d\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])(?=[‘“])")


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The typography of the printed report."""

    template: ClassVar[str] = "pdf/report.css"


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Paragraphs, under a heading or under none."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedGrid:
    """A table with the widths of its columns."""

    grid: Grid
    widths: str

    @property
    def kind(self) -> str:
        """`nested` where the labels stand in groups."""
        return "nested" if self.grid.stubs > 1 else "plain"


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One part of the report."""

    heading: str
    blocks: tuple[PrintedBlock, ...]
    grids: tuple[PrintedGrid, ...]

    @property
    def whole(self) -> bool:
        """Whether it is one table, to be kept on a page with its heading where they fit."""
        return len(self.grids) == 1 and not self.blocks


@dataclass(frozen=True, slots=True)
class PdfContext:
    """What is printed: texts ready to be broken into lines, figures as they are written."""

    template: ClassVar[str] = "pdf/report.html"

    title: str
    title_lines: tuple[str, ...]
    agency: str
    preface: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    written: Mapping[Address, str]
    draft: bool


def render(script: Manuscript, copy: Copy, renderer: Renderer) -> bytes:
    """The report as PDF, the same bytes for the same report; a draft is marked on every page.

    Raises `NoGlyph`, `TextTooLong` or `ReportTooLong` for what cannot be printed, `Misprint` for a defect.
    """
    _check_lengths(script)
    html = renderer.page(_context(script, copy))
    missing = missing_characters(html)
    if missing:
        raise NoGlyph(missing)
    return typeset(html, renderer.page(Stylesheet()))


def breakable(text: str) -> str:
    """The text with a zero-width space where a line may end beside a quotation mark.

    Pango takes “ and ” for Western marks that stick to both neighbours (UAX 14, LB19), so that a list of
    quoted words would run off the page. The space is drawn as nothing and is not in the extracted text.
    """
    return _OPENING.sub("\u200b", _CLOSING.sub("\u200b", text))


def _context(script: Manuscript, copy: Copy) -> PdfContext:
    agency = script.report.agency
    return PdfContext(
        title=script.title,
        title_lines=tuple(map(breakable, title_lines(script.title, agency, TITLE_ROOM))),
        agency=agency,
        preface=tuple(map(breakable, script.preface)),
        sections=tuple(_section(script, part) for part in script.parts),
        written={address: breakable(text) for address, text in script.written.items()},
        draft=copy.draft,
    )


def _section(script: Manuscript, part: Part) -> PrintedSection:
    return PrintedSection(
        heading=part.heading,
        blocks=tuple(
            PrintedBlock(breakable(passage.heading), tuple(map(breakable, passage.paragraphs)))
            for passage in part.passages
        ),
        grids=tuple(_grids(script, part)),
    )


def _grids(script: Manuscript, part: Part) -> Iterator[PrintedGrid]:
    def written(cell: GridCell) -> str:
        return script.written[cell.address] if cell.address else ""

    for each in part.grids:
        alike = [other for other in part.grids if (other.stubs, other.width) == (each.stubs, each.width)]
        yield PrintedGrid(_breakable_labels(each), columns(each, alike, written).properties)


def _breakable_labels(each: Grid) -> Grid:
    return replace(
        each,
        head=tuple(tuple(replace(cell, text=breakable(cell.text)) for cell in row) for row in each.head),
        body=tuple(tuple(replace(cell, text=breakable(cell.text)) for cell in row) for row in each.body),
    )


def _check_lengths(script: Manuscript) -> None:
    """Raise `TextTooLong` or `ReportTooLong` for what would take minutes to lay out."""
    lines = 0
    for place, limit, text in _texts(script):
        if len(text) > limit:
            raise TextTooLong(place, len(text), limit)
        lines += ceil(len(text) / CHARACTERS)
    pages = ceil(lines / LINES)
    if pages > MOST_PAGES:
        raise ReportTooLong(pages, MOST_PAGES)


def _texts(script: Manuscript) -> Iterator[tuple[str, int, str]]:
    """Everything that is printed as it was typed: where, how long it may be, and the text."""
    edition = script.report.edition
    for text in (script.title, script.report.agency, *script.preface):
        yield script.title[:TITLE_ROOM], LONGEST_PARAGRAPH, text
    for part in script.parts:
        for passage in part.passages:
            for text in (passage.heading, *passage.paragraphs):
                yield edition.part_name(part.id), LONGEST_PARAGRAPH, text
    for address, figure in edition.figures.items():
        limit = LONGEST_REMARK if figure.kind.kind == "text" else LONGEST_CELL
        place = f"{edition.part_name(figure.section)}“{figure.name}”"
        yield place, limit, script.written[address] if figure.printed else ""
