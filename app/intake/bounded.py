"""How much a PDF unpacks to, found out with an end before a library reads it that has none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NumberObject, PdfObject, StreamObject

from app.domain.proof_troubles import UnreadableDocument

MOST_DRAWN = 8_000_000
"""Bytes of what draws the pages; that of a report is a tenth at most."""
MOST_FACES = 150_000_000
"""Bytes of the faces, which may be there whole: one of all Chinese characters has ten or twenty million."""
MOST_PARTS = 2000
"""Drawings and faces that pages are made of."""
MOST_CODES = 300_000
"""Codes of a face; there are no more than 65536, and a table may name them more than once."""
_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)(?:end|\Z)", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<[^>]*>|\[[^\]]*\]|[0-9]+)")
FACE_PARTS = ("/FontFile", "/FontFile2", "/FontFile3")


def bounded(content: bytes, most_pages: int) -> None:
    """Raises `UnreadableDocument` for more pages, or more on them, than in any report."""
    reader = pypdf.PdfReader(BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    if len(reader.pages) > most_pages:
        raise UnreadableDocument("pages", most_pages)
    seen: set[int] = set()
    drawn = faces = 0
    for page in reader.pages:
        for stream in chain(_contents(page), _drawings(page.get("/Resources"), seen)):
            drawn += len(stream.get_data())
            if drawn > MOST_DRAWN:
                raise UnreadableDocument("long")
        for stream in _faces(page.get("/Resources"), seen):
            data = stream.get_data()
            faces += len(data)
            if faces > MOST_FACES or sum(_reaches(data)) > MOST_CODES:
                raise UnreadableDocument("long")


def _contents(page: pypdf.PageObject) -> Iterator[StreamObject]:
    """What draws a page, in one piece or in several."""
    whole = _resolved(page.get("/Contents"))
    pieces = whole if isinstance(whole, ArrayObject) else (whole,)
    yield from (each for part in pieces if isinstance(each := _resolved(part), StreamObject))


def _drawings(resources: object, seen: set[int]) -> Iterator[StreamObject]:
    """The drawings that are placed on pages and in each other, each once."""
    waiting = [resources]
    while waiting:
        held = _dictionary(_dictionary(waiting.pop()).get("/XObject"))
        for each in held.values():
            found = _resolved(each)
            if isinstance(found, StreamObject) and found.get("/Subtype") == "/Form" and _is_new(found, seen):
                yield found
                waiting.append(found.get("/Resources"))


def _faces(resources: object, seen: set[int]) -> Iterator[StreamObject]:
    """The faces of a page and their tables, each once."""
    for each in _dictionary(_dictionary(resources).get("/Font")).values():
        font = _dictionary(each)
        whole = [font, *map(_dictionary, _array(font.get("/DescendantFonts")))]
        parts = [font.get("/ToUnicode"), font.get("/Encoding")]
        for one in whole:
            descriptor = _dictionary(one.get("/FontDescriptor"))
            parts += [descriptor.get(name) for name in FACE_PARTS]
            if sum(_spans(_array(one.get("/W")), 3)) + sum(_spans(_array(one.get("/W2")), 5)) > MOST_CODES:
                raise UnreadableDocument("long")
        found = (_resolved(part) for part in parts)
        yield from (part for part in found if isinstance(part, StreamObject) and _is_new(part, seen))


def _spans(widths: ArrayObject, size: int) -> Iterator[int]:
    """For how many codes each entry of a table of widths is: from, to, and what is said of all of them."""
    run: list[int] = []
    for each in map(_resolved, widths):
        if isinstance(each, ArrayObject):
            run = []
        elif isinstance(each, NumberObject | FloatObject):
            run.append(int(each))
        if len(run) == size:
            yield max(0, run[1] - run[0])
            run = []


def _reaches(data: bytes) -> Iterator[int]:
    """For how many codes each entry of a table of characters is."""
    for block in _RANGES.findall(data):
        if b"(" in block:
            raise UnreadableDocument("broken")
        for start, end in _RANGE.findall(block):
            yield max(0, _code(end) - _code(start))


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _is_new(part: PdfObject, seen: set[int]) -> bool:
    """Whether it has not been met. Raises `UnreadableDocument` where there are too many."""
    number = part.indirect_reference.idnum if part.indirect_reference else -len(seen) - 1
    if number in seen:
        return False
    seen.add(number)
    if len(seen) > MOST_PARTS:
        raise UnreadableDocument("long")
    return True


def _resolved(found: object) -> PdfObject | None:
    return found.get_object() if isinstance(found, PdfObject) else None


def _array(found: object) -> ArrayObject:
    whole = _resolved(found)
    return whole if isinstance(whole, ArrayObject) else ArrayObject()


def _dictionary(found: object) -> DictionaryObject:
    whole = _resolved(found)
    return whole if isinstance(whole, DictionaryObject) else DictionaryObject()
