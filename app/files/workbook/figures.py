"""Figures as cells of a workbook: as numbers where no digit is lost, totals as the formulas they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from app.domain.address import Address
from app.domain.dataset import Datum, dataset, unit
from app.domain.manuscript import Manuscript
from app.domain.values import Number
from app.files.workbook.layout import Leaf, Spot, spots

_PLAIN = re.compile(r"-?[0-9]+(?:\.([0-9]+))?")
_DIGITS = 15
"""So many digits of a number are kept by every spreadsheet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into a figure's cell.

    `formula` is without an equals sign and empty for none; `number` is its value, or the figure itself. With
    neither, `text` is written, which is the figure as printed. `shown` is the number format.
    """

    text: str
    number: float | None = None
    formula: str = ""
    shown: str = "General"


def entry(datum: Datum) -> Entry:
    """A figure as a number, shown as it is printed; as text where a number would not say the same."""
    bare = datum.text.removesuffix(unit(datum.kind))
    plain = _PLAIN.fullmatch(bare)
    if not plain or datum.number is None or datum.number != Decimal(bare) or not exact(datum.number):
        return Entry(datum.text)
    decimals = f".{'0' * len(plain[1])}" if plain[1] else ""
    behind = f'"{unit(datum.kind)}"' if bare != datum.text else ""
    return Entry(datum.text, float(datum.number), shown=f"0{decimals}{behind}")


def exact(number: Decimal | int) -> bool:
    """Whether a spreadsheet keeps a number to its last digit."""
    plain = Decimal(number).normalize()
    # XlsxWriter writes 16 digits, which must be those of the number and zeros.
    return len(plain.as_tuple().digits) <= _DIGITS and Decimal(f"{float(plain):.16G}") == plain


@dataclass(frozen=True, slots=True)
class Ledger:
    """The figures of the report by address: what is known of each, where it stands, what is written there.

    Only those of the printed tables have a spot and an entry.
    """

    data: Mapping[Address, Datum]
    spots: Mapping[Address, Spot]
    entries: Mapping[Address, Entry]

    def counted(self, address: Address) -> Number | None:
        """The number that formulas find in the cell of a figure, if they find one."""
        return self.data[address].number if self.entries[address].number is not None else None

    def countable(self, address: Address) -> bool:
        """Whether formulas can work with the cell of a figure: it has a number, or is still to get one."""
        return self.entries[address].number is not None or not self.entries[address].text


def ledger(script: Manuscript, leaves: Sequence[Leaf]) -> Ledger:
    """The figures of a report, to stand on these sheets."""
    data = {datum.address: datum for datum in dataset(script)}
    places = spots(leaves)
    plain = Ledger(data, places, {address: entry(data[address]) for address in places})
    figures = script.report.edition.figures
    totals = {address: _total(figures[address].parts, address, plain) for address in places}
    made = {address: replace(each, formula=totals[address]) for address, each in plain.entries.items()}
    return Ledger(data, places, made)


def _total(parts: Sequence[Address], total: Address, ledger: Ledger) -> str:
    """The formula of a total that is the sum of its parts, or blank because one of them is.

    A blank one shows nothing until all its parts are there. One that somebody stated otherwise has none, and
    stays as stated.
    """
    if not parts or any(part not in ledger.spots for part in parts):
        return ""
    cells = ranges([ledger.spots[part] for part in parts])
    known = [number for part in parts if (number := ledger.counted(part)) is not None]
    if len(known) == len(parts) and ledger.counted(total) is not None:
        return f"SUM({cells})" if sum(known) == ledger.counted(total) else ""
    waits = len(known) < len(parts) and all(map(ledger.countable, parts))
    if waits and not ledger.entries[total].text:
        return f'IF(COUNT({cells})={len(parts)},SUM({cells}),"")'
    return ""


def ranges(cells: Sequence[Spot], *, abroad: bool = False) -> str:
    """Cells as the arguments of a function, neighbours as one range; `abroad` names their sheets."""
    return ",".join(_range(run, abroad=abroad) for run in _runs(cells))


def _runs(cells: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    """The cells in stretches of neighbours in one row or in one column."""
    run: list[Spot] = []
    for cell in cells:
        if run and not _continues(run, cell):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _continues(run: Sequence[Spot], cell: Spot) -> bool:
    last = run[-1]
    step = (cell.row - last.row, cell.column - last.column)
    if cell.sheet != last.sheet or step not in {(0, 1), (1, 0)}:
        return False
    return len(run) == 1 or step == (last.row - run[-2].row, last.column - run[-2].column)


def _range(run: Sequence[Spot], *, abroad: bool) -> str:
    ends = dict.fromkeys(xl_rowcol_to_cell(cell.row, cell.column) for cell in (run[0], run[-1]))
    return (quoted(run[0].sheet) if abroad else "") + ":".join(ends)


def quoted(sheet: str) -> str:
    """The name of a sheet as it stands before the name of a cell."""
    return "'" + sheet.replace("'", "''") + "'!"
