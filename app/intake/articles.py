"""Which part of a page is its article: the smallest element that holds its tables, headings and sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from app.domain.labels import key, number_of
from app.domain.page_words import ALWAYS, ENDS, FIRST
from app.intake.blocks import Block, Box, Text, said_in
from app.intake.markup import HEADINGS, Element
from app.intake.page_blocks import aside, inline, is_block, is_link, links, seen, tag

SHORT = 200
"""Characters of a line in which a page speaks of itself."""
HEADING = 44
SENTENCE = 12
NAME = 8
"""Characters of a line that is the page's title."""
MOSTLY = 0.4
"""Of all tables and sentences; what holds so much is no frame of the page, whatever it is called."""
FEW = 2
COLONS = ("\uff1a", ":")


def around(root: Element) -> frozenset[Element]:
    """The elements that by their names stand around the article, unless most of what is said is in them."""
    within: Counter[Element] = Counter()
    holding: set[Element] = set()
    count = 0
    for each in _content(root, ""):
        line = (each, *each.iterancestors())
        count += 1
        within.update(line)
        if tag(each) == "table":
            holding.update(line)
    return frozenset(
        each
        for each in root.iterdescendants()
        if tag(each) and tag(each) != "body" and aside(each)
        if each not in holding and within[each] <= MOSTLY * count
    )


def article(root: Element, title: str, without: frozenset[Element]) -> Element:
    """The smallest element with all that is content; the whole where nothing is."""
    found: list[Element] | None = None
    for each in _content(root, key(title)):
        line = [*reversed(list(each.iterancestors())), each]
        if not without.isdisjoint(line):
            continue
        line = line[:-1]
        together = zip(found if found is not None else line, line, strict=False)
        found = [one for one, _ in takewhile(lambda pair: pair[0] is pair[1], together)]
    return found[-1] if found else root


def _content(root: Element, title: str) -> Iterator[Element]:
    """The elements that are content by themselves: tables of figures, headings, sentences."""
    for each in root.iter():
        if not tag(each) or not seen(each):
            continue
        if tag(each) == "table":
            if _is_data(each):
                yield each
        elif is_block(each) and tag(each) not in ("td", "th", "tr", "tbody") and _is_told(each, title):
            yield each


def _is_told(element: Element, title: str) -> bool:
    """Whether what an element says in lines of its own is a heading or a sentence."""
    text = _own(element)
    if not text or page_speaks(text) or _in_links(element):
        return False
    if tag(element) in HEADINGS and HEADINGS[tag(element)] <= FEW:
        return True
    return is_content(text) or (len(text) >= NAME and bool(title) and key(text) in title)


def _own(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if tag(child) and seen(child) and not is_block(child):
            parts.append(inline(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _in_links(element: Element) -> bool:
    return links(element) * 2 > len(_own(element))


def _is_data(table: Element) -> bool:
    """Whether a table has rows of several cells, and neither tables nor mostly links in them."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [sum(1 for cell in row if tag(cell) in ("td", "th")) for row in table.iter("tr")]
    wide = sum(1 for row in rows if row >= FEW)
    linked = sum(1 for each in table.iter("a") if is_link(each))
    cells = (inline(cell).strip() for cell in table.iter("td", "th"))
    return wide >= FEW and linked * 2 < sum(rows) and not _is_card(cell for cell in cells if cell)


def _is_card(cells: Iterable[str]) -> bool:
    """Whether a table says about the document who made it and when: names with colons, and what they are."""
    said = list(cells)
    return sum(1 for cell in said if cell.endswith(COLONS)) * 3 >= max(len(said), 3)


def is_content(text: str) -> bool:
    """Whether a line is a numbered heading or has a sentence in it."""
    if number_of(text) and len(text) <= HEADING:
        return True
    return len(text) >= SENTENCE and any(end in text for end in ENDS)


def page_speaks(text: str) -> bool:
    """Whether a line is about the page: who keeps it, when it was put there, how to print it."""
    if len(text) > SHORT or number_of(text):
        return False
    if any(word in text for word in ALWAYS):
        return True
    return text.startswith(FIRST) and not any(end in text for end in ENDS)


def trimmed(blocks: Sequence[Block]) -> tuple[list[Block], list[Text]]:
    """The blocks of an article without what the page says in between, and what comes after its end."""
    last = max((at for at, block in enumerate(blocks) if _is_content(block)), default=len(blocks))
    kept: list[Block] = []
    besides: list[Text] = []
    ended = False
    for at, block in enumerate(blocks):
        strange = _is_strange(block)
        ended = ended or (at > last and strange)
        if strange or ended:
            besides.extend([block] if isinstance(block, Text) else said_in(block))
        else:
            kept.append(block)
    return kept, besides


def _is_content(block: Block) -> bool:
    if _is_strange(block):
        return False
    return isinstance(block, Box) or is_content(block.text.strip())


def _is_strange(block: Block) -> bool:
    if isinstance(block, Box):
        return _is_card(said for each in said_in(block) if (said := each.text.strip()))
    return block.linked or page_speaks(" ".join(block.text.split()))


def texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """The paragraphs among blocks, and what tables say."""
    for block in blocks:
        yield from [block] if isinstance(block, Text) else said_in(block)
