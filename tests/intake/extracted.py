"""Invented reports as text taken out of a document: tabs between cells, and what goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from app.domain.address import Address
from app.domain.grid import Grid, GridCell
from app.domain.manuscript import manuscript
from app.domain.report import Report
from tests.intake.harms import Harm, Rows


def extracted(report: Report, harm: Harm | None = None, random: Random | None = None) -> str:
    """The report as extracted text, its tables harmed where that is asked for."""
    script = manuscript(report)
    lines = [script.title, "", *script.preface, ""]
    for part in script.parts:
        lines += [part.heading, ""]
        for passage in part.passages:
            lines += [each for text in (passage.heading, *passage.paragraphs) if text for each in (text, "")]
        rows = [row for grid in part.grids for row in rows_of(grid, script.written)]
        for row in harm(rows, random) if harm and random else rows:
            lines.append("\t".join(row))
        lines.append("")
    return "\n".join(lines)


def rows_of(grid: Grid, written: Mapping[Address, str]) -> Rows:
    """The grid in full rows: a joined cell has its text first, and blanks for the rest of it."""
    rows = [*grid.head, *grid.body]
    width = grid.stubs + grid.width
    full = [[""] * width for _ in rows]
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        column = 0
        for cell in row:
            while (down, column) in taken:
                column += 1
            full[down][column] = _text(cell, written)
            taken |= {(down + y, column + x) for y in range(cell.rowspan) for x in range(cell.colspan)}
            column += cell.colspan
    caption = [[grid.caption, *[""] * (width - 1)]] if grid.caption else []
    return caption + full


def _text(cell: GridCell, written: Mapping[Address, str]) -> str:
    return written.get(cell.address, "") if cell.address else cell.text
