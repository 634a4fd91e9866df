"""The columns of every table of every edition fit the page, and its labels fit the columns."""

from collections.abc import Iterator

import pytest

from app.domain.grid import Grid, GridCell, grid
from app.domain.headings import ems
from app.files.columns import PAGE, POINT, Columns, columns
from tests.specimens import edition


def tables() -> Iterator[tuple[str, list[Grid]]]:
    for name in ("2019", "2021", "festival"):
        form = edition(name)
        for section in form.sections:
            blocks = form.blocks(section)
            if blocks:
                yield (
                    f"{name}-{section}",
                    [grid(section, number, block) for number, block in enumerate(blocks)],
                )


def widths(each: Grid, grids: list[Grid], written: str) -> Columns:
    alike = [other for other in grids if (other.stubs, other.width) == (each.stubs, each.width)]
    return columns(each, alike, lambda _: written)


TABLES = dict(tables())


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("written", ["", "0", "999999999", "约三十件，年底再核实"])
def test_the_columns_fill_the_page_and_are_wide_enough(name: str, written: str) -> None:
    for each in TABLES[name]:
        found = widths(each, TABLES[name], written)
        assert sum(found.stubs) + each.width * found.figure == pytest.approx(PAGE)
        for width in (*found.stubs, found.figure):
            assert width > 2 * found.size * POINT + 1  # never one character a line
        if written.isdigit():
            assert ems(written) * found.figure_size * POINT < found.figure - 0.5


@pytest.mark.parametrize("name", TABLES)
def test_tables_that_stand_above_each_other_have_the_same_columns(name: str) -> None:
    by_shape: dict[tuple[int, int], set[tuple[float, ...]]] = {}
    for each in TABLES[name]:
        found = widths(each, TABLES[name], "12")
        by_shape.setdefault((each.stubs, each.width), set()).add((*found.stubs, found.figure))
    assert all(len(shapes) == 1 for shapes in by_shape.values())


def test_a_grid_with_more_than_fits_still_leaves_room_for_its_labels() -> None:
    def stub(text: str, level: int) -> GridCell:
        return GridCell("stub", text, colspan=1, rowspan=1 if level else 2)

    row = (stub("一个很长很长很长的分组", 0), stub("一个很长很长很长很长很长的行", 1))
    figures = tuple(GridCell("figure") for _ in range(30))
    wide = Grid("wide", "", 2, 30, ((GridCell("head", "列"),) * 30,), ((*row, *figures),))
    found = columns(wide, [wide], lambda _: "123456")
    assert sum(found.stubs) + 30 * found.figure == pytest.approx(PAGE)
    assert min(found.stubs) > 3 * found.size * POINT
