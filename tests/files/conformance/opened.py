"""A PDF as the clauses look at it: what is painted, in which fonts, and what the structure says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

import pikepdf
from fontTools.ttLib import TTFont
from lxml import etree
from pikepdf import Array, Dictionary, Object, Pdf, Stream

SHOWING = frozenset(("Tj", "TJ", "'", '"'))
PAINTING = SHOWING | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "EI"}
PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
TELLING = SHOWING | {"BMC", "BDC", "Tf", "gs", "Do", "cs", "CS", "sh", "ri"}
"""Whose operands are looked at."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content that is open: its tag, and its number if it belongs to the structure."""

    tag: str
    mcid: int | None
    actual: bool


@dataclass(frozen=True, slots=True)
class Painted:
    """One operation that paints: on which page (from 0), inside which marks, and what it shows."""

    page: int
    operator: str
    marks: tuple[Mark, ...]
    font: Object | None
    codes: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a page's content, with the depth of saved states after it."""

    page: int
    operator: str
    operands: tuple[object, ...]
    depth: int


@dataclass(frozen=True, slots=True)
class Written:
    """A font, the one inside it, the codes that are written with it, what they mean, and its file."""

    font: Object
    inside: Object
    codes: frozenset[int]
    meant: Mapping[int, str]
    program: TTFont | None


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of the structure. `content` is what it holds itself: page and number of each mark."""

    raw: Object
    kind: str
    parent: Element | None
    kids: list[Element] = field(default_factory=list)
    content: list[tuple[int, int]] = field(default_factory=list)

    def attribute(self, name: str) -> Object | None:
        """What one of its attribute dictionaries says."""
        found = self.raw.get("/A", Dictionary())
        owners = list(found) if isinstance(found, Array) else [found]
        return next((each[name] for each in owners if name in each), None)

    def span(self, name: str) -> int:
        """Over how many columns or rows it goes."""
        return int(self.attribute(name) or 1)


def listed(value: Object | None) -> list[Object]:
    """What may stand alone or in an array, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


class Opened:
    """A file, taken apart as far as a clause asks."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf: Pdf = pikepdf.open(BytesIO(content))
        self.root = self.pdf.Root

    @cached_property
    def objects(self) -> tuple[object, ...]:
        """Everything in the file, direct objects too, down to numbers."""
        return tuple(each for whole in self.pdf.objects for each in _walk(whole))

    @cached_property
    def streams(self) -> tuple[Stream, ...]:
        return tuple(each for each in self.pdf.objects if isinstance(each, Stream))

    @cached_property
    def annotations(self) -> tuple[Object, ...]:
        return tuple(each for page in self.pdf.pages for each in page.obj.get("/Annots", Array()))

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        return tuple(each for number, page in enumerate(self.pdf.pages) for each in _operations(number, page))

    @cached_property
    def painted(self) -> tuple[Painted, ...]:
        return tuple(_painted(self))

    @cached_property
    def used(self) -> Mapping[tuple[int, int], tuple[Object, frozenset[int]]]:
        """The fonts that are written with, by their object, and the codes that are written with each."""
        fonts: dict[tuple[int, int], Object] = {}
        codes: dict[tuple[int, int], set[int]] = {}
        for each in self.painted:
            if each.font is not None:
                fonts[each.font.objgen] = each.font
                found = codes.setdefault(each.font.objgen, set())
                found.update(map(int.from_bytes, zip(each.codes[::2], each.codes[1::2], strict=False)))
        return {key: (fonts[key], frozenset(codes[key])) for key in fonts}

    @cached_property
    def written(self) -> tuple[Written, ...]:
        """The fonts inside the fonts that are written with."""
        return tuple(
            Written(font, inside, codes, _unicode(font), _program(inside))
            for font, codes in self.used.values()
            for inside in font.get("/DescendantFonts", [])
        )

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """The structure in the order of reading, parents before their kids."""
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        tree = self.root.get("/StructTreeRoot", Dictionary())
        return tuple(each for top in listed(tree.get("/K")) for each in _elements(top, None, pages, None))

    @cached_property
    def xmp(self) -> etree._Element | None:
        """The metadata, if they can be read."""
        if "/Metadata" not in self.root:
            return None
        try:
            return etree.fromstring(self.packet)
        except etree.XMLSyntaxError:
            return None

    @property
    def packet(self) -> bytes:
        stream = self.root.get("/Metadata")
        return bytes(stream.read_bytes()) if isinstance(stream, Stream) else b""


def _program(inside: Object) -> TTFont | None:
    descriptor = inside.get("/FontDescriptor", Dictionary())
    file = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    return None if file is None else TTFont(BytesIO(file.read_bytes()), lazy=True)


def _unicode(font: Object) -> Mapping[int, str]:
    """What the codes of a font mean."""
    if "/ToUnicode" not in font:
        return {}
    blocks = re.findall(rb"beginbfchar(.*?)endbfchar", bytes(font["/ToUnicode"].read_bytes()), re.DOTALL)
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for block in blocks
        for code, text in PAIR.findall(block)
    }


def _walk(value: object) -> Iterator[object]:
    yield value
    inside: list[object]
    if isinstance(value, (Dictionary, Stream)):
        inside = [value[key] for key in value.keys()]  # noqa: SIM118 - no dict
    else:
        inside = list(value) if isinstance(value, Array) else []
    for each in inside:
        if not (isinstance(each, Object) and each.is_indirect):
            yield from _walk(each)


def _operations(number: int, page: pikepdf.Page) -> Iterator[Operation]:
    depth = 0
    for each in pikepdf.parse_content_stream(page):
        name = str(each.operator)
        depth += {"q": 1, "Q": -1}.get(name, 0)
        yield Operation(number, name, tuple(each.operands) if name in TELLING else (), depth)


def _painted(opened: Opened) -> Iterator[Painted]:
    page = -1
    marks: list[Mark] = []
    fonts: list[Object | None] = []
    font: Object | None = None
    resources: Object = Dictionary()
    for each in opened.operations:
        if each.page != page:
            page, font = each.page, None
            marks.clear()
            fonts.clear()
            resources = opened.pdf.pages[page].obj.get("/Resources", Dictionary())
        match each.operator:
            case "BMC" | "BDC":
                marks.append(_mark(each))
            case "EMC":
                marks.pop()
            case "q":
                fonts.append(font)
            case "Q":
                font = fonts.pop()
            case "Tf":
                font = resources.get("/Font", Dictionary()).get(str(each.operands[0]))
            case operator if operator in PAINTING:
                yield Painted(
                    page, operator, tuple(marks), font if operator in SHOWING else None, _codes(each)
                )


def _mark(operation: Operation) -> Mark:
    said = operation.operands[1] if len(operation.operands) > 1 else Dictionary()
    known = said if isinstance(said, Dictionary) else Dictionary()
    mcid = known.get("/MCID")
    return Mark(str(operation.operands[0]), None if mcid is None else int(mcid), "/ActualText" in known)


def _codes(operation: Operation) -> bytes:
    if operation.operator not in SHOWING:
        return b""
    shown = operation.operands[-1]
    parts = listed(shown) if isinstance(shown, Array) else [shown]
    return b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))


def _elements(
    raw: Object, parent: Element | None, pages: Mapping[tuple[int, int], int], above: int | None
) -> Iterator[Element]:
    if not isinstance(raw, Dictionary) or "/S" not in raw:
        return
    page = pages.get(raw["/Pg"].objgen) if "/Pg" in raw else above
    element = Element(raw, str(raw["/S"])[1:], parent)
    if parent is not None:
        parent.kids.append(element)
    yield element
    for kid in listed(raw.get("/K")):
        if isinstance(kid, Dictionary) and "/MCID" in kid:
            where = pages.get(kid["/Pg"].objgen) if "/Pg" in kid else page
            element.content.append((-1 if where is None else where, int(kid["/MCID"])))
        elif isinstance(kid, Dictionary):
            yield from _elements(kid, element, pages, page)
        else:
            element.content.append((-1 if page is None else page, int(kid)))
