"""The source as it was read, laid out to be seen beside the form. All of it is text, none of it markup."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.imported import Where
from app.intake.neutral import Neutral, Paragraph, Place, Table

MOST_CELLS = 12_000
"""Shown of a document; a report has some five hundred."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """A paragraph. `page` is its page's number where a new page begins, else 0; `sheet` is the like."""

    id: str
    text: str
    heading: bool
    page: int
    sheet: str


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell of a table."""

    id: str
    text: str
    colspan: int
    rowspan: int


@dataclass(frozen=True, slots=True)
class SourceTable:
    """A table, row by row."""

    id: str
    caption: str
    rows: tuple[tuple[SourceCell, ...], ...]
    page: int
    sheet: str


@dataclass(frozen=True, slots=True)
class Source:
    """The document in order. `ids` leads from a place to its element; `cut` says that not all is shown."""

    items: tuple[SourceText | SourceTable, ...]
    ids: Mapping[Where, str]
    cut: bool

    def id_of(self, where: Where | None) -> str:
        """The element that stands there, or nothing."""
        return self.ids.get(where, "") if where and where != Where() else ""

    def place(self, words: str) -> Where | None:
        """The place that is called so."""
        return next((where for where in self.ids if where.words == words), None) if words else None


def source_of(neutral: Neutral) -> Source:
    """The neutral form of a document, ready to be shown."""
    numbered = _Numbered()
    shown: list[SourceText | SourceTable] = []
    page, sheet = 0, ""
    for item in neutral.items:
        if numbered.count > MOST_CELLS:
            return Source(tuple(shown), numbered.ids, cut=True)
        place = item.place
        new_page = place.page if place.page != page else 0
        new_sheet = place.sheet if place.sheet != sheet else ""
        page, sheet = place.page or page, place.sheet or sheet
        if isinstance(item, Table):
            shown.append(_table(item, numbered, (new_page, new_sheet)))
        else:
            shown.append(_text(item, numbered, (new_page, new_sheet)))
    return Source(tuple(shown), numbered.ids, cut=False)


class _Numbered:
    """Gives out ids; the first thing that stands at a place has the place."""

    def __init__(self) -> None:
        self.count = 0
        self.ids: dict[Where, str] = {}

    def __call__(self, place: Place) -> str:
        self.count += 1
        name = f"source-{self.count}"
        where = Where(place.page, place.sheet, place.table, place.row, place.column, place.paragraph)
        self.ids.setdefault(where, name)
        return name


def _text(item: Paragraph, numbered: _Numbered, begins: tuple[int, str]) -> SourceText:
    return SourceText(numbered(item.place), item.text, item.level > 0, *begins)


def _table(item: Table, numbered: _Numbered, begins: tuple[int, str]) -> SourceTable:
    return SourceTable(numbered(item.place), item.caption, tuple(_rows(item, numbered)), *begins)


def _rows(item: Table, numbered: _Numbered) -> Iterator[tuple[SourceCell, ...]]:
    for row in item.rows:
        yield tuple(
            SourceCell(numbered(cell.place), cell.text, max(1, cell.colspan), max(1, cell.rowspan))
            for cell in row
        )
