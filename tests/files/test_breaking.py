"""Where long tables break, worked out from their words and widths: the same as the typesetter finds."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from weasyprint.formatting_structure.boxes import TableBox

from app.domain.fields import Head, from_fields
from app.domain.grid import Grid, GridCell
from app.domain.manuscript import Manuscript, manuscript
from app.domain.report import Report
from app.files.columns import columns
from app.files.copies import FINAL
from app.files.pdf.breaking import AREA, Heights, Placing, cut, heights, lines, placing
from app.files.pdf.printing import composed
from app.files.pdf.typesetting import laid_out
from tests.files.printed import RENDERER, REPORTS
from tests.specimens import case, edition

ROW = 6.19
MILLIMETRE = 96 / 25.4


def worked_out(script: Manuscript) -> dict[str, tuple[float, ...]]:
    """The heights of the rows of every table, from the words in them."""
    found: dict[str, tuple[float, ...]] = {}
    for part in script.parts:
        for each in part.grids:
            alike = [other for other in part.grids if (other.stubs, other.width) == (each.stubs, each.width)]

            def written(cell: GridCell) -> str:
                return script.written[cell.address] if cell.address else ""

            high = heights(each, columns(each, alike, written), written)
            found[each.id] = (*high.head, *high.body)
    return found


def laid(script: Manuscript) -> dict[str, tuple[float, ...]]:
    """The same, as the typesetter has laid them out."""
    document = laid_out(*composed(script, FINAL, RENDERER))
    return {
        box.element.get("id"): tuple(
            row.height / MILLIMETRE for group in box.children for row in group.children
        )
        for page in document.pages
        for box in page._page_box.descendants()
        if isinstance(box, TableBox) and box.element.get("id")
    }


def with_long_words(name: str) -> Report:
    """A report of an edition with a long text in every cell."""
    form = edition(name)
    cells: dict[str, str | None] = {
        address: ("约一百二十三件，其中已办结九十件（含上年结转）", "123456789012.123456", "“三”")[number % 3]
        for number, address in enumerate(form.figures)
    }
    return from_fields(form, Head("某市某局", form.shape.years.first), cells)


@pytest.mark.parametrize("name", REPORTS)
def test_rows_are_as_high_as_was_worked_out(name: str) -> None:
    script = manuscript(case(name))
    found = laid(script)
    assert found
    for table, wanted in worked_out(script).items():
        assert found[table] == pytest.approx(wanted, abs=0.02), table


@pytest.mark.parametrize("name", ["2019", "festival"])
def test_rows_with_long_words_are_about_as_high(name: str) -> None:
    script = manuscript(with_long_words(name))
    found = laid(script)
    for table, wanted in worked_out(script).items():
        if len(found[table]) == len(wanted):  # on one page
            assert sum(found[table]) == pytest.approx(sum(wanted), rel=0.1), table


def grouped(sizes: Sequence[int]) -> Grid:
    """A table in groups of so many rows, beside one label that stands over them all."""
    rows = sum(sizes)
    body: list[tuple[GridCell, ...]] = []
    for number, size in enumerate(sizes):
        for row in range(size):
            labels = [GridCell("stub", "全村", rowspan=rows, id="all")] if not body else []
            labels += [GridCell("stub", f"第{number}组", rowspan=size, id=f"g{number}")] if not row else []
            leaf = GridCell("stub", f"{number}.{row}", id=f"g{number}-{row}")
            body.append((*labels, leaf, GridCell("figure", f"{len(body)}")))
    return Grid("wide", "", 3, 1, ((GridCell("head", "灯"),),), tuple(body))


def placed(sizes: Sequence[int], above: float = 0) -> Placing:
    return placing(grouped(sizes), even, above)


def even(table: Grid) -> Heights:
    """All rows of a table alike."""
    return Heights(0, (ROW,), (ROW,) * len(table.body))


def tall_labels(table: Grid) -> Heights:
    """A row that has the label of a group for itself is four times as high as others."""
    alone = [any(cell.text.startswith("第") and cell.rowspan == 1 for cell in row) for row in table.body]
    return Heights(0, (ROW,), tuple(4 * ROW if each else ROW for each in alone))


def column(table: Grid) -> list[tuple[int, int, str]]:
    """The labels of the groups: the row in which each begins, how far it reaches and its text."""
    return [
        (number, cell.rowspan, cell.text)
        for number, row in enumerate(table.body)
        for cell in row
        if cell.text.startswith("第")
    ]


def test_a_table_that_fits_is_left_as_it_is() -> None:
    for rows in (1, 10, 30):
        found = placed([rows])
        assert (found.place, found.grid, found.starts) == ("kept", grouped([rows]), ())


def test_a_table_that_fills_a_page_begins_one() -> None:
    fitting = int((AREA - 1) / ROW) - 1
    assert placed([fitting]).place == "fresh"
    assert placed([fitting - 2]).place == "kept"
    assert placed([fitting - 2], above=11.7).place == "fresh"
    assert placed([fitting]).starts == ()


def test_a_long_list_without_groups_breaks_where_the_page_ends() -> None:
    table = grouped([100])
    plain = Grid("list", "", 1, 1, table.head, tuple(row[-2:] for row in table.body))
    assert placing(plain, even) == Placing("flowing", plain)


def test_groups_that_fit_a_page_are_not_broken_and_larger_ones_say_their_label_again() -> None:
    found = placed([8, 40, 5, 12, 15])
    assert found.starts == (35, 65)
    assert column(found.grid) == [
        (0, 8, "第0组"),
        (8, 27, "第1组"),
        (35, 13, "第1组"),
        (48, 5, "第2组"),
        (53, 12, "第3组"),
        (65, 15, "第4组"),
    ]
    whole = [
        (number, cell.rowspan)
        for number, row in enumerate(found.grid.body)
        for cell in row
        if cell.text == "全村"
    ]
    assert whole == [(0, 35), (35, 30), (65, 15)]
    ids = [cell.id for row in found.grid.body for cell in row if cell.id]
    assert len(ids) == len(set(ids))


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(1, 60), min_size=1, max_size=12))
def test_every_page_holds_its_rows_and_every_label_ends_on_its_page(sizes: list[int]) -> None:
    found, table = placed(sizes), grouped(sizes)
    rows = len(table.body)
    edges = [0, *found.starts, rows]
    assert edges == sorted(set(edges))
    for begin, end in pairwise(edges):
        assert (end - begin + 1) * ROW <= AREA
        covering = [
            (number, cell)
            for number, row in enumerate(found.grid.body)
            for cell in row
            if cell.text == "全村" and begin <= number < end
        ]
        assert [(number, cell.rowspan) for number, cell in covering] == [
            (begin, end - begin)
        ] or not found.starts
    fits = int((AREA - 1 - ROW) / ROW)
    begins = {sum(sizes[:number]): size for number, size in enumerate(sizes)}
    for start in found.starts:
        inside = [first for first, size in begins.items() if first < start < first + size]
        assert all(begins[first] > fits - 1 for first in inside)
    figures = [
        [cell.text for row in each.body for cell in row if cell.role == "figure"]
        for each in (found.grid, table)
    ]
    assert figures[0] == figures[1]


def test_a_repeated_label_that_needs_more_height_than_its_rows_gets_it() -> None:
    # One row of the second group would stand last on its page, four times as high as it was.
    rows = int((AREA - 0.5 - ROW) / ROW)
    even_starts = placing(grouped([rows - 1, 50]), even).starts
    assert even_starts[0] == rows
    starts = placing(grouped([rows - 1, 50]), tall_labels).starts
    assert starts[0] == rows - 1


def test_a_grid_that_breaks_nowhere_stays_the_same() -> None:
    assert cut(grouped([3, 4]), ()) == grouped([3, 4])


@pytest.mark.parametrize(
    ("text", "room", "number"),
    [
        ("", 5, 0),
        ("信息内容", 4, 1),
        ("信息内容", 3, 2),
        ("第二十条，", 4, 2),
        ("甲乙丙丁。", 4, 2),
        ("甲乙丙《丁》", 4, 2),
        ("共12345件", 3, 3),
        ("共1234567890件", 3, 3),
        ("“三”\u200b“四”", 3, 2),
    ],
)
def test_lines_are_counted_as_they_are_broken(text: str, room: float, number: int) -> None:
    assert lines(text, room) == number
