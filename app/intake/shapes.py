"""The lines that can be seen on a page of a PDF, in whatever way the program that made it draws them.

All lengths are in points, from the top left corner of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from operator import itemgetter
from typing import Any

from pdfplumber.page import Page

from app.intake.ruled import Area, Stroke

Shape = dict[str, Any]
"""What pdfplumber tells of a shape; it carries no types."""
THIN = 3.0
"""An area no wider than this is a line."""
SHORT, GAP, FEWEST, LEAST = 12.0, 6.0, 4, 10.0
"""So short pieces with such gaps are a dotted line, if there are so many of them and they reach so far."""
WHITE, INKS = 0.97, 4


def strokes(page: Page) -> Iterator[Stroke]:
    """The level and upright lines that can be seen, narrow areas and the sides of boxes among them."""
    yield from _dotted(page)
    rings = {id(outer) for pair in pairwise(page.rects) for outer in _ring(*pair)}
    for each in chain(page.lines, page.rects, page.curves):
        x0, y0, x1, y1 = each["x0"], each["top"], each["x1"], each["bottom"]
        is_line = min(x1 - x0, y1 - y0) <= THIN < max(x1 - x0, y1 - y0)
        if is_white(each["stroking_color" if each["stroke"] else "non_stroking_color"]):
            continue
        if is_line and x1 - x0 > y1 - y0:
            yield Stroke(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
        elif is_line:
            yield Stroke((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
        elif each["object_type"] == "rect" and (each["stroke"] or id(each) in rings):
            yield from Area(x0, y0, x1, y1).sides


def _dotted(page: Page) -> Iterator[Stroke]:
    """Lines of dots and of dashes that are drawn one by one."""
    pieces = [
        (each["x0"], each["top"], each["x1"], each["bottom"])
        for each in chain(page.lines, page.rects, page.curves)
        if max(each["x1"] - each["x0"], each["bottom"] - each["top"]) <= SHORT
        and min(each["x1"] - each["x0"], each["bottom"] - each["top"]) <= THIN
        and not is_white(each["stroking_color" if each["stroke"] else "non_stroking_color"])
    ]
    if len(pieces) < FEWEST:
        return
    level = [(y0, y1, x0, x1) for x0, y0, x1, y1 in pieces if y1 - y0 <= THIN]
    upright = [(x0, x1, y0, y1) for x0, y0, x1, y1 in pieces if x1 - x0 <= THIN]
    yield from (Stroke(start, at, end, at) for at, start, end in _rows_of(level))
    yield from (Stroke(at, start, at, end) for at, start, end in _rows_of(upright))


def _rows_of(pieces: list[tuple[float, float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Where pieces stand in a row, and from where to where."""
    rows: dict[int, list[tuple[float, float, float, float]]] = {}
    for each in pieces:
        rows.setdefault(round(each[0]), []).append(each)
    for row in rows.values():
        runs: list[list[tuple[float, float, float, float]]] = []
        for each in sorted(row, key=itemgetter(2)):
            if runs and each[2] <= runs[-1][-1][3] + GAP:
                runs[-1].append(each)
            else:
                runs.append([each])
        for run in runs:
            if len(run) >= FEWEST and run[-1][3] - run[0][2] >= LEAST:
                yield (run[0][0] + run[0][1]) / 2, run[0][2], run[-1][3]


def grounds(page: Page) -> Iterator[Area]:
    """The coloured areas: cells, of which some have only the ground of their table between them."""
    return (Area(each["x0"], each["top"], each["x1"], each["bottom"]) for each in page.rects)


def _ring(one: Shape, other: Shape) -> Iterator[Shape]:
    """The outer one of two areas that stand so in each other that what is filled is a line around."""
    for inner, outer in ((one, other), (other, one)):
        gaps = (
            inner["x0"] - outer["x0"],
            inner["top"] - outer["top"],
            outer["x1"] - inner["x1"],
            outer["bottom"] - inner["bottom"],
        )
        same = inner["non_stroking_color"] == outer["non_stroking_color"]
        if same and inner["fill"] and outer["fill"] and all(0 < each <= THIN for each in gaps):
            yield outer


def is_white(colour: object) -> bool:
    """Whether it cannot be seen on paper."""
    return lightness(colour) >= WHITE


def lightness(colour: object) -> float:
    """From 0, black, to 1, of the darkest part: grey, or red, green and blue; four colours are inks."""
    parts = colour if isinstance(colour, tuple) else (colour,)
    shares = [float(each) for each in parts if isinstance(each, int | float)]
    if len(shares) == INKS:
        return 1 - max(shares)
    return min(shares, default=0.0)
