"""What is on the pages of a PDF: characters and lines as they are drawn, and the cells that they make.

All lengths are in points, from the top left corner of the page.
"""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pypdf
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pypdf.errors import PyPdfError

from app.domain.proof_troubles import UnreadableDocument
from app.intake.flow import Glyph, joined, lines
from app.intake.neutral import Item, Paragraph, Place, Row, Table, TableCell
from app.intake.pages import Part
from app.intake.ruled import Box, Ruling

ATTACHED = ("report.json", "figures.csv")
"""The files that are written into our own print. Any other one that a PDF carries is not even unpacked."""
ASLANT = 0.01
"""A character whose matrix has more off its diagonal is turned: a watermark is."""

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


Read = tuple[str, tuple[int, ...]]
"""A text, and the offsets at which its lines ended."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A part of a page and how far down it stands."""

    top: float
    item: Paragraph | Part


def beside(content: bytes) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
    """The attachments that are ours, and what the file says of itself. Raises `UnreadableDocument`."""
    reader = pypdf.PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableDocument("locked")
    attached = {name: reader.attachments[name][-1] for name in reader.attachments if name in ATTACHED}
    language = reader.root_object.get("/Lang")
    said = {name.removeprefix("/").lower(): str(value) for name, value in (reader.metadata or {}).items()}
    return attached, said | ({"lang": str(language)} if language else {})


def characters(page: Page) -> Iterator[Glyph]:
    """The characters that stand upright."""
    return (glyph(each) for each in page.chars if not is_aslant(each["matrix"]))


def glyph(drawn: Mapping[str, Any]) -> Glyph:
    """A character as pdfplumber tells of it."""
    baseline = drawn["bottom"] + drawn["y0"] - drawn["matrix"][5]
    face = drawn["fontname"].rpartition("+")[2]
    return Glyph(drawn["text"], drawn["x0"], drawn["x1"], baseline, drawn["size"], face)


def is_aslant(matrix: tuple[float, ...]) -> bool:
    """Whether a character is turned."""
    return abs(matrix[1]) > ASLANT or abs(matrix[2]) > ASLANT


def simply(glyphs: Iterable[Glyph]) -> Read:
    """The text of a cell just as it stands there."""
    return joined(lines(glyphs))


def cells(
    glyphs: Iterable[Glyph], found: Sequence[Ruling], reading: Callable[[list[Glyph]], Read] = simply
) -> tuple[list[Part], list[Glyph]]:
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
    texts = [{box: reading(each) for box, each in boxes.items()} for boxes in inside]
    return [_table(ruling, read) for ruling, read in zip(found, texts, strict=True)], loose


def _slots(box: Box) -> Iterator[tuple[int, int]]:
    for row in range(box.row, box.row + box.rowspan):
        for column in range(box.column, box.column + box.colspan):
            yield row, column


def _table(ruling: Ruling, inside: Mapping[Box, Read]) -> Part:
    rows: list[list[TableCell]] = [[] for _ in ruling.ys[1:]]
    for box, (text, breaks) in inside.items():
        place = Place(row=box.row + 1, column=box.column + 1)
        rows[box.row].append(TableCell(text, place, box.colspan, box.rowspan, breaks))
    edges = tuple(x - ruling.xs[0] for x in ruling.xs)
    return Part(Table(tuple(map(tuple, rows)), Place()), edges, ruling.xs[0])


def marks(page: Page, *more: str) -> Iterator[Paragraph]:
    """The texts around that of a page, then what stands aslant: a watermark."""
    place = Place(page=page.page_number)
    aslant = "".join(each["text"] for each in page.chars if is_aslant(each["matrix"]))
    yield from (Paragraph(each, place) for each in (*more, aslant) if each)


def on_page(page: int, item: Paragraph | Part) -> Paragraph | Part:
    """The item with the number of its page."""
    if isinstance(item, Paragraph):
        return replace(item, place=replace(item.place, page=page))
    table = item.table
    rows = tuple(
        tuple(replace(cell, place=replace(cell.place, page=page)) for cell in row) for row in table.rows
    )
    return replace(item, table=replace(table, rows=rows, place=replace(table.place, page=page)))


def numbered(items: Iterator[Paragraph | Part]) -> Iterator[Item]:
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
