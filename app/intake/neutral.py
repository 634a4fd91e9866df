"""What every reader makes of a document: paragraphs and tables in their order, each with its place.

Nothing here knows what a report is; which words are a heading, which table is which, is decided by those who
read the neutral form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the document something stands, counted from 1; 0 where the format has no such thing.

    `sheet` is the name of a workbook's sheet. `row` and `column` are those of the table.
    """

    page: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or heading: its text without line ends.

    `level` is that of a heading (1 the title), 0 of none, and where the format does not tell.
    """

    text: str
    place: Place
    level: int = 0


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: its text without line ends, and how far it reaches."""

    text: str
    place: Place
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Each row lists the cells that begin in it; those that a cell from above or from the left covers are not
    listed. A table that goes on over pages is one table, its repeated header rows not repeated.
    """

    rows: tuple[tuple[TableCell, ...], ...]
    place: Place
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Neutral:
    """A document.

    `attached` are the files inside it by name (a PDF's attachments, the data block of a page). `said` is
    what it says of itself: title, language and so on, by lower-case name.
    """

    items: tuple[Paragraph | Table, ...]
    attached: Mapping[str, bytes] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
