"""How wide the columns of a printed grid are, so that no label is torn and no figure runs out of its cell.

All lengths are in millimetres, all sizes of letters in points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from app.domain.grid import Grid, GridCell
from app.domain.headings import ems

PAGE = 156.0
POINT = 25.4 / 72
ROOMY, DENSE, TINY = 10.5, 10.0, 5.0
"""The usual size; what the largest statutory table needs to fit one page; what long numbers may shrink to."""
STUB_PADDING, LIST_PADDING = 2.4, 4.4
FIGURE_PADDING = 1.2
NARROW, WIDE = 10.4, 26.0
"""A column of figures beside labels in groups: at least, room for two characters or five digits; at most."""
SHORTEST_LABEL, LONGEST_LABEL = 5, 14
"""In the last label column there is room for the one, and a label breaks that is longer than the other."""
SHORT, LONG = 3, 10
"""A text of so many ems stays in one line; no run of digits is given more room than that."""

_RUN = re.compile("[!-~]+")

Written = Callable[[GridCell], str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the label columns and of each column of figures, and the sizes of their letters."""

    stubs: tuple[float, ...]
    figure: float
    size: float
    figure_size: float

    @property
    def properties(self) -> str:
        """As custom properties for the style sheet."""
        lengths = {f"stub-{number}": f"{width:.2f}mm" for number, width in enumerate(self.stubs, 1)}
        lengths["figure"] = f"{self.figure:.2f}mm"
        lengths["size"] = f"{self.size:.2f}pt"
        lengths["figure-size"] = f"{self.figure_size:.2f}pt"
        return " ".join(f"--{name}: {length};" for name, length in lengths.items())


def columns(grid: Grid, alike: Sequence[Grid], written: Written) -> Columns:
    """The columns of a grid. Those `alike`, itself among them, stand above each other and share the widths.

    `written` is what is printed in a figure's cell.
    """
    size = DENSE if grid.stubs > 1 else ROOMY
    em = size * POINT
    longest = max(
        (_unbroken(written(cell)) / cell.colspan for each in alike for cell in _figures(each)), default=0
    )
    # Where labels stand in groups they need the room, and it is the numbers that get smaller.
    least = NARROW if grid.stubs > 1 else min(longest * em + FIGURE_PADDING, PAGE / (grid.width + 1))
    stubs, figure = _divided(grid, alike, em, least)
    fitting = (figure - FIGURE_PADDING) / max(longest, 1) / POINT
    return Columns(stubs, figure, size, max(TINY, min(size, fitting)))


def placed_labels(grid: Grid, row: Sequence[GridCell]) -> Iterator[tuple[int, GridCell]]:
    """The label cells of a row of the body, each with the column in which it begins."""
    labels = [cell for cell in row if cell.role == "stub"]
    # The labels of a row end where its figures begin, whatever spans stand to their left.
    level = grid.stubs - sum(cell.colspan for cell in labels)
    for cell in labels:
        yield level, cell
        level += cell.colspan


def _divided(grid: Grid, alike: Sequence[Grid], em: float, least: float) -> tuple[tuple[float, ...], float]:
    """The page between labels and figures, of which each column gets `least` or more."""
    if not grid.stubs:
        return (), PAGE / grid.width
    groups = tuple(_group_width(alike, level, em) for level in range(grid.stubs - 1))
    padding = STUB_PADDING if groups else LIST_PADDING
    label = min(_leaf_ems(alike, groups, em), LONGEST_LABEL) * em + padding
    if not groups:
        # A plain list: columns all alike where the labels fit.
        label = max(label, PAGE / (grid.width + 1))
    room = PAGE - sum(groups)
    most = min(WIDE if groups else PAGE, (room - SHORTEST_LABEL * em - padding) / grid.width)
    figure = min(max((room - label) / grid.width, least), most)
    if groups:
        figure = _untorn(alike, figure, em, least)
    return (*groups, room - figure * grid.width), figure


def _untorn(alike: Sequence[Grid], figure: float, em: float, least: float) -> float:
    """At most this width, and narrower where fewer headings then end in a line of a single character."""
    labels = [ceil(ems(cell.text)) for each in alike for cell in each.head[-1] if cell.role == "head"]
    widest = int((figure - FIGURE_PADDING) / em)
    best = min(
        range(widest, 1, -1), key=lambda room: sum(_is_torn(label, room) for label in labels), default=0
    )
    return figure if best == widest else max(least, best * em + FIGURE_PADDING)


def _is_torn(label: int, room: int) -> bool:
    return label > room and label % room == 1


def _group_width(alike: Sequence[Grid], level: int, em: float) -> float:
    """A label beside several rows goes in short lines, of which none has a single character."""
    labels = [
        ceil(ems(cell.text))
        for each in alike
        for at, cell in _stubs(each)
        if at == level and cell.rowspan > 1
    ]
    widest = max(labels, default=2)
    fitting = (room for room in (3, 5, 4) if not any(_is_torn(label, room) for label in labels))
    return max(2, min(widest, next(fitting, 5))) * em + STUB_PADDING


def _leaf_ems(alike: Sequence[Grid], groups: tuple[float, ...], em: float) -> float:
    """What the last label column must hold: labels that begin further left have those columns as well."""
    return max(
        (
            ems(cell.text) - sum(groups[level:]) / em
            for each in alike
            for level, cell in _stubs(each)
            if level + cell.colspan == each.stubs
        ),
        default=0,
    )


def _unbroken(text: str) -> float:
    """The ems of a text that stand in one line: all of a short one, else its longest run of digits."""
    whole = ems(text)
    return whole if whole <= SHORT else min(LONG, max(map(ems, _RUN.findall(text)), default=0))


def _figures(grid: Grid) -> list[GridCell]:
    return [cell for row in grid.body for cell in row if cell.role == "figure"]


def _stubs(grid: Grid) -> list[tuple[int, GridCell]]:
    """The label cells, each with the column in which it begins."""
    return [found for row in grid.body for found in placed_labels(grid, row)]
