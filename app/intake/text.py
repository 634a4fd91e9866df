"""Plain text, pasted or extracted, as paragraphs and tables.

How rows look in a text is told in `app.intake.text_rows`. Marks that extraction programs leave (`#` before
headings, `**`) are taken off. A paragraph that a page break has cut is put together again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from app.domain.labels import number_of
from app.intake.encodings import decoded
from app.intake.limits import limited
from app.intake.neutral import Item, Neutral, Paragraph, Place, Row, Table, TableCell
from app.intake.text_rows import Said, Texts, cut, stacks

_HASHES = re.compile(r"(#{1,6})\s+")
_ENDS = re.compile(
    r"[.\u2026\u00b7]{3,}\s*[0-9]+$|[\u3002\uff01\uff1f\uff1b\uff1a\u2026!?;:][\u201d\u2019\u300b\uff09)\"']*$"
)
_LONG = 36  # characters; a shorter line that does not end a sentence is a heading or a signature
_HAN_WORDS = re.compile(r"[\u4e00-\u9fff]\s+(?=[\u4e00-\u9fff])")
_MENU = 4  # words held apart by white space; Chinese sentences have none
_WHITE = " \t\u3000\xa0"


def read(content: bytes) -> Neutral:
    """The paragraphs and tables of a text. Raises `UnreadableDocument` where it is none."""
    limited(content)
    lines = decoded(content).replace("**", "").splitlines()
    return Neutral(items=tuple(_joined(_items(_said(lines)))))


def _said(lines: Iterable[str]) -> Iterator[Said]:
    """What the lines say one after the other: texts, and the rows of tables."""
    for filled, group in groupby(lines, key=lambda line: bool(line.strip(" \u3000\xa0\r\f"))):
        if filled:
            yield from cut([line.strip("\r\f") for line in group])


def _items(said: Iterable[Said]) -> Iterator[Item]:
    tables = paragraphs = 0
    for each in stacks(said):
        if isinstance(each, str):
            paragraphs += 1
            yield _paragraph(each, paragraphs)
        else:
            tables += 1
            yield Table(tuple(_rows(each, tables)), Place(table=tables))


def _rows(rows: Iterable[Texts], table: int) -> Iterator[Row]:
    for down, texts in enumerate(rows, 1):
        yield tuple(
            TableCell(text.strip(_WHITE), Place(table=table, row=down, column=column))
            for column, text in enumerate(texts, 1)
        )


def _paragraph(line: str, number: int) -> Paragraph:
    text = line.strip(_WHITE)
    hashes = _HASHES.match(text)
    level = len(hashes[1]) if hashes else 0
    return Paragraph(text[hashes.end() :] if hashes else text, Place(paragraph=number), level)


def _joined(items: Iterator[Item]) -> Iterator[Item]:
    """The items with each paragraph put together that goes on in the next one."""
    kept: Paragraph | None = None
    for item in items:
        if not isinstance(item, Paragraph):
            if kept:
                yield kept
            kept = None
            yield item
        elif kept and _goes_on(kept, item):
            breaks = (*kept.breaks, len(kept.text))
            kept = Paragraph(kept.text + item.text, kept.place, kept.level, breaks)
        else:
            if kept:
                yield kept
            kept = item
    if kept:
        yield kept


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    headed = first.level or second.level or number_of(second.text)
    listed = len(_HAN_WORDS.findall(first.text)) >= _MENU  # the menu of a page, its path, its share buttons
    return not headed and not listed and len(first.text) >= _LONG and not _ENDS.search(first.text)
