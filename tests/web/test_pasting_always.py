"""Whatever part of a table is pasted, with whatever figures: nothing is put where it does not belong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

import hypothesis.strategies as st
from hypothesis import HealthCheck, assume, given, settings

from app.domain.aliases import Aliases
from app.domain.fields import Head, from_fields
from app.domain.imported import Asked
from app.proof.importing import sourced
from app.settings import SCHEMAS
from app.store.editions import read_aliases, read_editions
from app.web.pasted import pasted, settled
from tests.clipboards import excel, grids, rows_of, wps
from tests.specimens import case

NAMES = ("2021-balanced", "2019-balanced", "festival-balanced")
TEXTS = ("", "0", "0", "1", "7", "12", "１２", "1,234", "3件", "/", "—", "三", "0.5", "36")
Cells = Mapping[str, str]


@cache
def aliases() -> Aliases:
    return read_aliases(SCHEMAS, read_editions(SCHEMAS))


@cache
def tables(name: str) -> tuple[str, ...]:
    sections = case(name).edition.sections.values()
    return tuple(each.id for each in sections if each.table and each.table.printed)


@st.composite
def pastes(draw: st.DrawFn) -> tuple[str, str, str, Cells]:
    """An edition, a section, what the clipboard holds of it, and the figures that was made from."""
    name = draw(st.sampled_from(NAMES))
    section = draw(st.sampled_from(tables(name)))
    report = case(name)
    own = [at for at, each in report.edition.figures.items() if each.section == section]
    changed = draw(st.dictionaries(st.sampled_from(own), st.sampled_from(TEXTS), max_size=12))
    cells = {str(at): changed.get(at, report.written(at)) for at in own}
    found = grids(report.edition, section)
    if draw(st.booleans()):
        return name, section, "".join(wps(each, cells) for each in found), cells
    rows = [row for each in found for row in rows_of(each, cells)]
    first = draw(st.integers(0, len(rows) - 1))
    last = draw(st.integers(first + 1, len(rows)))
    left = draw(st.integers(0, 2))
    block = excel([row[left:] for row in rows[first:last]])
    assume(block.strip())  # the page asks nothing about an empty block
    return name, section, block, cells


@given(pastes(), st.sampled_from(("", "5")))
@settings(
    derandomize=True,
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_what_would_be_written_is_what_was_copied(paste: tuple[str, str, str, Cells], before: str) -> None:
    name, section, content, cells = paste
    edition = case(name).edition
    report = from_fields(edition, Head("某市某局", 2024), dict.fromkeys(cells, before or None))
    shape = edition.sections[section]
    asked = Asked(edition.id, report.year, report.agency, section)
    found = sourced(content.encode(), "paste", (edition,), aliases(), asked)
    view = pasted(report, shape, found.imported)
    changes = dict(json.loads(view.changes))
    figures = edition.figures
    wanted = {at: settled(figures[at].kind, cells[at]) for at in figures if at in changes}
    assert {at: (text, wanted[at]) for at, text in changes.items() if text != wanted[at]} == {}
    assert not any(figures[at].computed for at in figures if at in changes)
    # What is neither written nor marked was blank, or stands there already.
    silent = {at for at, cell in view.cells.items() if cell.state == "same"}
    assert all(figures[at].kind.read(cells[at]) == report.readings[at] for at in silent)
