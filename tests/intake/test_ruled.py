"""Cells from lines: any table drawn line by line is found again."""

from hypothesis import given
from hypothesis import strategies as st

from app.intake.flow import Glyph, Line, joined, lines, paragraphs
from app.intake.ruled import Box, Stroke, rulings

WIDTH, HEIGHT = 40.0, 20.0


def drawn(boxes: list[Box], left: float = 80, top: float = 100) -> list[Stroke]:
    """The four sides of every cell."""
    strokes = []
    for box in boxes:
        x0, x1 = (left + WIDTH * each for each in (box.column, box.column + box.colspan))
        y0, y1 = (top + HEIGHT * each for each in (box.row, box.row + box.rowspan))
        strokes += [Stroke(x0, y, x1, y) for y in (y0, y1)] + [Stroke(x, y0, x, y1) for x in (x0, x1)]
    return strokes


@st.composite
def grids(draw: st.DrawFn) -> list[Box]:
    """A table cut in two again and again, so that every cell is a rectangle."""
    pieces = [Box(0, 0, draw(st.integers(1, 6)), draw(st.integers(1, 6)))]
    done: list[Box] = []
    while pieces:
        box = pieces.pop()
        cuts = [("row", at) for at in range(1, box.rowspan)] + [
            ("column", at) for at in range(1, box.colspan)
        ]
        cut = draw(st.sampled_from([None, *cuts]))
        if cut is None:
            done.append(box)
        elif cut[0] == "row":
            pieces.append(Box(box.row, box.column, cut[1], box.colspan))
            pieces.append(Box(box.row + cut[1], box.column, box.rowspan - cut[1], box.colspan))
        else:
            pieces.append(Box(box.row, box.column, box.rowspan, cut[1]))
            pieces.append(Box(box.row, box.column + cut[1], box.rowspan, box.colspan - cut[1]))
    return sorted(done, key=lambda box: (box.row, box.column))


def squeezed(boxes: list[Box]) -> list[Box]:
    """The same cells counted in the lines that are really drawn."""
    rows = sorted({edge for box in boxes for edge in (box.row, box.row + box.rowspan)})
    columns = sorted({edge for box in boxes for edge in (box.column, box.column + box.colspan)})
    return [
        Box(
            rows.index(box.row),
            columns.index(box.column),
            rows.index(box.row + box.rowspan) - rows.index(box.row),
            columns.index(box.column + box.colspan) - columns.index(box.column),
        )
        for box in boxes
    ]


@given(st.data(), grids())
def test_every_cell_is_found_in_whatever_order_its_lines_are_drawn(
    data: st.DataObject, boxes: list[Box]
) -> None:
    strokes = data.draw(st.permutations(drawn(boxes)))
    [found] = rulings(strokes)
    assert list(found.boxes) == squeezed(boxes)
    for box, small in zip(boxes, squeezed(boxes), strict=True):
        middle = (80 + WIDTH * (box.column + 0.5), 100 + HEIGHT * (box.row + 0.5))
        assert found.holds(*middle)
        assert found.slot(*middle)[0] in range(small.row, small.row + small.rowspan)


def test_tables_with_room_between_them_are_two() -> None:
    one, other = drawn([Box(0, 0, 1, 1)]), drawn([Box(0, 0, 1, 2), Box(1, 0, 1, 2)], top=150)
    assert [len(each.boxes) for each in rulings([*other, *one])] == [1, 2]


def test_what_is_not_closed_is_no_cell() -> None:
    cells = drawn([Box(0, 0, 1, 1), Box(0, 1, 1, 1)])
    [found] = rulings(each for each in cells if each != Stroke(80, 100, 80 + WIDTH, 100))
    assert found.boxes == (Box(0, 1, 1, 1),)


def test_a_single_line_is_no_table() -> None:
    assert rulings([Stroke(0, 0, 100, 0)]) == ()


def glyphs(text: str, x: float, baseline: float, size: float = 16) -> list[Glyph]:
    return [
        Glyph(each, x + at * size, x + (at + 1) * size, baseline, size, "GW-FangSong")
        for at, each in enumerate(text)
    ]


def shown(found: list[tuple[Line, ...]]) -> list[str]:
    return [joined(each)[0] for each in found]


def test_lines_are_put_together_where_the_next_one_is_not_indented() -> None:
    page = [
        *glyphs("标题", 200, 50, 22),
        *glyphs("两行", 210, 80, 22),
        *glyphs("甲乙", 110, 120),
        *glyphs("丙", 79, 150),
        *glyphs("丁 ", 110, 180),
        *glyphs(" ", 79, 210),
    ]
    found = list(paragraphs(lines(reversed(page)), indent=90, title=20))
    assert shown(found) == ["标题两行", "甲乙丙", "丁"]
    assert joined(found[1]) == ("甲乙丙", (2,))
