"""PDF as a person sees it: text by where it stands, cells by the lines drawn around them.

What the file says of its own structure is not asked. The page is that of GB/T 9704: what stands outside its
text area is no part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import pdfplumber
from pdfplumber.page import Page

from app.domain.proof_troubles import UnreadableDocument
from app.intake.drawn import BROKEN, Standing, beside, cells, characters, marks, numbered, on_page
from app.intake.flow import Glyph, Line, joined, lines, paragraphs
from app.intake.limits import limited
from app.intake.neutral import Neutral, Paragraph, Place
from app.intake.pages import Part, together
from app.intake.ruled import Stroke, rulings

MILLIMETRE = 72 / 25.4
TOP, BOTTOM = 37 * MILLIMETRE, (37 + 225) * MILLIMETRE
LEFT, RIGHT = 26 * MILLIMETRE, 184 * MILLIMETRE
"""A line is 156 mm long; printed on both sides it begins at 28 mm on odd and at 26 mm on even pages."""
SLACK = 1.5 * MILLIMETRE
"""So far what belongs to the text area may reach out of it."""
INDENTED = 33 * MILLIMETRE
"""A line that begins right of this begins a paragraph: the indent of two characters is 11 mm."""
TITLE_SIZE = 20
LEVELS = (("Hei", 2), ("Kai", 3))
"""By the face: the headings of the first and of the second level."""
MOST_PAGES = 400


@dataclass(frozen=True, slots=True)
class PageText:
    """What is on a page: in its text area from top to bottom, and around it.

    `goes_on` says that the first paragraph continues the one at the end of the page before.
    """

    items: tuple[Paragraph | Part, ...]
    margins: tuple[Paragraph, ...]
    goes_on: bool


def read(content: bytes) -> Neutral:
    """A PDF as paragraphs and tables, with its attachments. Raises `UnreadableDocument`."""
    limited(content)
    try:
        attached, said = beside(content)
        with pdfplumber.open(BytesIO(content)) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableDocument("pages", MOST_PAGES)
            pages = [_page(page) for page in document.pages]
    except BROKEN as wrong:
        raise UnreadableDocument("broken") from wrong
    return Neutral(
        items=tuple(numbered(_joined(pages))),
        attached=attached,
        said=said,
        margins=tuple(each for page in pages for each in page.margins),
        pages=len(pages),
    )


def _page(page: Page) -> PageText:
    glyphs = list(characters(page))
    inside = [each for each in glyphs if _is_text(each)]
    margins = lines(each for each in glyphs if not _is_text(each))
    found = rulings(_strokes(page))
    tables, loose = cells(inside, found)
    standing = [Standing(ruling.ys[0], table) for ruling, table in zip(found, tables, strict=True)]
    runs = list(_runs(lines(loose), [each.top for each in standing]))
    standing += [Standing(run[0].baseline, _paragraph(run)) for run in runs]
    first = min(standing, key=lambda each: each.top, default=None)
    return PageText(
        items=tuple(
            on_page(page.page_number, each.item) for each in sorted(standing, key=lambda each: each.top)
        ),
        margins=tuple(marks(page, *(each.text for each in margins))),
        goes_on=bool(runs) and first is not None and first.top == runs[0][0].baseline and _is_flush(runs[0]),
    )


def _is_text(glyph: Glyph) -> bool:
    x, y = glyph.middle
    return LEFT - SLACK <= x <= RIGHT + SLACK and TOP - SLACK <= y <= BOTTOM + SLACK


def _strokes(page: Page) -> Iterator[Stroke]:
    """The level and upright lines in the text area, those around boxes among them."""
    for each in (*page.lines, *page.rect_edges):
        stroke = Stroke(each["x0"], each["top"], each["x1"], each["bottom"])
        is_straight = min(stroke.x1 - stroke.x0, stroke.y1 - stroke.y0) < 1
        if is_straight and stroke.y0 >= TOP - SLACK and stroke.y1 <= BOTTOM + SLACK:
            yield stroke


def _runs(found: tuple[Line, ...], tables: list[float]) -> Iterator[tuple[Line, ...]]:
    """The lines of each paragraph; a table between two lines keeps them apart."""
    above = float("-inf")
    for below in (*sorted(tables), float("inf")):
        between = [line for line in found if above < line.baseline <= below]
        yield from paragraphs(between, indent=INDENTED, title=TITLE_SIZE)
        above = below


def _paragraph(run: tuple[Line, ...]) -> Paragraph:
    text, breaks = joined(run)
    level = next((level for face, level in LEVELS if face in run[0].face), 0)
    return Paragraph(text, Place(), 1 if run[0].size >= TITLE_SIZE else level, breaks)


def _is_flush(run: tuple[Line, ...]) -> bool:
    return run[0].left <= INDENTED and run[0].size < TITLE_SIZE


def _joined(pages: list[PageText]) -> Iterator[Paragraph | Part]:
    """All items, what goes on over the end of a page as one."""
    last: Paragraph | Part | None = None
    for page in pages:
        for at, item in enumerate(page.items):
            whole = _one(last, item, goes_on=page.goes_on) if at == 0 and last else None
            if whole is None and last is not None:
                yield last
            last = whole or item
    if last is not None:
        yield last


def _one(last: Paragraph | Part, item: Paragraph | Part, *, goes_on: bool) -> Paragraph | Part | None:
    """The item with the one at the end of the page before, where they are one."""
    if isinstance(last, Part) and isinstance(item, Part):
        return together(last, item)
    if isinstance(last, Paragraph) and isinstance(item, Paragraph) and goes_on:
        length = len(last.text)
        breaks = (*last.breaks, length, *(length + each for each in item.breaks))
        return replace(last, text=last.text + item.text, breaks=breaks)
    return None
