"""Reports as others lay them out, read from PDF: nothing wrong without a mark, hardly anything lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape
from random import Random

import pytest

from app.domain.edition import Edition
from app.domain.grid import GridCell
from app.intake import published
from app.intake.mapping import mapped
from app.store.editions import read_aliases, read_editions
from tests.intake.printings import RULED, Sheet, Tally, invented, judged, printed, written
from tests.specimens import SCHEMAS, edition

APART = "td { padding: 3pt 8pt }"


@cache
def editions() -> tuple[Edition, ...]:
    return (*read_editions(SCHEMAS).all, edition("festival"))


def tally(sheet: Sheet, of: str, seed: str, blank: float = 0.0) -> Tally:
    """What was read of an invented report on this sheet."""
    report = invented(edition(of), Random(seed), blank=blank)  # noqa: S311 - not for secrets
    read = mapped(
        published.read(printed(written(report, sheet))),
        editions(),
        read_aliases(SCHEMAS, read_editions(SCHEMAS)),
    )
    assert (read.report.agency, read.report.year, read.report.edition.id) == (
        report.agency,
        report.year,
        report.edition.id,
    )
    return judged(report, read)


def in_pieces(text: str, cell: GridCell) -> str:
    """Labels in lines of four characters."""
    pieces = [text] if cell.address else [text[at : at + 4] for at in range(0, len(text), 4)]
    return "<br>".join(map(escape, pieces))


def in_a_table(text: str, _: GridCell) -> str:
    """Each cell with a table in it."""
    return f"<table style='margin: 0'><tr><td style='border: 0'>{escape(text)}</td></tr></table>"


Writer = Callable[[str, GridCell], str]
CELLS: dict[str, Writer] = {"in pieces": in_pieces, "in a table": in_a_table}
MARK = "<div style='position: fixed; top: 40%; left: 10%; font-size: 50pt; color: #eee'>某市某局草稿</div>{}"
WHOLE = {
    "ruled": Sheet(),
    "each block a table": Sheet(stacked=False),
    "repeated heads": Sheet(repeated=True),
    "one character a line": Sheet(f"{RULED} td.stub {{ width: 1em; font-size: 9pt }}"),
    "labels set upright": Sheet(f"{RULED} td.stub {{ writing-mode: vertical-rl }}"),
    "small pages": Sheet(f"{RULED} @page {{ size: 150mm 120mm; margin: 12mm }}"),
    "without outer sides": Sheet(f"{RULED} table {{ border-style: hidden }}"),
    "a mark behind the text": Sheet(around=MARK),
    "white on a dark ground": Sheet(f"{RULED} td.head, td.corner {{ background: #036; color: #fff }}"),
    "lines between rows only": Sheet("td { border-bottom: 0.5pt solid black; text-align: center }"),
    "lines between columns only": Sheet("td { border-left: 0.5pt solid black }"),
    **{f"labels {name}": Sheet(cell=writer) for name, writer in CELLS.items()},
}
PARTLY = {
    "no lines": Sheet(APART),
    "no lines, at the top right": Sheet(f"{APART} td {{ text-align: right; vertical-align: top }}"),
    "no lines, in the middle": Sheet(f"{APART} td {{ text-align: center; vertical-align: middle }}"),
    "lines above and below": Sheet(
        "table { border-top: 1.5pt solid; border-bottom: 1.5pt solid } td { text-align: center }"
        "td.head, td.corner { border-bottom: 0.5pt solid }"
    ),
    "stripes": Sheet("td { padding: 4pt } tr:nth-child(even) td { background: #eef }"),
    "digits as far apart as words": Sheet(f"{RULED} td {{ letter-spacing: 5pt }}"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_every_figure_is_read(name: str) -> None:
    found = tally(WHOLE[name], "2021", name)
    assert (found.wrong, found.lost, found.doubtful) == ({}, (), 0)


@pytest.mark.parametrize("name", PARTLY)
def test_nothing_is_wrong_where_little_is_drawn(name: str) -> None:
    found = tally(PARTLY[name], "2021", name)
    assert found.wrong == {}
    assert found.right > found.printed * 0.85


def test_nothing_is_wrong_where_nothing_is_drawn_and_cells_are_blank() -> None:
    assert tally(PARTLY["no lines"], "2019", "blank", blank=0.15).wrong == {}


@pytest.mark.parametrize("of", ["2019", "festival"])
def test_no_figure_of_any_form_with_blank_cells_is_lost(of: str) -> None:
    found = tally(Sheet(), of, of, blank=0.15)
    assert (found.wrong, found.lost) == ({}, ())
    assert found.right > found.printed * 0.9
