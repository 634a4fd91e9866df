"""A report as its printed form."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import TYPE_CHECKING

from app.domain.manuscript import Manuscript
from app.domain.print_troubles import NoGlyph, ReportTooLong, TextTooLong
from app.files.copies import Copy
from app.files.faces import missing_characters
from app.files.pdf.attachments import attached
from app.files.pdf.composing import TITLE_ROOM, PdfContext, context
from app.files.pdf.typesetting import laid_out, written
from app.rendering import Renderer

if TYPE_CHECKING:  # it may be loaded only after the faces
    from weasyprint import Document

LONGEST_PARAGRAPH = 5_000
"""In characters; the time for a paragraph grows with the square of its length."""
LONGEST_CELL, LONGEST_REMARK = 60, 200
"""In a cell for a figure, and in one for text."""
MOST_PAGES = 100
LINES, CHARACTERS = 22, 28
"""The grid of a page, GB/T 9704."""


def render(script: Manuscript, copy: Copy, renderer: Renderer) -> bytes:
    """The report as PDF, the same bytes for the same report; a draft is marked on every page.

    Raises `NoGlyph`, `TextTooLong` or `ReportTooLong` for what cannot be printed, `Misprint` for a defect.
    """
    check(script)
    return bound(laid(context(script, copy), renderer), script, renderer)


def laid(printed: PdfContext, renderer: Renderer) -> Document:
    """The pages of what was composed, not yet written. Raises `NoGlyph` or `Misprint`."""
    html = renderer.page(printed)
    missing = missing_characters(html)
    if missing:
        raise NoGlyph(missing)
    return laid_out(html, renderer.page(printed.sheet))


def bound(document: Document, script: Manuscript, renderer: Renderer) -> bytes:
    """Pages as a file, with the report that they are of inside. Raises `Misprint`."""
    return written(document, attached(script, renderer))


def composed(script: Manuscript, copy: Copy, renderer: Renderer) -> tuple[str, str]:
    """The HTML and the style sheet from which `render` makes the pages; nothing is checked here."""
    printed = context(script, copy)
    return renderer.page(printed), renderer.page(printed.sheet)


def check(script: Manuscript) -> None:
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
