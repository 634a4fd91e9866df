"""Values separated by commas."""

from __future__ import annotations

import csv
from io import StringIO

from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import limited
from app.intake.neutral import Neutral, Place, Table, TableCell


def read(content: bytes) -> Neutral:
    """The one table of the file. Raises `UnreadableDocument`."""
    limited(content)
    try:
        rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise UnreadableDocument("broken") from wrong
    cells = tuple(
        tuple(TableCell(text, Place(table=1, row=row, column=column)) for column, text in enumerate(texts, 1))
        for row, texts in enumerate(rows, 1)
    )
    return Neutral(items=(Table(cells, Place(table=1)),))
