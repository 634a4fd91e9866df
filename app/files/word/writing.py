"""A report as a Word file that an office can go on with: styles by name, statutory tables, page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from docx import Document
from docx.document import Document as OpenDocument
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.shared import Twips

from app.domain.headings import title_lines
from app.domain.manuscript import Manuscript, Part
from app.domain.print_troubles import NoGlyph
from app.files.copies import Copy
from app.files.word.markup import Element, element, paragraph
from app.files.word.skeleton import skeleton, zipped
from app.files.word.tables import tables
from app.rendering import Renderer

TITLE_ROOM = 20
"""So many characters of the title stand in a line."""
LONGEST_PROPERTY = 255
"""Of what a file says of itself."""
ABOVE_TABLE, BELOW_TABLE = Twips(85), Twips(289)
"""1.5 and 5.1 mm."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(script: Manuscript, copy: Copy, renderer: Renderer) -> bytes:
    """The report as a Word file, the same bytes for the same report and copy.

    Raises `NoGlyph` for characters that no Word file can hold.
    """
    strangers = _UNWRITABLE.findall("".join(_texts(script)))
    if strangers:
        raise NoGlyph(tuple(dict.fromkeys(strangers)))
    document = Document(BytesIO(skeleton(copy, renderer)))
    _describe(document, script, copy)
    pieces = list(_closed(list(_pieces(script))))
    _space(pieces)
    body = document.element.body
    body.extend(pieces)
    body.append(body[0])  # the properties of the page come last
    content = BytesIO()
    document.save(content)
    with ZipFile(content) as made:
        return zipped({name: made.read(name) for name in made.namelist()})


def _texts(script: Manuscript) -> Iterator[str]:
    """Everything that was typed."""
    yield from (script.title, script.report.agency, *script.preface, *script.written.values())
    for part in script.parts:
        for passage in part.passages:
            yield from (passage.heading, *passage.paragraphs)


def _describe(document: OpenDocument, script: Manuscript, copy: Copy) -> None:
    """Say in the file what it is. Its dates are the report's: the last day of its year."""
    said = document.core_properties
    said.title = script.title[:LONGEST_PROPERTY]
    said.author = said.last_modified_by = script.report.agency[:LONGEST_PROPERTY]
    said.language = "zh-CN"
    said.content_status = "Draft" if copy.draft else "Final"
    said.created = said.modified = datetime(script.report.year, 12, 31, tzinfo=UTC)


def _pieces(script: Manuscript) -> Iterator[Element]:
    yield paragraph("Title", title_lines(script.title, script.report.agency, TITLE_ROOM))
    yield from _plain(script.preface)
    for part in script.parts:
        yield paragraph("Heading1", (part.heading,))
        yield from _passages(part)
        yield from tables(script, part)


def _passages(part: Part) -> Iterator[Element]:
    for passage in part.passages:
        if passage.heading:
            yield paragraph("Heading2", (passage.heading,))
        yield from _plain(passage.paragraphs)


def _plain(texts: tuple[str, ...]) -> Iterator[Element]:
    return (paragraph("NormalIndent", (text,)) for text in texts)


def _closed(pieces: list[Element]) -> Iterator[Element]:
    """The pieces with a flat line after each table that no paragraph follows: Word cannot do without."""
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        yield piece
        if isinstance(piece, CT_Tbl) and not isinstance(following, CT_P):
            flat = (element("snapToGrid", val=0), element("spacing", line=20, lineRule="exact"))
            yield paragraph("Normal", (), flat)


def _space(pieces: list[Element]) -> None:
    """Put room between tables and the text above and below them."""
    for above, below in pairwise(pieces):
        if isinstance(above, CT_P) and isinstance(below, CT_Tbl):
            above.get_or_add_pPr().spacing_after = ABOVE_TABLE
        elif isinstance(above, CT_Tbl) and isinstance(below, CT_P):
            below.get_or_add_pPr().spacing_before = BELOW_TABLE
