"""Every figure of an edition by its address, and the lines in which rules look at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.domain.address import Address
from app.domain.values import AnyKind

Side = Literal["row", "column"]
DOCUMENT = "document"
"""Where a finding stands that is about the report as a whole and not about one of its sections."""


class UnknownName(Exception):
    """An edition file names something that it does not define. `key` is the key that holds the name."""

    def __init__(self, key: str, name: str, known: Iterable[str] = ()) -> None:
        """`known` are the names that would have been right."""
        super().__init__(key, name)
        self.key = key
        self.name = name
        self.known = tuple(known)

    def __str__(self) -> str:
        """One line for whoever writes the edition."""
        hint = f" (known here: {', '.join(self.known)})" if self.known else ""
        return f"unknown id '{self.name}'{hint}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a statutory table.

    `parts` are the cells it sums up when nobody states it; none for a typed cell.
    """

    address: Address
    section: str
    row: str
    column: str
    row_name: str
    column_name: str
    kind: AnyKind
    order: int
    parts: tuple[Address, ...] = ()
    printed: bool = True

    @property
    def computed(self) -> bool:
        """Whether it is the sum of others."""
        return bool(self.parts)

    @property
    def name(self) -> str:
        """As a person would call it: row, then column; a table of one nameless row has only columns."""
        return "，".join(part for part in (self.row_name, self.column_name) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One row or column of a section, from which the cells that a rule names are picked."""

    section: str
    side: Side
    id: str
    name: str

    def address(self, crossing: str) -> Address:
        """The cell in which this line meets the row or column called `crossing`."""
        row, column = (self.id, crossing) if self.side == "row" else (crossing, self.id)
        return Address(f"{self.section}.{row}.{column}")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that the form asks the text of a section to have. `aliases` are other words for it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All the words by which a heading may name it."""
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True)
class Plan:
    """The figures and sections of an edition, as rules are bound to them when the edition is loaded.

    `title` is the form's pattern; `years` the first and the last year it is for, None while it goes on.
    """

    figures: Mapping[Address, Figure]
    sections: Mapping[str, str]
    topics: Mapping[str, tuple[Topic, ...]]
    title: str
    years: tuple[int, int | None]

    def figure(self, key: str, address: str) -> Figure:
        """The figure at a full address; `key` is where the edition file names it."""
        found = self.figures.get(Address(address))
        if found is None:
            raise UnknownName(key, address)
        return found

    def heading(self, key: str, section: str) -> str:
        """The printed heading of a section."""
        if section not in self.sections:
            raise UnknownName(key, section, self.sections)
        return self.sections[section]

    def pick(self, section: str, rows: tuple[str, ...], columns: tuple[str, ...]) -> tuple[Figure, ...]:
        """The figures of a section in these rows and columns; an empty tuple means all of them."""
        self.heading("in", section)
        mine = [figure for figure in self.figures.values() if figure.section == section]
        self._known("rows", rows, {figure.row for figure in mine})
        self._known("columns", columns, {figure.column for figure in mine})
        return tuple(
            figure
            for figure in mine
            if (not rows or figure.row in rows) and (not columns or figure.column in columns)
        )

    def lines(self, section: str, side: Side, only: tuple[str, ...]) -> tuple[Line, ...]:
        """The rows (or columns) of a section in printed order; an empty `only` means all of them."""
        self.heading("in", section)
        named: dict[str, str] = {}
        for figure in self.figures.values():
            if figure.section == section:
                identity, name = (
                    (figure.row, figure.row_name) if side == "row" else (figure.column, figure.column_name)
                )
                named.setdefault(identity, name)
        self._known("only", only, named)
        return tuple(
            Line(section, side, identity, name)
            for identity, name in named.items()
            if not only or identity in only
        )

    def crossing(self, line: Line) -> tuple[str, ...]:
        """The ids that name a cell of this line."""
        place = 2 if line.side == "row" else 1
        same = 1 if line.side == "row" else 2
        parts = (address.split(".") for address in self.figures)
        return tuple(part[place] for part in parts if part[0] == line.section and part[same] == line.id)

    @staticmethod
    def _known(key: str, names: Iterable[str], known: Iterable[str]) -> None:
        have = tuple(known)
        for name in names:
            if name not in have:
                raise UnknownName(key, name, have)
