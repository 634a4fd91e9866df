"""Values of anybody that commas, semicolons or tabs separate, as office programs save a sheet."""

from __future__ import annotations

import csv
from io import StringIO

from app.domain.proof_troubles import UnreadableDocument
from app.intake.blocks import tidied
from app.intake.encodings import decoded
from app.intake.limits import at_most
from app.intake.neutral import Neutral, Place, Table, TableCell

MOST_TEXT = 4_000_000
MOST_LINES = 50_000
SIGNS = ",;\t"


def read(content: bytes) -> Neutral:
    """The one table of the file. Raises `UnreadableDocument`."""
    at_most(content, MOST_TEXT)
    text = decoded(content)
    sign = max(SIGNS, key=text.count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=sign))
    except csv.Error as wrong:
        raise UnreadableDocument("broken") from wrong
    if len(rows) > MOST_LINES:
        raise UnreadableDocument("long")
    return Neutral((Table(tuple(_row(row, at) for at, row in enumerate(rows, 1)), Place(table=1)),))


def _row(texts: list[str], row: int) -> tuple[TableCell, ...]:
    cells: list[TableCell] = []
    for column, text in enumerate(texts, 1):
        said, breaks = tidied(text)
        cells.append(TableCell(said, Place(table=1, row=row, column=column), breaks=breaks))
    return tuple(cells)
