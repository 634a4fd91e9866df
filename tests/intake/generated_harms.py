"""What offices do to the form that leaves something to doubt: rows and columns of their own, heads left out.

A figure that stays on the page has to come back right, or doubtful, or told as without a place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.intake.generated import Box, Habit, Paper, Row, Sheet, laid
from tests.intake.generated_habits import cut

STRANGE_ROWS = ("其他主动公开文件", "行政确认", "公共服务事项", "（八）其他情形", "政府内部文件")
STRANGE_COLUMNS = ("备注", "本年修订件数", "上年数", "个体工商户", "同比")
"""What the forms do not have."""


def _some(change: Callable[[Sheet, Random], tuple[Sheet, tuple[str, ...]]]) -> Habit:
    """A habit that changes one table or more, and may write figures that the form has not."""

    def habit(paper: Paper, random: Random) -> Paper:
        chosen = random.choice(paper.sheets)
        strange: list[str] = []

        def changed(sheet: Sheet) -> Sheet:
            if sheet is not chosen and random.random() < 0.5:
                return sheet
            made, more = change(sheet, random)
            strange.extend(more)
            return made

        return replace(paper.with_sheets(changed), strange=tuple(strange))

    return habit


def _figures(row: Row) -> list[Box]:
    return [box for box in row if box.role == "figure"]


def _rows_down(sheet: Sheet) -> list[int]:
    """The rows that begin with a label."""
    rows = range(sheet.heads, len(sheet.rows))
    return [at for at in rows if _figures(sheet.rows[at]) and sheet.rows[at][0].role == "stub"]


def _strange(random: Random, count: int) -> tuple[str, ...]:
    return tuple(str(number) for number in random.sample(range(2000, 9999), count))


def more_rows(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """A row that the form has not, where no cell reaches over it."""
    places = [at for at in _rows_down(sheet) if _free(sheet, at)]
    if not places:
        return sheet, ()
    at = random.choice(places)
    model = _figures(sheet.rows[at])
    figures = _strange(random, len(model))
    stubs = sum(box.colspan for box in sheet.rows[at] if box.role == "stub")
    row = (
        Box(random.choice(STRANGE_ROWS), stubs),
        *(
            Box(text, box.colspan, role="figure", meaning=text)
            for text, box in zip(figures, model, strict=True)
        ),
    )
    return replace(sheet, rows=(*sheet.rows[:at], row, *sheet.rows[at:])), figures


def _free(sheet: Sheet, at: int) -> bool:
    """Whether no cell reaches from above into the row with this number."""
    return not any(down < at < down + box.rowspan for down, _, box in laid(sheet.rows))


def more_columns(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """A column that the form has not, at the end of the table or before its last column."""
    if not _rows_down(sheet):
        return sheet, ()
    behind = random.random() < 0.5
    head, rows = random.choice(STRANGE_COLUMNS), list(sheet.rows)
    figures = _strange(random, len(rows) - sheet.heads)
    filled = random.random() < 0.7
    first = next(at for at, row in enumerate(rows) if len(row) > 1)
    for at, row in enumerate(rows):
        if at < first:
            rows[at] = (replace(row[0], colspan=row[0].colspan + 1),)
            continue
        if first < at < sheet.heads:
            continue
        new = Box(figures[at - sheet.heads] if filled else "", role="figure")
        if at == first:
            new = Box(head, rowspan=sheet.heads - first, role="head")
        rows[at] = (*row, new) if behind or not row else (*row[:-1], new, row[-1])
    return replace(sheet, rows=tuple(rows)), figures if filled else ()


def fewer_heads(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """Some or all of the rows above the figures are not there."""
    kept = random.choice(((), sheet.rows[:1], sheet.rows[sheet.heads - 1 : sheet.heads]))
    closed = tuple(tuple(replace(box, rowspan=1) for box in row) for row in kept)
    return replace(sheet, rows=(*closed, *sheet.rows[sheet.heads :]), heads=len(closed)), ()


def other_order(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """Two of the columns have changed their places, with their heads."""
    names = [box for _, _, box in laid(sheet.rows[: sheet.heads]) if box.role == "head"]
    width = len(_figures(sheet.rows[-1]))
    plain = sheet.heads < 3 and len(names) >= width > 1 and sheet.rows[-1][0].role == "stub"
    if not plain:
        return sheet, ()
    one, two = random.sample(range(width), 2)

    def swapped(row: Row) -> Row:
        if len(row) < width:
            return row
        cells = list(row[-width:])
        cells[one], cells[two] = cells[two], cells[one]
        return (*row[:-width], *cells)

    return replace(sheet, rows=tuple(swapped(row) for row in sheet.rows)), ()


def shuffled(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """Two rows have changed their places."""
    places = [at for at in _rows_down(sheet) if all(box.rowspan == 1 for box in sheet.rows[at])]
    if len(places) < 2:
        return sheet, ()
    one, two = sorted(random.sample(places, 2))
    widths = [len(sheet.rows[at]) for at in (one, two)]
    if widths[0] != widths[1] or sheet.rows[one][0].colspan != sheet.rows[two][0].colspan:
        return sheet, ()
    rows = list(sheet.rows)
    rows[one], rows[two] = rows[two], rows[one]
    return replace(sheet, rows=tuple(rows)), ()


def doubled(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """A row stands twice, at the end of one page and on top of the next; one of the two may be other."""
    places = [at for at in _rows_down(sheet) if _free(sheet, at + 1)]
    if not places:
        return sheet, ()
    at = random.choice(places)
    first = cut(sheet, 0, at + 1, again=True)
    second = cut(sheet, at, len(sheet.rows), again=True)
    return replace(sheet, rows=(*first.rows, *second.rows[sheet.heads :])), ()


def no_groups(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """The labels beside several rows are blank, or not there at all."""
    gone = random.random() < 0.5 and sheet.heads
    rows = tuple(
        tuple(
            replace(box, text="") if _is_group(box) else box for box in row if not (gone and _is_group(box))
        )
        for row in sheet.rows
    )
    return replace(sheet, rows=rows), ()


def _is_group(box: Box) -> bool:
    return box.role == "stub" and box.rowspan > 1


def moved_up(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """Blank cells are not there in some rows, and what stood behind them has moved up."""

    def closed(row: Row) -> Row:
        if random.random() < 0.6:
            return row
        kept = [box for box in row if box.role != "figure" or box.text or random.random() < 0.3]
        return tuple(kept)

    return replace(sheet, rows=tuple(closed(row) for row in sheet.rows)), ()


def squeezed(sheet: Sheet, random: Random) -> tuple[Sheet, tuple[str, ...]]:
    """Two neighbouring figures have come into one cell."""
    places = [at for at in _rows_down(sheet) if len(_figures(sheet.rows[at])) > 1]
    if not places:
        return sheet, ()
    at = random.choice(places)
    row = sheet.rows[at]
    start = next(number for number, box in enumerate(row) if box.role == "figure")
    first, second = row[start], row[start + 1]
    if not (first.text and second.text):
        return sheet, ()
    both = replace(first, text=f"{first.text} {second.text}", meaning="\0")
    blank = replace(second, text="", meaning="\0")
    rows = (*sheet.rows[:at], (*row[:start], both, blank, *row[start + 2 :]), *sheet.rows[at + 1 :])
    return replace(sheet, rows=rows), ()


def one_other(paper: Paper, random: Random) -> Paper:
    """A group of rows as one row with their sums, as an older form had it."""
    strange: list[str] = []

    def changed(sheet: Sheet) -> Sheet:
        groups = [
            (down, column, box)
            for down, column, box in laid(sheet.rows)
            if _is_group(box) and down >= sheet.heads and _deepest(sheet, down, column, box)
        ]
        if not groups:
            return sheet
        down, _, group = groups[-1] if random.random() < 0.7 else random.choice(groups)
        before = tuple(box for box in sheet.rows[down] if box.role == "stub" and box.rowspan > group.rowspan)
        label = sheet.rows[down][len(before) + 1]
        sums = _summed(sheet.rows[down : down + group.rowspan])
        strange.extend(box.text for box in sums if len(box.text) > 2)
        row = (*before, replace(group, rowspan=1, colspan=group.colspan + label.colspan), *sums)
        return _shortened(sheet, down, group.rowspan, row)

    made = paper.with_sheets(changed)
    return replace(made, strange=tuple(strange))


def _deepest(sheet: Sheet, down: int, column: int, group: Box) -> bool:
    """Whether the rows of the group begin with nothing but a label each."""
    inside = sheet.rows[down + 1 : down + group.rowspan]
    stubs = [sum(box.role == "stub" for box in row) for row in inside]
    return bool(column) and all(count == 1 for count in stubs)


def _summed(rows: tuple[Row, ...]) -> tuple[Box, ...]:
    columns = zip(*(_figures(row) for row in rows), strict=True)
    return tuple(
        Box(str(sum(int(box.text) for box in column if box.text.isdigit())), role="figure")
        for column in columns
    )


def _shortened(sheet: Sheet, down: int, count: int, row: Row) -> Sheet:
    """The rows of a group replaced by one; what reaches over them reaches less far."""
    lines: list[Row] = []
    places = {id(box): at for at, _, box in laid(sheet.rows)}
    for at, line in enumerate((*sheet.rows[:down], row, *sheet.rows[down + count :])):
        over = tuple(
            replace(box, rowspan=box.rowspan - count + 1)
            if places.get(id(box), down if at == down else len(sheet.rows)) <= down
            and places.get(id(box), at) + box.rowspan >= down + count
            and box.rowspan > 1
            else box
            for box in line
        )
        lines.append(over)
    return replace(sheet, rows=tuple(lines))


def other_digits(paper: Paper, random: Random) -> Paper:
    """Letters that look like figures, and figures with blanks inside."""

    def changed(box: Box) -> Box:
        if box.role != "figure" or random.random() > 0.1 or not re.fullmatch("[0-9]+", box.text):
            return box
        text = box.text.replace("0", "O").replace("1", random.choice("Il")) if random.random() < 0.5 else ""
        if not text or text == box.text:
            return replace(box, text=" ".join(box.text), meaning="\0") if len(box.text) > 1 else box
        return replace(box, text=text, meaning=text)

    return paper.with_boxes(changed)


HARMS: dict[str, Habit] = {
    "rows of their own": _some(more_rows),
    "columns of their own": _some(more_columns),
    "heads left out": _some(fewer_heads),
    "columns in other order": _some(other_order),
    "rows in other order": _some(shuffled),
    "a row twice": _some(doubled),
    "groups left out": _some(no_groups),
    "blanks lost": _some(moved_up),
    "two figures in a cell": _some(squeezed),
    "a group as one row": one_other,
    "letters for figures": other_digits,
}
