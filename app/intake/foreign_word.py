"""A Word file of anybody as it is seen: with the numbers Word counts, without what is deleted or hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.domain.proof_troubles import UnreadableDocument
from app.intake.blocks import BREAK, Block, Box, Slot, Text, laid_out, tidied
from app.intake.markup import Element
from app.intake.neutral import Neutral, Paragraph, Place
from app.intake.package import Package, unpacked
from app.intake.word_numbers import Numbering, numbering
from app.intake.word_styles import Styles, child, integer, local, on, styles, value

MOST_COLUMNS = 63
"""Word has no more."""
MARGINS = ("header", "footer", "footnotes", "endnotes")
_THROUGH = frozenset(
    ("body", "customXml", "ins", "moveTo", "sdt", "sdtContent", "smartTag", "footnote", "endnote")
)
_INSIDE = frozenset(
    (*_THROUGH, "hyperlink", "fldSimple", "dir", "bdo", "oMath", "oMathPara", "ruby", "rubyBase")
)
_SIGNS: Mapping[str, str] = {
    "tab": "\t",
    "ptab": "\t",
    "br": BREAK,
    "cr": BREAK,
    "noBreakHyphen": "-",
}
_BOXES: Mapping[int, str] = {
    0x6F: "\u25a1",
    0x71: "\u25a1",
    0xA8: "\u25a1",
    0x52: "\u2611",
    0xFE: "\u2611",
    0xFD: "\u2612",
    0xFC: "\u221a",
}
"""What the symbols of Wingdings look like, as far as forms are ticked with them."""
_PRIVATE = 0xFF
_CONTENTS = "toc "


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of Word's grid; `merge` says whether it goes on from above."""

    column: int
    width: int
    merge: str
    blocks: tuple[Block, ...]


def read(content: bytes) -> Neutral:
    """The text of a Word file. Raises `UnreadableDocument`."""
    return document(unpacked(content))


def document(package: Package) -> Neutral:
    """The same of an unpacked one."""
    main = next(iter(package.related("", "officeDocument")), "")
    tree = package.tree(main)
    if tree is None or local(tree) != "document":
        raise UnreadableDocument("broken")
    known = styles(_part(package, main, "styles"))
    reading = Reading(known, numbering(_part(package, main, "numbering"), known))
    shown = laid_out(reading.blocks(child(tree, "body")))
    aside = [
        text
        for kind in MARGINS
        for name in package.related(main, kind)
        for text in _aside(package.tree(name), reading)
    ]
    return Neutral(items=shown, margins=tuple(Paragraph(text, Place()) for text in dict.fromkeys(aside)))


def _part(package: Package, main: str, kind: str) -> Element | None:
    name = next(iter(package.related(main, kind)), None)
    return package.tree(name) if name else None


def _aside(tree: Element | None, reading: Reading) -> Iterator[str]:
    """The texts of a header or footer, or of notes."""
    if tree is not None:
        for block in reading.blocks(tree):
            if isinstance(block, Text) and (said := tidied(block.text)[0]):
                yield said


@dataclass(frozen=True, slots=True)
class Reading:
    """Goes through a document once, from its first word to its last."""

    styles: Styles
    numbering: Numbering
    fields: list[bool] = field(default_factory=list)
    """For each field that has begun whether its result has."""
    floating: list[Block] = field(default_factory=list)
    """What stands in text boxes that are bound to the paragraph at hand."""

    def blocks(self, container: Element | None) -> Iterator[Block]:
        """Paragraphs and tables."""
        held = ""
        for each in _members(container, _THROUGH):
            if local(each) == "tbl":
                yield self.table(each)
            elif local(each) == "p":
                text = held + self.paragraph(each)
                # Whose mark was deleted goes on in the next paragraph.
                held = text if child(each, "pPr", "rPr", "del") is not None else ""
                if not held:
                    yield self._told(each, text)
                yield from self.floating
                self.floating.clear()
        if held:
            yield Text(held)

    def _told(self, paragraph: Element, text: str) -> Text:
        style = value(child(paragraph, "pPr", "pStyle")) or self.styles.usual
        found = self.styles.by_id.get(style)
        if found and found.name.lower().startswith(_CONTENTS):
            text = text.replace("\t", " ")
        outline = child(paragraph, "pPr", "outlineLvl")
        deep = len("123456789")
        own = integer(outline, default=deep)
        return Text(text, own + 2 if own < deep else self.styles.heading(style))

    def paragraph(self, element: Element) -> str:
        """Its text, the number that Word counts before it."""
        text = "".join(self._inline(element))
        # A field that has not come to its result by now never will: it may not hide the rest.
        self.fields[:] = [begun for begun in self.fields if begun]
        hidden = on(child(element, "pPr", "rPr", "vanish")) and not text
        return text if hidden else self._number(element, text) + text

    def _number(self, element: Element, text: str) -> str:
        """Of a paragraph without words nothing is shown, though Word counts it."""
        style = value(child(element, "pPr", "pStyle")) or self.styles.usual
        own = child(element, "pPr", "numPr")
        number = value(child(own, "numId")) or self.styles.list_of(style)
        level = child(own, "ilvl")
        at = self.styles.level_of(style) if level is None else integer(level)
        if not number or number == "0":
            return ""
        said = self.numbering.before(number, at)
        return said if text.strip() else ""

    def _inline(self, container: Element) -> Iterator[str]:
        for each in _members(container, _INSIDE):
            if local(each) == "r" and not self._hidden(each):
                yield from self._run(each)

    def _hidden(self, run: Element) -> bool:
        own = child(run, "rPr", "vanish")
        return on(own) if own is not None else self.styles.hidden(value(child(run, "rPr", "rStyle")))

    def _run(self, run: Element) -> Iterator[str]:
        for each in _members(run, frozenset()):
            name = local(each)
            if name == "fldChar":
                yield self._field(each)
            elif not all(self.fields):
                continue
            elif name == "t":
                yield each.text or ""
            elif name == "sym":
                yield _symbol(each)
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "ruby":
                yield from self._inline(each)
            else:
                self._float(each)

    def _field(self, mark: Element) -> str:
        """Notes where a field begins, and where its result does; a box to be ticked has none."""
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self.fields.append(False)
            return _ticked(child(mark, "ffData", "checkBox"))
        if kind == "separate" and self.fields:
            self.fields[-1] = True
        elif kind == "end" and self.fields:
            self.fields.pop()
        return ""

    def _float(self, element: Element) -> None:
        """What stands in a text box is kept until its paragraph ends."""
        for each in element.iter():
            if local(each) == "txbxContent" and not _repeated(each, element):
                inner = Reading(self.styles, self.numbering)
                self.floating.extend(inner.blocks(each))

    def table(self, element: Element) -> Box:
        """A table; hidden and deleted rows are not there."""
        rows = [
            tuple(self._cells(row))
            for row in _members(element, _THROUGH)
            if local(row) == "tr"
            and child(row, "trPr", "del") is None
            and not on(child(row, "trPr", "hidden"))
        ]
        return Box(_joined(rows))

    def _cells(self, row: Element) -> Iterator[Cell]:
        column = _width(integer(child(row, "trPr", "gridBefore")))
        if column:
            yield Cell(0, column, "", ())
        for each in _members(row, _THROUGH):
            if local(each) != "tc" or child(each, "tcPr", "cellDel") is not None:
                continue
            width = max(1, _width(integer(child(each, "tcPr", "gridSpan"), default=1)))
            yield Cell(column, width, _merge(each), tuple(self.blocks(each)))
            column += width


def _members(container: Element | None, through: frozenset[str]) -> Iterator[Element]:
    """What stands in an element: wrappers opened, of alternatives one taken, mere prompts left out."""
    for each in () if container is None else container:
        name = local(each)
        if name == "AlternateContent":
            chosen = child(each, "Choice")
            yield from _members(chosen if chosen is not None else child(each, "Fallback"), through)
        elif name in through:
            if child(each, "sdtPr", "showingPlcHdr") is None:
                yield from _members(each, through)
        else:
            yield each


def _symbol(element: Element) -> str:
    code = value(element, "char")
    known = (
        int(code, 16) & _PRIVATE if 0 < len(code) <= len("F0FE") and code.isalnum() and code.isascii() else 0
    )
    return _BOXES.get(known, "")


def _ticked(box: Element | None) -> str:
    if box is None:
        return ""
    state = child(box, "checked")
    return "\u2611" if on(state if state is not None else child(box, "default")) else "\u25a1"


def _repeated(box: Element, within: Element) -> bool:
    """Whether it is what older programs are shown instead of what stands beside, or stands in another box."""
    for each in box.iterancestors():
        if each is within:
            return False
        if local(each) == "txbxContent":
            return True
        if local(each) == "Fallback" and child(each.getparent(), "Choice") is not None:
            return True
    return False


def _width(columns: int) -> int:
    return min(columns, MOST_COLUMNS)


def _merge(cell: Element) -> str:
    """Whether a cell begins one that goes on below, or goes on itself."""
    mark = child(cell, "tcPr", "vMerge")
    if mark is None:
        return ""
    return "begins" if value(mark) == "restart" else "goes on"


def _joined(rows: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Slot, ...], ...]:
    """The rows with each cell that goes on below as one; what goes on from nowhere stands for itself."""
    found: list[list[Slot]] = []
    begun: dict[int, tuple[int, int, int]] = {}
    for at, row in enumerate(rows):
        found.append([])
        for cell in row:
            top, index, width = begun.get(cell.column, (0, 0, 0))
            if cell.merge == "goes on" and width == cell.width and top + found[top][index].rowspan == at:
                found[top][index] = replace(found[top][index], rowspan=at - top + 1)
                continue
            if cell.merge:
                begun[cell.column] = (at, len(found[at]), cell.width)
            found[at].append(Slot(cell.blocks, cell.width))
    return tuple(tuple(row) for row in found)
