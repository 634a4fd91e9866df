"""The rows of tables in plain text, in every way in which programs write them.

- Tabs between the cells. Blank cells are kept, and a line without tabs between rows is a piece of a cell.
- Bars before and behind each cell, with a rule of dashes below the heads (Markdown). Blank cells are kept.
- A bar behind each cell only, as programs write that take the text out of web pages. Cells that another
  covers are not there, often blank ones neither, and rows are filled up with bars at their end: those bars
  are no cells, and a row's place in the line proves nothing.
- The same with each cell on a line of its own, a blank one as a bar alone, filled up by a line of bars.
- Two or more blanks between the cells. Blank cells cannot be seen.
- Nothing: each cell a paragraph. Blank cells are not there.

In the forms without visible rows each cell becomes a row of one cell: what belongs together has to be told
by whoever knows the labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from app.domain.labels import is_figure, number_of

Texts = tuple[str, ...]
"""The cells of a row."""
Rows = tuple[Texts, ...]
Said = str | Rows
"""A line of text, or a table."""

_RULE = re.compile(r":?-{3,}:?|:-+:?|-+:")
_PADDING = re.compile(r"\|{2,}")
_GAP = re.compile(r"(?:[ \xa0]{2,}|\u3000{2,}|[ \xa0]\u3000|\u3000[ \xa0])[ \xa0\u3000]*")
_SENTENCE = re.compile("[\u3002\uff01\uff1f\uff1b\uff1a!?;:]")
_ALONE = 0.7
"""Of the lines with bars, how many hold one cell where each cell has a line of its own."""
_PIECE = 24  # characters; a longer line is no piece of a cell
_CELL = 60  # characters; the longest labels have some 45
_FEWEST = 8
"""Paragraphs in a row that look like cells, before they are taken for some."""
_FIGURES = 0.25
"""Of them, how many have to be figures,"""
_TOGETHER = 3
"""or how many in a row."""


def cut(lines: Sequence[str]) -> Iterator[Said]:
    """Lines that stand together, as texts and tables."""
    if any("\t" in _stripped(line) for line in lines):
        yield from _tabbed(lines)
    elif any("|" in line for line in lines):
        yield from _barred(lines)
    elif _is_aligned(lines):
        yield tuple(_pieces(line) for line in lines)
    else:
        yield from lines


def stacks(said: Iterable[Said]) -> Iterator[Said]:
    """The same, where paragraphs are cells one by one: those as rows of one cell."""
    for alike, group in groupby(said, key=_is_cell):
        together = list(group)
        texts = [each.strip() for each in together if isinstance(each, str)]
        if alike and len(texts) >= _FEWEST and _has_figures(texts):
            yield tuple((text,) for text in texts)
        else:
            yield from together


def _has_figures(texts: Sequence[str]) -> bool:
    """Whether many of the texts are figures, or a few that stand together; a page's number stands alone."""
    figures = [is_figure(text) for text in texts]
    together = any(all(figures[at : at + _TOGETHER]) for at in range(len(figures) - _TOGETHER + 1))
    return together or sum(figures) >= len(figures) * _FIGURES


def _is_cell(said: Said) -> bool:
    return isinstance(said, str) and len(said.strip()) <= _CELL and not _SENTENCE.search(said.strip()[-1:])


def _stripped(line: str) -> str:
    return line.strip(" \u3000\xa0")


def _tabbed(lines: Sequence[str]) -> Iterator[Said]:
    """From the first row to the last; a line without tabs between them is a piece of a broken cell."""
    found = [at for at, line in enumerate(lines) if "\t" in _stripped(line)]
    first, last = found[0], found[-1] + 1
    yield from lines[:first]
    rows = tuple(tuple(line.split("\t")) for line in lines[first:last])
    yield tuple(row for row in rows if not _is_rule(row))
    yield from lines[last:]


def _is_rule(row: Texts) -> bool:
    said = [text.strip() for text in row if text.strip()]
    return bool(said) and all(_RULE.fullmatch(text) for text in said)


def _barred(lines: Sequence[str]) -> Iterator[Said]:
    for in_table, group in groupby(_whole(lines), key=lambda line: "|" in line):
        together = list(group)
        if not in_table:
            yield from together
            continue
        filled = [line for line in together if not _PADDING.fullmatch(line)]
        framed = all(line.startswith("|") and line.strip("| ") for line in filled)
        rows = [_bars(line, framed=framed) for line in filled]
        alone = sum(len(row) == 1 for row in rows)
        if alone >= len(rows) * _ALONE:
            yield tuple((cell,) for row in rows for cell in row)
        else:
            yield tuple(row for row in rows if any(row) and not _is_rule(row))


def _whole(lines: Sequence[str]) -> list[str]:
    """The lines with each row on one: a cell that goes on in the next line is put together.

    So is a bar that slipped there. A numbered line begins something of its own.
    """
    whole: list[str] = []
    for line in map(_stripped, lines):
        is_open = bool(whole) and "|" in whole[-1] and not whole[-1].endswith("|")
        is_piece = (
            bool(whole)
            and "|" not in whole[-1]
            and "|" in line
            and len(whole[-1]) <= _PIECE
            and len(whole) > 1
            and "|" in whole[-2]
            and not number_of(whole[-1])
            and not _SENTENCE.search(whole[-1][-1:])
        )
        if (is_open and "|" in line) or is_piece:
            whole[-1] += line
        else:
            whole.append(line)
    return whole


def _bars(line: str, *, framed: bool) -> Texts:
    """The row that a line with bars says.

    Where the table is `framed`, each row has a bar before its first cell and no cell is left out; elsewhere
    a bar at the beginning is a blank first cell.
    """
    if framed:
        return tuple(text.strip() for text in line[1:].removesuffix("|").split("|"))
    texts = [text.strip() for text in line.split("|")]
    while len(texts) > 1 and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _pieces(line: str) -> Texts:
    """What wide gaps hold apart; characters that stand one by one are a label that was spread."""
    pieces: list[str] = []
    spread = False
    for piece in _GAP.split(_stripped(line)):
        one = len(piece) == 1 and not piece.isascii()
        if one and spread:
            pieces[-1] += piece
        else:
            pieces.append(piece)
        spread = one
    return tuple(pieces)


def _is_aligned(lines: Sequence[str]) -> bool:
    """Whether lines are rows with wide gaps: several of them, each with more than one piece, some figures."""
    pieces = [_pieces(line) for line in lines]
    several = [row for row in pieces if len(row) > 1]
    figures = any(is_figure(text) for row in several for text in row[1:])
    return len(several) > 1 and len(several) * 2 > len(pieces) and figures
