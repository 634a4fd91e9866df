"""Paragraphs and tables of a tree of HTML elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lxml.etree import LxmlError, ParserError
from lxml.html import HTMLParser, document_fromstring

from app.domain.proof_troubles import UnreadableDocument
from app.intake.neutral import Item, Paragraph, Place, Row, Table, TableCell

Element = Any
"""An element of lxml, which carries no types."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
UNSEEN = frozenset(("head", "noscript", "script", "style", "template", "title"))
ASIDE = frozenset(("aside", "footer", "nav"))
"""What belongs to the page and not to the text."""
PHRASE = (
    "a",
    "abbr",
    "b",
    "cite",
    "code",
    "data",
    "em",
    "i",
    "ins",
    "mark",
    "q",
    "s",
    "small",
    "strong",
    "u",
)
INLINE = frozenset((*PHRASE, "bdi", "bdo", "br", "font", "ruby", "span", "sub", "sup", "time", "var", "wbr"))
_SPACE = re.compile("[ \t\r\n\f]+")
_BREAK = "\x00"
MOST_SPAN = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A run of text outside of tables, or a table. `level` is that of a heading, `aside` what is no text."""

    text: str = ""
    level: int = 0
    aside: bool = False
    table: Element = None


def parsed(text: str | bytes) -> Element:
    """The root of a page; text is UTF-8. Raises `UnreadableDocument`."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return document_fromstring(text.encode() if isinstance(text, str) else text, parser=parser)
    except (LxmlError, ParserError, ValueError, UnicodeError) as wrong:
        raise UnreadableDocument("broken") from wrong


def items(root: Element) -> tuple[tuple[Item, ...], tuple[Paragraph, ...]]:
    """Paragraphs and tables in their order, and what the page bears besides."""
    shown: list[Item] = []
    besides: list[Paragraph] = []
    tables = paragraphs = 0
    for found in _walk(root, Found()):
        if found.table is not None:
            tables += 1
            shown.append(_table(found.table, tables))
            continue
        text, breaks = _tidied(found.text)
        if text and found.aside:
            besides.append(Paragraph(text, Place()))
        elif text:
            paragraphs += 1
            shown.append(Paragraph(text, Place(paragraph=paragraphs), found.level, breaks))
    return tuple(shown), tuple(besides)


def _walk(element: Element, around: Found) -> Iterator[Found]:
    """What stands in an element, run by run: every element that is not inline begins and ends a run."""
    run = element.text or ""
    for child in element:
        if child.tag in INLINE:
            inside = list(_walk(child, around)) if child.tag != "br" else [replace(around, text=_BREAK)]
            run += inside[0].text if inside else ""
            for each in inside[1:]:
                yield replace(around, text=run)
                run = each.text
        elif child.tag not in UNSEEN and child.get("hidden") is None:
            yield replace(around, text=run)
            run = ""
            yield from _block(child, around)
        run += child.tail or ""
    yield replace(around, text=run)


def _block(element: Element, around: Found) -> Iterator[Found]:
    if element.tag == "table":
        yield Found(table=element)
    else:
        level = HEADINGS.get(element.tag, around.level)
        yield from _walk(element, Found("", level, aside=around.aside or _is_aside(element)))


def _is_aside(element: Element) -> bool:
    return element.tag in ASIDE or element.get("role") == "note"


def _tidied(run: str) -> tuple[str, tuple[int, ...]]:
    """The text with its white space as it is shown, and the offsets at which a line ends."""
    parts = [part for part in (_SPACE.sub(" ", each).strip(" ") for each in run.split(_BREAK)) if part]
    ends = [len("".join(parts[:at])) for at in range(1, len(parts))]
    return "".join(parts), tuple(ends)


def _table(element: Element, number: int) -> Table:
    caption = element.find("caption")
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    return Table(
        rows=tuple(_row(row, Place(table=number, row=at)) for at, row in enumerate(rows, 1)),
        place=Place(table=number),
        caption="" if caption is None else _text(caption)[0],
    )


def _row(element: Element, place: Place) -> Row:
    cells = (each for each in element if each.tag in {"td", "th"})
    return tuple(_cell(cell, replace(place, column=at)) for at, cell in enumerate(cells, 1))


def _cell(element: Element, place: Place) -> TableCell:
    text, breaks = _text(element)
    return TableCell(
        text=text,
        place=place,
        colspan=_span(element, "colspan"),
        rowspan=_span(element, "rowspan"),
        breaks=breaks,
        marks=_marks(element),
    )


def _marks(element: Element) -> dict[str, str]:
    """The data attributes of a cell and of what is in it, and the value of a `data` element."""
    inside = [each for each in element.iter() if isinstance(each.tag, str)]
    marks = {
        name.removeprefix("data-"): value
        for each in inside
        for name, value in each.attrib.items()
        if name.startswith("data-")
    }
    values = [each.get("value") for each in inside if each.tag == "data" and each.get("value") is not None]
    return marks | ({"value": values[0]} if values else {})


def _text(element: Element) -> tuple[str, tuple[int, ...]]:
    return _tidied(_BREAK.join(found.text for found in _walk(element, Found())))


def _span(element: Element, name: str) -> int:
    value = element.get(name, "1").strip()
    return min(max(int(value), 1), MOST_SPAN) if value.isascii() and value.isdigit() else 1
