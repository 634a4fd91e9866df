"""The elements of any page as blocks: what a browser shows of them, tables made of anything as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from app.domain.labels import number_of
from app.domain.page_words import AROUND
from app.intake.blocks import BREAK, Block, Box, Slot, Text
from app.intake.markup import HEADINGS, MOST_SPAN, Element

UNSEEN = frozenset(
    (
        *("area", "audio", "button", "canvas", "colgroup", "datalist", "del", "dialog", "embed", "head"),
        *("iframe", "img", "input", "link", "map", "meta", "noframes", "noscript", "object", "option"),
        *("script", "select", "source", "style", "svg", "template", "textarea", "title", "video", "xml"),
    )
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir"),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "legend", "li", "main", "menu", "nav", "ol", "p", "pre"),
        *("section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
ASIDE = frozenset(("aside", "footer", "nav"))
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_SHOWN_AS = re.compile(r"display\s*:\s*table(?:-(row|cell))?\s*(?:;|!|$)", re.IGNORECASE)
_NAMES = re.compile(r"[a-z]+")
_ROLES = {"row": "row", "cell": "cell", "gridcell": "cell", "columnheader": "cell", "rowheader": "cell"}
WIDE = "\u3000"
"""From here on characters are wide, and have no spaces between them."""
MOST_ITEMS = 200
"""Of a list whose numbers are counted."""
_MANY = 3
"""Rows, and cells in each, from which elements of the same build are a table."""
_LONGEST = 60
"""Characters of a cell in such a table."""


def tag(element: Element) -> str:
    """The element's name; nothing for a comment and the like."""
    return element.tag if isinstance(element.tag, str) else ""


def seen(element: Element) -> bool:
    """Whether a browser shows it, as far as the element itself says."""
    if tag(element) in UNSEEN or not tag(element) or element.get("hidden") is not None:
        return False
    return not _HIDDEN.search(element.get("style") or "")


def aside(element: Element) -> bool:
    """Whether its name says that it stands around the article."""
    if tag(element) in ASIDE or element.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return not {*_NAMES.findall(named)}.isdisjoint(AROUND)


def is_block(element: Element) -> bool:
    """Whether it begins and ends a paragraph."""
    return tag(element) in BLOCKS or _SHOWN_AS.search(element.get("style") or "") is not None


class Walk:
    """Makes blocks of elements, those in `without` left out."""

    def __init__(self, without: frozenset[Element]) -> None:
        self.without = without
        self.outside: list[Element] = []
        """What was left out."""

    def blocks(self, element: Element) -> Iterator[Block]:
        """What stands in an element; runs between blocks are paragraphs."""
        level = HEADINGS.get(tag(element), 0)
        run, linked = (element.text or "") if tag(element) == "pre" else _flat(element.text), 0
        for child in element:
            if not seen(child):
                pass
            elif child in self.without:
                self.outside.append(child)
            elif not is_block(child) and not _holds_blocks(child):
                said = inline(child)
                run += said
                linked += len(said.strip()) if is_link(child) else links(child)
            else:
                yield from _text(run, linked, level)
                run, linked = "", 0
                yield from self.whole(child, level)
            run += _flat(child.tail)
        yield from _text(run, linked, level)

    def whole(self, element: Element, level: int = 0) -> Iterator[Block]:
        """An element itself: a table as one."""
        if tag(element) == "table" or _is_grid(element):
            yield self.table(element)
            return
        number = _counted(element)
        for block in self.blocks(element):
            if isinstance(block, Text):
                text = number + block.text if number and not number_of(block.text) else block.text
                yield Text(text, block.level or level, linked=block.linked)
                number = ""
            else:
                yield block

    def table(self, element: Element) -> Box:
        """A table of any build."""
        caption = element.find("caption")
        rows = tuple(tuple(self._cells(row)) for row in _rows(element) if seen(row))
        return Box(rows, "" if caption is None else inline(caption))

    def _cells(self, row: Element) -> Iterator[Slot]:
        for cell in row:
            if seen(cell) and cell not in self.without:
                yield Slot(tuple(self.blocks(cell)), _span(cell, "colspan"), _span(cell, "rowspan"))


def _text(run: str, linked: int, level: int) -> Iterator[Text]:
    said = len(run.strip())
    if said:
        yield Text(run, level, linked=linked * 2 > said)


def inline(element: Element) -> str:
    """The text within a line."""
    if tag(element) == "br":
        return BREAK
    parts = [_flat(element.text)]
    for child in element:
        if seen(child):
            parts.append(inline(child))
        parts.append(_flat(child.tail))
    return "".join(parts)


def _flat(text: str | None) -> str:
    """Text in which a line end is no more than a space; between wide characters not even that."""
    lines = (text or "").split("\n")
    said = [lines[0]]
    for before, line in pairwise(lines):
        wide = before.rstrip()[-1:] >= WIDE and line.lstrip()[:1] >= WIDE
        said.append(line.lstrip() if wide else f" {line}")
    return "".join(said)


def is_link(element: Element) -> bool:
    """Whether it leads elsewhere; one with a name only marks a place."""
    return tag(element) == "a" and (element.get("href") is not None or not element.get("name"))


def links(element: Element) -> int:
    """How many characters within it are links."""
    return sum(len(inline(each).strip()) for each in element.iter("a") if is_link(each))


def _holds_blocks(element: Element) -> bool:
    """Whether a paragraph begins within it, though itself it is part of a line."""
    return any(is_block(each) for each in element.iterdescendants() if tag(each))


def _counted(element: Element) -> str:
    """The number that a browser puts before an item of a list."""
    parent = element.getparent()
    if (
        tag(element) != "li"
        or parent is None
        or tag(parent) != "ol"
        or parent.get("type", "1") != "1"
        or len(parent) > MOST_ITEMS
    ):
        return ""
    start = parent.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() and len(start) < len("10000") else 1
    return f"{first + sum(1 for each in element.itersiblings('li', preceding=True))}."


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table itself, not of those within."""
    if tag(table) != "table":
        yield from (each for each in table if tag(each))
        return
    for each in table:
        if tag(each) == "tr":
            yield each
        elif tag(each) in ("tbody", "thead", "tfoot") and seen(each):
            yield from each.iterchildren("tr")


def _is_grid(element: Element) -> bool:
    """Whether an element that is no table shows one: it says so, or its parts are built alike."""
    if tag(element) not in ("div", "section", "ul", "dl") or len(element) < _MANY - 1:
        return False
    rows = [each for each in element if tag(each)]
    if all(_role(row) == "row" for row in rows):
        return True
    widths = {len(row) for row in rows}
    return len(rows) >= _MANY and len(widths) == 1 and widths.pop() >= _MANY and all(map(_is_line, rows))


def _role(element: Element) -> str:
    shown = _SHOWN_AS.search(element.get("style") or "")
    return _ROLES.get(element.get("role") or "", (shown[1] or "") if shown else "").lower()


def _is_line(row: Element) -> bool:
    """Whether an element holds nothing but short cells."""
    if (row.text or "").strip() or tag(row) not in ("div", "ul", "dl", "li", "section"):
        return False
    return all(
        tag(cell) in ("div", "span", "li", "dd", "dt", "p")
        and not (cell.tail or "").strip()
        and not _holds_blocks(cell)
        and len(inline(cell)) <= _LONGEST
        for cell in row
    )


def _span(cell: Element, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return (
        min(max(int(said), 1), MOST_SPAN)
        if said.isascii() and said.isdigit() and len(said) < len("100000")
        else 1
    )
