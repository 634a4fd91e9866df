"""PDF as a person sees it: text by where it stands, cells by the lines drawn around them.

What the file says of its own structure is not asked. The page is that of GB/T 9704: what stands outside its
text area is no part of the text.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO

import pdfplumber
import pypdf
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pypdf.errors import PyPdfError

from app.domain.proof_troubles import UnreadableDocument
from app.intake.flow import Glyph, Line, joined, lines, paragraphs
from app.intake.limits import limited
from app.intake.neutral import Item, Neutral, Paragraph, Place, Row, Table, TableCell
from app.intake.pages import Part, together
from app.intake.ruled import Box, Ruling, Stroke, rulings

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
ASLANT = 0.01
"""A character whose matrix has more off its diagonal is turned: a watermark is."""
MOST_PAGES = 400

# What the libraries raise where a file is not what it says; they have no common ancestor.
BROKEN = (
    PdfminerException,
    MalformedPDFException,
    PDFException,
    PSException,
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

for _talkative in ("pdfminer", "pypdf"):
    # What they think of a file is of no use to anybody who reads our log.
    logging.getLogger(_talkative).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """A part of a page and how far down it stands."""

    top: float
    item: Paragraph | Part


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
        attached, said = _beside(content)
        with pdfplumber.open(BytesIO(content)) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableDocument("pages", MOST_PAGES)
            pages = [_page(page) for page in document.pages]
    except BROKEN as wrong:
        raise UnreadableDocument("broken") from wrong
    return Neutral(
        items=tuple(_numbered(_joined(pages))),
        attached=attached,
        said=said,
        margins=tuple(each for page in pages for each in page.margins),
        pages=len(pages),
    )


def _beside(content: bytes) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """The attachments, and what the file says of itself. Raises `UnreadableDocument`."""
    reader = pypdf.PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise UnreadableDocument("locked")
    attached = {name: versions[-1] for name, versions in reader.attachments.items()}
    language = reader.root_object.get("/Lang")
    said = {name.removeprefix("/").lower(): str(value) for name, value in (reader.metadata or {}).items()}
    return attached, said | ({"lang": str(language)} if language else {})


def _page(page: Page) -> PageText:
    glyphs = list(_glyphs(page))
    inside = [each for each in glyphs if _is_text(each)]
    margins = lines(each for each in glyphs if not _is_text(each))
    found = rulings(_strokes(page))
    tables, loose = _tables(inside, found)
    standing = [Standing(ruling.ys[0], table) for ruling, table in zip(found, tables, strict=True)]
    runs = list(_runs(lines(loose), [each.top for each in standing]))
    standing += [Standing(run[0].baseline, _paragraph(run)) for run in runs]
    first = min(standing, key=lambda each: each.top, default=None)
    return PageText(
        items=tuple(_on(page.page_number, each.item) for each in sorted(standing, key=lambda each: each.top)),
        margins=tuple(_marks(page, margins)),
        goes_on=bool(runs) and first is not None and first.top == runs[0][0].baseline and _is_flush(runs[0]),
    )


def _glyphs(page: Page) -> Iterator[Glyph]:
    for each in page.chars:
        if not _is_aslant(each["matrix"]):
            baseline = page.height - each["matrix"][5]
            face = each["fontname"].rpartition("+")[2]
            yield Glyph(each["text"], each["x0"], each["x1"], baseline, each["size"], face)


def _is_aslant(matrix: tuple[float, ...]) -> bool:
    return abs(matrix[1]) > ASLANT or abs(matrix[2]) > ASLANT


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


def _tables(glyphs: list[Glyph], found: tuple[Ruling, ...]) -> tuple[list[Part], list[Glyph]]:
    """The tables with their texts, and the characters that stand in none of their cells."""
    owners = [{slot: box for box in ruling.boxes for slot in _slots(box)} for ruling in found]
    inside: list[dict[Box, list[Glyph]]] = [{box: [] for box in ruling.boxes} for ruling in found]
    loose: list[Glyph] = []
    for each in glyphs:
        at = next((at for at, ruling in enumerate(found) if ruling.holds(*each.middle)), None)
        box = None if at is None else owners[at].get(found[at].slot(*each.middle))
        if at is None or box is None:
            loose.append(each)
        else:
            inside[at][box].append(each)
    return [_table(ruling, cells) for ruling, cells in zip(found, inside, strict=True)], loose


def _slots(box: Box) -> Iterator[tuple[int, int]]:
    for row in range(box.row, box.row + box.rowspan):
        for column in range(box.column, box.column + box.colspan):
            yield row, column


def _table(ruling: Ruling, inside: Mapping[Box, list[Glyph]]) -> Part:
    rows: list[list[TableCell]] = [[] for _ in ruling.ys[1:]]
    for box, glyphs in inside.items():
        text, breaks = joined(lines(glyphs))
        place = Place(row=box.row + 1, column=box.column + 1)
        rows[box.row].append(TableCell(text, place, box.colspan, box.rowspan, breaks))
    edges = tuple(x - ruling.xs[0] for x in ruling.xs)
    return Part(Table(tuple(map(tuple, rows)), Place()), edges)


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


def _marks(page: Page, margins: tuple[Line, ...]) -> Iterator[Paragraph]:
    """The texts in the margins, then what stands aslant: a watermark."""
    place = Place(page=page.page_number)
    yield from (Paragraph(line.text, place) for line in margins)
    aslant = "".join(each["text"] for each in page.chars if _is_aslant(each["matrix"]))
    if aslant:
        yield Paragraph(aslant, place)


def _on(page: int, item: Paragraph | Part) -> Paragraph | Part:
    if isinstance(item, Paragraph):
        return replace(item, place=replace(item.place, page=page))
    table = item.table
    rows = tuple(
        tuple(replace(cell, place=replace(cell.place, page=page)) for cell in row) for row in table.rows
    )
    return replace(item, table=replace(table, rows=rows, place=replace(table.place, page=page)))


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


def _numbered(items: Iterator[Paragraph | Part]) -> Iterator[Item]:
    """The items with their number among those of their kind."""
    paragraph = table = 0
    for item in items:
        if isinstance(item, Paragraph):
            paragraph += 1
            yield replace(item, place=replace(item.place, paragraph=paragraph))
        else:
            table += 1
            yield _counted(item.table, table)


def _counted(item: Table, number: int) -> Table:
    rows: tuple[Row, ...] = tuple(
        tuple(replace(cell, place=replace(cell.place, table=number)) for cell in row) for row in item.rows
    )
    return replace(item, rows=rows, place=replace(item.place, table=number))
