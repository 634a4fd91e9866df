"""Which figure of a line belongs into which column: by count where all are there, else by proven position.

Extracted text loses blank cells, and what is left moves. So a line that has fewer figures than there are
columns is doubtful, unless it is proven where each stands (`standing`); and so is one that would add up if
its figures were moved. Sums never fill anything in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from math import comb

from app.domain.address import Address
from app.domain.figures import Figure
from app.domain.imported import LOST, MANY, NUMBER, SHIFTED
from app.domain.labels import is_figure
from app.intake.mapping.lines import Cell

MOST_WAYS = 2000
_DIGITS = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
Way = Mapping[Address, Cell]


@dataclass(frozen=True, slots=True)
class Slots:
    """The figures of a line in printed order, and how many columns of the grid each takes.

    `columns` are where they stand, where that is proven; fewer than figures, where the table is cut off.
    """

    figures: tuple[Figure, ...]
    spans: tuple[int, ...]
    columns: tuple[int, ...] = ()

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Of the figures."""
        return tuple(figure.address for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that was not read: what was seen, where, and why it is not certain."""

    read: str
    why: str
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """What is certain, and what was seen of the rest with the reason."""

    cells: Way = field(default_factory=dict)
    doubts: Mapping[Address, Doubt] = field(default_factory=dict)


def placed(cells: tuple[Cell, ...], slots: Slots, *, long: bool = False) -> Placed:
    """The cells behind a label, in the slots of their line.

    `long` says that the line has more cells than its table has columns, as two rows in one have.
    """
    said = [cell for cell in cells if cell.text]
    if not said:
        return Placed()
    if len(said) > len(slots.figures):
        return all_in_doubt(said, slots, MANY)
    if len(said) == len(slots.figures) and _together(cells, said, slots, long=long):
        return _counted(said, slots)
    found = dict(_by_columns(said, slots))
    if len(found) < len(said):
        return all_in_doubt(said, slots, LOST)
    return _checked(found, said, slots)


def all_in_doubt(said: list[Cell], slots: Slots, why: str) -> Placed:
    """Everything is doubtful; all that was seen is told, for nobody knows which it is."""
    seen = Doubt(" ".join(cell.text for cell in said), why, said[0])
    return Placed({}, dict.fromkeys(slots.addresses, seen))


def _together(cells: tuple[Cell, ...], said: list[Cell], slots: Slots, *, long: bool) -> bool:
    """Whether no more blanks stand between the figures than their columns are wide, and one."""
    first, last = cells.index(said[0]), cells.index(said[-1])
    blanks = last - first + 1 - len(said)
    wide = sum(slots.spans) - len(slots.spans)
    return blanks <= wide + 1 and (not long or (first == 0 and blanks == 0))


def _counted(said: list[Cell], slots: Slots) -> Placed:
    """As many as there are columns: each is the next one's.

    A word that is no figure is read as it is printed, but only where it is proven that it stands in a column.
    """
    way = dict(zip(slots.addresses, said, strict=True))
    if _alien(way, slots) and tuple(cell.column for cell in said) != slots.columns:
        return all_in_doubt(said, slots, NUMBER)
    return Placed(way)


def _alien(way: Way, slots: Slots) -> bool:
    """Whether a text stands where figures are to stand."""
    kinds = {figure.address: figure.kind.kind for figure in slots.figures}
    return any(kinds[at] != "text" and not is_figure(cell.text) for at, cell in way.items())


def _by_columns(said: list[Cell], slots: Slots) -> Iterator[tuple[Address, Cell]]:
    standing = dict(zip(slots.columns, slots.addresses, strict=False))
    for cell in said:
        if cell.column in standing:
            yield standing[cell.column], cell


def _checked(way: Way, said: list[Cell], slots: Slots) -> Placed:
    """Nothing certain where another reading would make a total right that is wrong or missing now."""
    if not _adds_up(way, slots):
        others = [other for other in _ways(said, slots) if _adds_up(other, slots)]
        if any(_number(cell) for other in others for cell in other.values()):
            return all_in_doubt(said, slots, SHIFTED)
    lost = Doubt("", LOST, said[-1])
    return Placed(way, dict.fromkeys(slots.addresses[len(slots.columns) :], lost))


def _ways(said: list[Cell], slots: Slots) -> Iterator[Way]:
    """Every way to put the figures, in their order, into the slots."""
    if comb(len(slots.figures), len(said)) <= MOST_WAYS:
        for chosen in combinations(slots.addresses, len(said)):
            yield dict(zip(chosen, said, strict=True))


def _adds_up(way: Way, slots: Slots) -> bool:
    """Whether each total in the line is the sum of its parts, a blank counted as nothing."""
    for figure in slots.figures:
        if figure.parts and set(figure.parts) <= set(slots.addresses):
            parts = sum(_number(way[part]) for part in figure.parts if part in way)
            total = way.get(figure.address)
            if parts != (_number(total) if total else 0):
                return False
    return True


def _number(cell: Cell) -> Decimal:
    """What the cell counts in a sum; nothing where it holds no number."""
    found = _DIGITS.search(unicodedata.normalize("NFKC", cell.text).replace(",", ""))
    return Decimal(found[0]) if found else Decimal(0)
