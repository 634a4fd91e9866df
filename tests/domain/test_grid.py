"""A table is laid out once, for the form and for print: every figure once, no hole, no overlap."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.edition import Edition
from app.domain.grid import Grid, GridCell, grid
from app.domain.loading import load_edition

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "schemas").glob("*.yaml"), *(ROOT / "tests" / "editions").glob("*.yaml")])


def grids(edition: Edition) -> Iterator[Grid]:
    for section in edition.sections:
        for number, block in enumerate(edition.blocks(section)):
            yield grid(section, number, block)


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def edition(request: pytest.FixtureRequest) -> Edition:
    path: Path = request.param
    return load_edition(path.read_text("utf-8"), path.name)


def covered(rows: tuple[tuple[GridCell, ...], ...], width: int) -> list[list[int]]:
    """How many cells lie on each place of the rectangle, laid out as HTML does it."""
    places = [[0] * width for _ in rows]
    for top, row in enumerate(rows):
        left = 0
        for cell in row:
            while places[top][left]:
                left += 1
            for down in range(cell.rowspan):
                for right in range(cell.colspan):
                    places[top + down][left + right] += 1
    return places


def test_head_and_body_are_whole_rectangles(edition: Edition) -> None:
    for table in grids(edition):
        for rows in (table.head, table.body):
            assert covered(rows, table.stubs + table.width) == [[1] * (table.stubs + table.width)] * len(rows)


def test_every_figure_stands_once_in_the_editions_order(edition: Edition) -> None:
    shown = [cell.address for table in grids(edition) for row in table.body for cell in row if cell.address]
    assert shown == list(edition.figures)


def test_ids_are_unique_and_every_figure_names_its_headers(edition: Edition) -> None:
    for table in grids(edition):
        cells = [cell for row in (*table.head, *table.body) for cell in row]
        ids = [cell.id for cell in cells if cell.id]
        assert len(ids) == len(set(ids))
        for cell in cells:
            assert set(cell.headers) <= set(ids)
            if cell.role == "figure":
                roles = {other.scope for other in cells if other.id in cell.headers}
                assert roles & {"col", "colgroup"}
                assert table.stubs == 0 or roles & {"row", "rowgroup"}


def test_totals_are_marked(edition: Edition) -> None:
    marked = {
        cell.address
        for table in grids(edition)
        for row in table.body
        for cell in row
        if cell.address and cell.total
    }
    assert marked == {figure.address for figure in edition.totals}
