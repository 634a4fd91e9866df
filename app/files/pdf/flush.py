"""Flush lines, and text after a table back on the grid: what WeasyPrint lacks for a Chinese page.

WeasyPrint widens spaces only, and between Han characters there are none; and it cannot make the height of a
table a whole number of lines. Both are mended by putting functions of ours around private ones of
WeasyPrint 70.0. A test says when those are gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from weasyprint.formatting_structure import boxes
from weasyprint.layout import block, inline
from weasyprint.text import line_break
from weasyprint.text.ffi import TO_UNITS, ffi, pango

from app.files.breakable import UNSEEN

WIDEST = 0.5
"""In ems: a line that needs wider gaps than that, before an address of a site, stays ragged."""
GRID_CLASS = "grids"
"""The class of a box after which text goes back to the grid."""
PAGE_HEIGHT = 225 * 96 / 25.4
GAP = 1.5 * 96 / 25.4
"""In pixels: the area of the text, and the least room below a table."""

# Beside a character of these there is a gap that may grow. Dashes and dots are drawn as one line each.
_LOOSE = re.compile("[ \u00a0‘’“”\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
# In a line that is filled by the address of a site, beside all others too.
_ADDRESS = re.compile("[!-~]{20}")
_EVERY = re.compile("[^\u200b\u2014\u2026]+")


Run = tuple[int, int]
"""Where some characters of a text begin, and where they end."""


class Context(Protocol):
    """What WeasyPrint knows of the page that is laid out."""

    page_bottom: float


class Line(Protocol):
    """A line box of WeasyPrint."""

    width: float
    children: list[boxes.TextBox]


def install() -> None:
    """Put the functions of this module in the place of WeasyPrint's, once for the process."""
    if inline.justify_line is not justify_line:
        inline.justify_line = justify_line
        line_break.Layout.set_text = _loosening(line_break.Layout.set_text)
        block.block_level_layout = _returning_to_grid(block.block_level_layout)


def justify_line(_context: object, line: Line, room: float) -> None:
    """Widen the gaps of a line of Han characters until it fills the `room` that it leaves (pixels)."""
    texts = [child for child in line.children if isinstance(child, boxes.TextBox)]
    if len(texts) != 1 or len(line.children) != 1:
        return
    [box] = texts
    spacing, size, text = _spacing(box.style), box.style["font_size"], box.pango_layout.text
    slip = _drawn(int(spacing * TO_UNITS), size) - spacing
    for runs in (_loose_runs(text), _every_run(text)):
        gaps, firm = _gaps(text, runs), len(text) - sum(end - start for start, end in runs)
        # CSS counts the spacing of letters after the last one too, where nothing is drawn.
        extra = room + spacing - firm * slip
        if gaps and 0 < extra / gaps <= WIDEST * size:
            box.pango_layout.loosened = runs, spacing + extra / gaps
            box.width += room
            line.width += room
            return


def _spacing(style: Mapping[str, object]) -> float:
    spacing = style["letter_spacing"]
    return spacing if isinstance(spacing, int | float) else 0


def _drawn(units: int, size: float) -> float:
    """The pixels by which letters of a size are parted for a spacing in Pango's units.

    WeasyPrint writes the half of it that follows a letter in whole thousandths of an em.
    """
    before = int(units / 2) / size
    return (before - int(before - units * 1000 / TO_UNITS / size)) * size / 1000


def _units(spacing: float, size: float) -> int:
    """The spacing in Pango's units that comes out nearest to one in pixels."""
    wanted, period = round(spacing * TO_UNITS), round(2.1 * size)
    return min(
        range(wanted - period, wanted + period + 1), key=lambda units: abs(_drawn(units, size) - spacing)
    )


def _loose_runs(text: str) -> list[Run]:
    """Where a text has runs of characters with loose gaps."""
    return _runs(_LOOSE, text)


def _every_run(text: str) -> list[Run]:
    """The same, were all gaps loose, of a text that has the address of a site."""
    return _runs(_EVERY, text) if _ADDRESS.search(text.replace(UNSEEN, "")) else []


def _runs(loose: re.Pattern[str], text: str) -> list[Run]:
    """The runs of a line; where its last character is not seen, the one before it has no gap behind it."""
    seen = text.rstrip(UNSEEN)
    end = len(seen) if seen == text else len(seen) - 1
    return [match.span() for match in loose.finditer(text, 0, end)]


def _gaps(text: str, runs: Sequence[Run]) -> float:
    """How many gaps a line has: half of one on either side of a loose character, none at its ends."""
    inside = sum(end - start for start, end in runs)
    edges = sum((start == 0) + (end == len(text)) for start, end in runs)
    return inside - edges / 2


def _loosening(set_text: Callable[..., None]) -> Callable[..., None]:
    """Pango's text with its gaps widened by what `justify_line` left with the layout."""

    def set_loose_text(layout: line_break.Layout, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 - WeasyPrint's own signature
        set_text(layout, text, justify=justify)
        if not (justify and hasattr(layout, "loosened")):
            return
        runs, spacing = layout.loosened
        units = _units(spacing, layout.style["font_size"])
        attributes = pango.pango_layout_get_attributes(layout.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for start, end in runs:
            attribute = pango.pango_attr_letter_spacing_new(units)
            attribute.start_index = len(layout.text[:start].encode())
            attribute.end_index = attribute.start_index + len(layout.text[start:end].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(layout.layout, attributes)

    return set_loose_text


Laid = tuple[boxes.Box | None, object]


def _returning_to_grid(lay_out: Callable[..., Laid]) -> Callable[..., Laid]:
    """WeasyPrint's layout of a block, whose margin below tables reaches to the next line of the grid."""

    def lay_out_on_grid(context: Context, box: boxes.Box, *given: object, **named: object) -> Laid:
        laid = lay_out(context, box, *given, **named)
        done, resume_at = laid[:2]
        if done is not None and resume_at is None and _holds_tables(box):
            pitch = done.style["line_height"].value
            below = done.border_box_y() + done.border_height() + GAP
            above = context.page_bottom - PAGE_HEIGHT
            done.margin_bottom = GAP + (above - below) % pitch
        return laid

    return lay_out_on_grid


def _holds_tables(box: boxes.Box) -> bool:
    return box.element_tag == "div" and box.element is not None and box.element.get("class") == GRID_CLASS
