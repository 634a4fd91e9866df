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

    `level` is that of a heading (1 the title), 0 of none, and where the format does not tell. `breaks` are
    the offsets at which a line ended: a space that stood there cannot be seen, and is not in the text.
    """

    text: str
    place: Place
    level: int = 0
    breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table: its text without line ends, and how far it reaches.

    `breaks` are as in a paragraph. `marks` are what the format says of the cell beside its text, by name.
    """

    text: str
    place: Place
    colspan: int = 1
    rowspan: int = 1
    breaks: tuple[int, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)


Row = tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Each row lists the cells that begin in it; those that a cell from above or from the left covers are not
    listed. A table that goes on over pages is one table, its repeated header rows not repeated.
    """

    rows: tuple[Row, ...]
    place: Place
    caption: str = ""


Item = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was not read, or not for certain, and why; a person has to look at it."""

    text: str
    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Neutral:
    """A document.

    `attached` are the files inside it by name (a PDF's attachments, the data block of a page). `said` is
    what it says of itself: title, language and so on, by lower-case name. `margins` are the texts outside
    the text: page numbers, a watermark, numbers of lines, a banner. `pages` is 0 where there are none.
    `remarks` are what the reader itself could not take for certain.
    """

    items: tuple[Item, ...]
    attached: Mapping[str, bytes] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    margins: tuple[Paragraph, ...] = ()
    pages: int = 0
    remarks: tuple[Remark, ...] = ()
