"""The figures of a manuscript one a line: the source of the CSV and of the workbook's sheet of data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.domain.address import Address
from app.domain.figures import Figure
from app.domain.grid import Grid, grid
from app.domain.manuscript import Manuscript, Part
from app.domain.shape import BlockShape, RowGroupShape, RowShape, leaf_columns
from app.domain.values import AnyKind, Number, Text

_AMOUNT = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

DatumState = Literal["filled", "computed", "blank", "unread"]
"""Stated by somebody, added up because nobody stated it, left blank, or stated and no figure of its kind."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One figure.

    `row` and `column` are the labels that speak for it, outermost first, and `caption` is that of its grid.
    `text` is the figure as it is printed, `number` what it says in the unit of its column, if it is a number.
    """

    address: Address
    section: str
    caption: str
    row: tuple[str, ...]
    column: tuple[str, ...]
    text: str
    number: Number | None
    kind: AnyKind
    state: DatumState
    printed: bool


def unit(kind: AnyKind) -> str:
    """The unit in which numbers of this kind are, empty for words."""
    return "" if isinstance(kind, Text) else kind.unit


def dataset(script: Manuscript) -> tuple[Datum, ...]:
    """Every figure in printed order, those among them that the form does not print."""
    return tuple(datum for part in script.parts for datum in _of_part(script, part))


def _of_part(script: Manuscript, part: Part) -> Iterator[Datum]:
    edition = script.report.edition
    blocks = edition.blocks(part.id)
    depths = dict(_depths(part.id, blocks))
    for each in part.grids or _unprinted(script, part):
        labels = {cell.id: cell.text for line in (*each.head, *each.body) for cell in line if cell.id}
        for cell in (cell for line in each.body for cell in line if cell.address):
            figure = edition.figures[Address(cell.address or "")]
            path = tuple(labels.get(name, "") for name in cell.headers)
            text = script.written[figure.address]
            state = _state(script, figure, text)
            yield Datum(
                address=figure.address,
                section=part.heading,
                caption=each.caption,
                row=tuple(filter(None, path[: depths[figure.address]])),
                column=tuple(filter(None, path[depths[figure.address] :])),
                text=text,
                number=_number(figure.kind, text, state),
                kind=figure.kind,
                state=state,
                printed=figure.printed,
            )


def _unprinted(script: Manuscript, part: Part) -> Iterator[Grid]:
    """The grids of a table that is kept for the checks only, so that the manuscript has none of it."""
    table = script.report.edition.sections[part.id].table
    if table is not None and not table.printed:
        for number, block in enumerate(table.blocks):
            yield grid(part.id, number, block)


def _depths(section: str, blocks: tuple[BlockShape, ...]) -> Iterator[tuple[Address, int]]:
    """How many of the labels that speak for a figure are those of its row; they come before its column's."""
    for block in blocks:
        for row, depth in _levels(block.rows, 1):
            for column in leaf_columns(block.columns):
                yield Address(f"{section}.{row}.{column.id}"), depth


def _levels(rows: tuple[RowGroupShape | RowShape, ...], level: int) -> Iterator[tuple[str, int]]:
    for row in rows:
        if isinstance(row, RowGroupShape):
            yield from _levels(row.rows, level + 1)
        else:
            yield row.id, level


def _state(script: Manuscript, figure: Figure, text: str) -> DatumState:
    if not text:
        return "blank"
    typed: Mapping[str, DatumState] = {"blank": "computed", "number": "filled", "text": "filled"}
    return typed.get(script.report.readings[figure.address].state, "unread")


def _number(kind: AnyKind, text: str, state: DatumState) -> Number | None:
    number = kind.read(text).number
    if number is None and state == "computed" and _AMOUNT.fullmatch(bare := text.removesuffix(unit(kind))):
        # Sums have no upper limit, which what is typed has.
        number = Decimal(bare)
    return number
