"""Which characters of a page are its text: none in the colour of the paper, and no mark behind others.

All lengths are in points, from the top left corner of the page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median
from typing import Any

from pdfplumber.page import Page

from app.intake.drawn import is_aslant
from app.intake.shapes import is_white, lightness

Drawn = Mapping[str, Any]
"""What pdfplumber tells of a character or a shape; it carries no types."""
MOST = 0.5
"""So much of a scanned page is the picture of it."""
PALE, LARGE, HUGE = 0.6, 1.5, 2.0
"""So light a colour in letters so many times as large as those of the text is that of a mark behind it."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """The characters of the text as they are drawn, and what marks behind it say."""

    text: tuple[Drawn, ...]
    marks: str


def sorted_out(page: Page) -> Sorted:
    """The upright characters of a page."""
    upright = [each for each in page.chars if not is_aslant(each["matrix"])]
    if not upright:
        return Sorted((), "")
    written = [each for each in upright if not each["text"].isspace()]
    size = median(each["size"] for each in written or upright)
    small = sorted((each for each in written if each["size"] < LARGE * size), key=_middle)
    heights = [_middle(each) for each in small]
    pale = [each for each in upright if _is_behind(each, size, small, heights)]
    marks = {id(each) for each in pale}
    grounds = [each for each in chain(page.rects, page.curves, page.images) if not _is_paper(each)]
    text = [each for each in upright if id(each) not in marks and _is_seen(each, grounds)]
    return Sorted(tuple(text), "".join(each["text"] for each in pale))


def is_picture(page: Page) -> bool:
    """Whether most of the page is a picture."""
    covered = sum((each["x1"] - each["x0"]) * (each["bottom"] - each["top"]) for each in page.images)
    return bool(covered > MOST * page.width * page.height)


def _is_behind(each: Drawn, size: float, small: Sequence[Drawn], heights: Sequence[float]) -> bool:
    """Whether it is large, and either pale or so that other text stands in it."""
    if each["size"] < LARGE * size or each["text"].isspace():
        return False
    if lightness(each["non_stroking_color"]) >= PALE and not is_white(each["non_stroking_color"]):
        return True
    inside = small[bisect_left(heights, each["top"]) : bisect_right(heights, each["bottom"])]
    return each["size"] >= HUGE * size and any(
        each["x0"] < (other["x0"] + other["x1"]) / 2 < each["x1"] for other in inside
    )


def _middle(each: Drawn) -> float:
    return float(each["top"] + each["bottom"]) / 2


def _is_paper(each: Drawn) -> bool:
    return each["object_type"] != "image" and (not each["fill"] or is_white(each["non_stroking_color"]))


def _is_seen(each: Drawn, grounds: Sequence[Drawn]) -> bool:
    """Whether its colour is not that of the paper, or it stands on another ground."""
    if not is_white(each["non_stroking_color"]):
        return True
    x, y = (each["x0"] + each["x1"]) / 2, _middle(each)
    return any(
        ground["x0"] <= x <= ground["x1"] and ground["top"] <= y <= ground["bottom"] for ground in grounds
    )
