"""Papers as the texts that people copy out of pages and documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.intake.generated import Box, Paper, Row, Sheet, Words, full

Lines = Iterator[str]


def _flat(text: str) -> str:
    """A cell's text on one line, with what a copy leaves of a line end."""
    return text.replace("\n", "")


def _written(paper: Paper, table: Callable[[Sheet], Lines], gap: str = "\n") -> bytes:
    parts: list[str] = []
    for each in paper.flow:
        if isinstance(each, Words):
            parts.append(each.text)
            continue
        parts += [each.caption] if each.caption else []
        parts.append("\n".join(table(each)))
    return f"{gap}\n".join(parts).encode()


def tabbed(paper: Paper, _random: Random) -> bytes:
    """Rows of cells with tabs between them, joined cells written out with blanks."""
    return _written(paper, lambda sheet: ("\t".join(_flat(b.text) for b in row) for row in full(sheet.rows)))


def markdown(paper: Paper, _random: Random) -> bytes:
    """Rows between bars, and a rule below the first."""

    def table(sheet: Sheet) -> Lines:
        for at, row in enumerate(full(sheet.rows)):
            yield f"| {' | '.join(_flat(box.text) for box in row)} |"
            if not at:
                yield f"|{' --- |' * len(row)}"

    return _written(paper, table)


def aligned(paper: Paper, _random: Random) -> bytes:
    """Columns held apart by blanks, as a program that keeps the looks of a page writes them."""

    def table(sheet: Sheet) -> Lines:
        rows = full(sheet.rows)
        most = max(len(row) for row in rows)
        wide = [max(_width(row[at].text) for row in rows if at < len(row)) for at in range(most)]
        for row in rows:
            cells = (
                _flat(box.text) + " " * (width - _width(box.text))
                for box, width in zip(row, wide, strict=False)
            )
            yield "    ".join(cells).rstrip()

    return _written(paper, table)


def _width(text: str) -> int:
    return sum(2 if ord(each) > 0x2000 else 1 for each in _flat(text))


def barred(paper: Paper, _random: Random) -> bytes:
    """A bar behind each cell; cells that others cover are not there."""
    return _written(
        paper, lambda sheet: ("".join(f"{_flat(box.text)} | " for box in row).strip() for row in sheet.rows)
    )


def padded(paper: Paper, random: Random) -> bytes:
    """The same with every row filled up by bars to one length; here and there blank cells are not there."""
    dropped = random.random() < 0.5

    def table(sheet: Sheet) -> Lines:
        for row in sheet.rows:
            kept = [box for box in row if box.text or not dropped]
            line = "".join(f"{_flat(box.text)} | " for box in kept).strip()
            yield line + " " * bool(sheet.width - len(kept)) + "|" * (sheet.width - len(kept))

    return _written(paper, table)


def stacked(paper: Paper, random: Random) -> bytes:
    """Each cell on a line, a bar behind it; padding on a line of bars."""
    dropped = random.random() < 0.5

    def table(sheet: Sheet) -> Lines:
        for row in sheet.rows:
            kept = [box for box in row if box.text or not dropped]
            yield from (f"{_flat(box.text)} |".strip() for box in kept)
            if len(kept) < sheet.width - 1:
                yield "|" * (sheet.width - len(kept))

    return _written(paper, table)


def single(paper: Paper, random: Random) -> bytes:
    """Each cell a paragraph; blank cells are not there, and some labels are cut."""
    return _written(paper, lambda sheet: _paragraphs(sheet.rows, random))


def _paragraphs(rows: tuple[Row, ...], random: Random) -> Lines:
    boxes: list[Box] = [box for row in rows for box in row if box.text]
    for box in boxes:
        pieces = [box.text]
        if box.role == "head" and len(box.text) == 4 and random.random() < 0.5:
            pieces = [box.text[:2], box.text[2:]]
        for piece in pieces:
            yield _flat(piece)
            yield ""
