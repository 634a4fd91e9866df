"""A table from the clipboard beside the table of the form: what would change, what is in doubt, what is lost.

Nothing of it is written: the page does that, when the person has seen it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from app.domain.address import Address
from app.domain.figures import Figure
from app.domain.grid import Grid, GridCell, grid
from app.domain.imported import Imported, Unplaced, Where
from app.domain.report import Report
from app.domain.shape import SectionShape
from app.domain.values import AnyKind, Money
from app.domain.values.typed import tidy

State = Literal["new", "same", "sign", "equal", "off", "open", "doubt"]
"""Of a cell: another figure, the same one, a sign for none; of a total: as computed, not so, not known."""
PREFIX = "pasted-"


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One figure of the form as the clipboard has it.

    `before` is what stands in the form, for a total what its parts make; `text` what was seen, for a figure
    in the spelling that the form shows. `why` is what is wrong with it.
    """

    figure: Figure
    state: State
    before: str
    text: str
    why: str = ""
    where: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class PastedView:
    """A grid of the form with its looks."""

    grid: Grid
    looks: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """All that is shown of a paste. `changes` is for the script: pairs of field and text."""

    part: str
    whole: bool
    lines: int
    columns: int
    views: tuple[PastedView, ...]
    cells: Mapping[Address, PastedCell]
    unplaced: tuple[Unplaced, ...]
    changes: str

    def of(self, *states: State) -> tuple[PastedCell, ...]:
        """The cells in these states, in printed order."""
        return tuple(cell for cell in self.cells.values() if cell.state in states)


def pasted(report: Report, section: SectionShape, found: Imported) -> Pasted:
    """What `found`, read as this section's table, would make of the report."""
    cells = _cells(report, section, found)
    blocks = report.edition.blocks(section.id)
    grids = [grid(section.id, number, block) for number, block in enumerate(blocks)]
    lines = [line for each in grids for line in _lines(each, cells)]
    figures = {cell.address for each in grids for line in each.body for cell in line if cell.address}
    return Pasted(
        part=report.edition.part_name(section.id),
        whole=figures <= cells.keys(),
        lines=len(lines),
        columns=max(map(len, lines), default=0),
        views=tuple(
            PastedView(_renamed(each), f"compared stubs-{each.stubs} figures-{each.width}")
            for each in grids
            if any(_lines(each, cells))
        ),
        cells=cells,
        unplaced=found.unplaced,
        changes=json.dumps(
            [(address, cell.text) for address, cell in cells.items() if cell.state == "new"],
            ensure_ascii=False,
            separators=(",", ":"),
        ),
    )


def _cells(report: Report, section: SectionShape, found: Imported) -> dict[Address, PastedCell]:
    """The figures of the section that were seen, each compared with the report."""
    figures = [each for each in report.edition.figures.values() if each.section == section.id]
    doubts = {doubt.address: doubt for doubt in found.doubtful}
    typed: dict[Address, PastedCell] = {}
    for figure in figures:
        doubt, text = doubts.get(figure.address), found.report.cells.get(figure.address)
        before, where = report.written(figure.address), found.seen.get(figure.address, Where())
        if doubt:
            typed[figure.address] = PastedCell(figure, "doubt", before, doubt.read, doubt.why, doubt.where)
        elif text and text.strip():
            typed[figure.address] = _compared(report, figure, text, where)
    after = report.with_cells({at: cell.text for at, cell in typed.items() if cell.state == "new"})
    return {at: _checked(after, cell) if cell.state == "open" else cell for at, cell in typed.items()}


def _compared(report: Report, figure: Figure, text: str, where: Where) -> PastedCell:
    read, before, shown = figure.kind.read(text), report.written(figure.address), settled(figure.kind, text)
    state: State = "new"
    if read.state == "unreadable":
        return PastedCell(figure, "doubt", before, shown, read.why, where)
    if read.state == "not_applicable":
        state = "sign"
    elif figure.computed:
        state = "open"
    elif read == report.readings[figure.address] and (read.number is not None or shown == before):
        state = "same"
    return PastedCell(figure, state, before, shown, where=where)


def _checked(after: Report, cell: PastedCell) -> PastedCell:
    """A total beside what its parts make once the rest is pasted; it is not pasted itself."""
    number = after.numbers[cell.figure.address]
    if number is None:
        return replace(cell, before="")
    equal = cell.figure.kind.read(cell.text).number == number
    return replace(cell, before=after.written(cell.figure.address), state="equal" if equal else "off")


def settled(kind: AnyKind, text: str) -> str:
    """One spelling for one number, as the form settles what is pasted: an amount keeps the unit it has."""
    if kind.read(text).number is not None and isinstance(kind, Money):
        return tidy(text).replace(",", "")
    return kind.write(text)


def _lines(table: Grid, cells: Mapping[Address, PastedCell]) -> Iterator[list[GridCell]]:
    """The printed lines of which something was seen, each with the cells that were."""
    for row in table.body:
        seen = [cell for cell in row if cell.address in cells]
        if seen:
            yield seen


def _renamed(table: Grid) -> Grid:
    """The same grid with ids of its own, as the form stands on the same page."""
    return replace(
        table,
        id=PREFIX + table.id,
        head=tuple(tuple(_own(row)) for row in table.head),
        body=tuple(tuple(_own(row)) for row in table.body),
    )


def _own(cells: Iterable[GridCell]) -> Iterator[GridCell]:
    for cell in cells:
        yield replace(cell, id=PREFIX + cell.id, headers=tuple(PREFIX + head for head in cell.headers))
