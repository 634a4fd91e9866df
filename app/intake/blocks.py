"""What stands in a document of anybody before it is known which tables are tables.

Word files and web pages use tables to lay out text, and put tables into tables. Here such a frame is taken
away: what stood in it follows in reading order. A small table within the cell of a real one becomes its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from app.domain.proof_troubles import UnreadableDocument
from app.intake.neutral import Item, Paragraph, Place, Row, Table, TableCell

BREAK = "\n"
"""Where a line ends in the text of a block."""
MOST_BLOCKS = 60_000
"""Paragraphs and cells; a report has some hundreds."""
MOST_WIDE = 200_000
"""Columns of all rows of a table together."""
_WHITE = re.compile("[ \t\r\f\v\u00a0\u2000-\u200a\u202f]+")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\0-\b\x0e-\x1f]")
_BULLET = re.compile("^[\uf000-\uf0ff]+ *")


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `level` is that of a heading, and `linked` says that most of it is a link."""

    text: str
    level: int = 0
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell with all that stands in it."""

    blocks: tuple[Text | Box, ...]
    colspan: int = 1
    rowspan: int = 1
    marks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Box:
    """A table, or a frame."""

    rows: tuple[tuple[Slot, ...], ...]
    caption: str = ""


Block = Text | Box


def tidied(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in one line, and where its lines ended.

    Figures on two lines of a cell may be one or two: they keep a space between them, so that nobody
    takes them for one.
    """
    whole, breaks = "", []
    for line in _UNSEEN.sub("", text).split(BREAK):
        said = _BULLET.sub("", _WHITE.sub(" ", line).strip(" \u3000"))
        if said and whole:
            gap = " " if whole[-1].isdigit() and said[0].isdigit() else ""
            breaks.append(len(whole) + len(gap))
            whole += gap
        whole += said
    return whole, tuple(breaks)


def laid_out(blocks: Iterable[Block]) -> tuple[Item, ...]:
    """The blocks as paragraphs and tables, numbered in their order.

    Outside of tables a line that somebody ended is a paragraph; only headings may have several lines.
    Raises `UnreadableDocument` where there are too many.
    """
    found: list[Item] = []
    paragraphs = tables = 0
    for count, block in enumerate(_aligned(unframed(blocks))):
        if count > MOST_BLOCKS:
            raise UnreadableDocument("long")
        if isinstance(block, Text):
            for line in [block.text] if block.level else block.text.split(BREAK):
                text, breaks = tidied(line)
                if text:
                    paragraphs += 1
                    found.append(Paragraph(text, Place(paragraph=paragraphs), block.level, breaks))
        elif _says_something(block):
            tables += 1
            found.append(_table(block, tables))
    return tuple(found)


def unframed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with those in frames in their place."""
    for block in blocks:
        if isinstance(block, Box) and _is_frame(block):
            if block.caption:
                yield Text(block.caption)
            for row in block.rows:
                for slot in row:
                    yield from unframed(slot.blocks)
        else:
            yield block


def _aligned(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with neighbouring lines that tabs put in columns as one table."""
    for is_row, run in groupby(blocks, key=_is_row):
        lines = list(run)
        if is_row and len(lines) > 1:
            texts = [block.text.strip("\t ").split("\t") for block in lines if isinstance(block, Text)]
            yield Box(tuple(tuple(Slot((Text(text),)) for text in row) for row in texts))
        else:
            yield from lines


def _is_row(block: Block) -> bool:
    """Whether a line has three words or more with tabs between."""
    return isinstance(block, Text) and block.text.strip("\t ").count("\t") >= len("||")


def _is_frame(box: Box) -> bool:
    """Whether more stands in tables within its cells than in its own cells; or it is one cell."""
    slots = [slot for row in box.rows for slot in row]
    boxes = [block for slot in slots for block in slot.blocks if isinstance(block, Box)]
    if not boxes:
        return len(slots) == 1
    own = sum(1 for slot in slots if _texts(slot.blocks) and not _boxes(slot))
    return sum(_filled(each) for each in boxes) >= own


def _boxes(slot: Slot) -> bool:
    return any(isinstance(block, Box) for block in slot.blocks)


def _filled(box: Box) -> int:
    """How many cells in it, and in the tables within, say something."""
    return sum(
        _filled(block) if isinstance(block, Box) else bool(block.text.strip())
        for row in box.rows
        for slot in row
        for block in slot.blocks
    )


def _says_something(box: Box) -> bool:
    return any(_texts(slot.blocks).strip() for row in box.rows for slot in row)


def _texts(blocks: Iterable[Block]) -> str:
    """All that blocks say, each on lines of its own."""
    return BREAK.join(
        block.text
        if isinstance(block, Text)
        else BREAK.join(_texts(slot.blocks) for row in block.rows for slot in row)
        for block in blocks
    )


def said_in(box: Box) -> tuple[Text, ...]:
    """What a table says, cell by cell."""
    return tuple(Text(_texts(slot.blocks)) for row in box.rows for slot in row)


def _table(box: Box, number: int) -> Table:
    if sum(slot.colspan for row in box.rows for slot in row) > MOST_WIDE:
        raise UnreadableDocument("long")
    rows = tuple(_row(row, Place(table=number, row=at)) for at, row in enumerate(box.rows, 1))
    return Table(rows, Place(table=number), tidied(box.caption)[0])


def _row(slots: Iterable[Slot], place: Place) -> Row:
    cells: list[TableCell] = []
    for at, slot in enumerate(slots, 1):
        text, breaks = tidied(_texts(slot.blocks))
        cells.append(
            TableCell(text, replace(place, column=at), slot.colspan, slot.rowspan, breaks, slot.marks)
        )
    return tuple(cells)
