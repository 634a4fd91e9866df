"""A web page of anybody, saved as a file, or a piece of one from the clipboard: the article on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from app.domain.proof_troubles import UnreadableDocument
from app.intake import webpage
from app.intake.articles import around, article, texts, trimmed
from app.intake.blocks import Block, Text, laid_out, tidied, unframed
from app.intake.encodings import decoded
from app.intake.limits import at_most
from app.intake.markup import Element, parsed
from app.intake.neutral import Neutral, Paragraph, Place
from app.intake.page_blocks import Walk, seen, tag

MOST_PAGE = 10_000_000
MOST_SAVED = 40_000_000
"""With the pictures that stand on it."""
MOST_TAGS = 100_000
MOST_TEXT = 3_000_000
"""Characters without the pictures that are written into the page."""
MOST_HEAD = 100_000
CLIPBOARD = "Version:"
"""How what is copied from an office begins: with lines that say where in it the text stands."""
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=%]*")
OURS = b'id="gouji-report"'


def read(content: bytes, code: str = "") -> Neutral:
    """A page. `code` is what is said elsewhere of how it is written. Raises `UnreadableDocument`."""
    at_most(content, MOST_PAGE)
    if OURS in content:
        return webpage.read(content)
    text = _PICTURE.sub("", decoded(content, code))
    if text.count("<") > MOST_TAGS or len(text) > MOST_TEXT:
        raise UnreadableDocument("long")
    root = parsed(_undeclared(text))
    body = root.find("body")
    said = webpage.said(root)
    without = around(root)
    main = article(root if body is None else body, said.get("title", ""), without)
    walk = Walk(without)
    ahead = (block for block in unframed(_before(main, walk)) if isinstance(block, Text))
    before = [block for block in ahead if not block.linked]
    kept, besides = trimmed([*before, *unframed(walk.blocks(main))])
    aside = [tidied(each.text)[0] for each in (*besides, *_left_out(main, walk))]
    margins = tuple(Paragraph(each, Place()) for each in dict.fromkeys(aside) if each)
    return Neutral(laid_out(kept), webpage.blocks(root), said, margins)


def read_saved(content: bytes) -> Neutral:
    """A page that a browser saved in one file with its pictures. Raises `UnreadableDocument`."""
    at_most(content, MOST_SAVED)
    head = content[: MOST_HEAD * 2].replace(b"\r\n", b"\n").find(b"\n\n")
    if not 0 <= head <= MOST_HEAD:
        raise UnreadableDocument("broken")
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(content)
        parts = [each for each in message.walk() if each.get_content_type() == "text/html"]
        pages = [each.get_payload(decode=True) for each in parts]
        codes = [each.get_content_charset("") for each in parts]
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as wrong:
        raise UnreadableDocument("broken") from wrong
    found = [
        decoded(page, str(code))
        for page, code in zip(pages, codes, strict=True)
        if isinstance(page, bytes) and page
    ]
    if not found:
        raise UnreadableDocument("broken")
    # A workbook saved so has a page for each sheet.
    return read("\n".join(found).encode())


def _undeclared(text: str) -> str:
    """Without the line that names a code, as the text has none any more, and what a clipboard adds."""
    start = text.lstrip()
    if start.startswith(CLIPBOARD):
        return start[start.find("<") :]
    return start[start.find("?>") + 2 :] if start.startswith("<?xml") else text


def _before(main: Element, walk: Walk) -> Iterator[Block]:
    """What stands on the page before the article: its title may be there."""
    line = [*reversed(list(main.iterancestors())), main]
    for each in line:
        if tag(each) in ("html", "body", "head"):
            continue
        for sibling in reversed(list(each.itersiblings(preceding=True))):
            if sibling in walk.without:
                walk.outside.append(sibling)
            elif tag(sibling) and seen(sibling):
                yield from walk.whole(sibling)
            if sibling.tail and sibling.tail.strip():
                yield Text(sibling.tail)


def _left_out(main: Element, walk: Walk) -> Iterator[Text]:
    """What stands around the article, and what comes after it."""
    inner = Walk(frozenset())
    after = (each for one in (main, *main.iterancestors()) for each in one.itersiblings())
    for each in (*walk.outside, *(each for each in after if seen(each))):
        yield from texts(unframed(inner.blocks(each)))
