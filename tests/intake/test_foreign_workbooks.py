"""Workbooks of anybody: what is read is what a person sees on the sheet, and what is hidden is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from app.domain.manuscript import manuscript
from app.domain.reading_words import FAR_CELL, HIDDEN_COLUMN, HIDDEN_ROW, HIDDEN_SHEET, NO_RESULT, ROUNDED
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake.book_numbers import shown
from app.intake.foreign_workbook import read
from app.intake.mapping import mapped
from app.intake.neutral import Neutral, Table
from app.rendering import Renderer
from app.settings import TEMPLATES
from app.store.editions import read_aliases, read_editions
from tests.files.libreoffice import converted
from tests.intake.bombs import book
from tests.specimens import SCHEMAS, case

Made = Callable[[Workbook, Worksheet], None]


def sheet(made: Made) -> Neutral:
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as workbook:
        made(workbook, workbook.add_worksheet("表"))
    return read(target.getvalue())


def rows(found: Neutral) -> list[list[str]]:
    [only] = found.items
    assert isinstance(only, Table)
    return [[cell.text for cell in row] for row in only.rows]


def told(found: Neutral) -> list[tuple[str, str]]:
    return [(each.text, each.why) for each in found.remarks]


@pytest.mark.parametrize(
    ("value", "code", "expected", "kept"),
    [
        ("12", "", "12", ""),
        ("12.0", "General", "12", ""),
        ("72701.2578", "", "72701.2578", ""),
        ("0.30000000000000004", "", "0.3", ""),
        ("1513277", "#,##0", "1513277", ""),
        ("11.6", "0", "12", "11.6"),
        ("2.5", "0", "3", "2.5"),
        ("3642.2", "0.00", "3642.20", ""),
        ("3642.215", "#,##0.00", "3642.22", "3642.215"),
        ("1.5", "0.0##", "1.5", ""),
        ("0.125", "0.0%", "12.5%", ""),
        ("0.5", "0%", "50%", ""),
        ("12", '0"件"', "12件", ""),
        ("12", "0_ ", "12", ""),
        ("-3", "#,##0;(#,##0)", "-3", ""),
        ("-3", "0_);[Red]\\(0\\)", "-3", ""),
        ("0", "0;-0;;@", "", ""),
        ("7", ";;;", "", "7"),
        ("0", "#,##0;-#,##0;0", "0", ""),
        ("1E+20", "", "100000000000000000000", ""),
        ("1e999", "", "1e999", ""),
        ("NaN", "0", "NaN", ""),
        ("x", "0", "x", ""),
        ("45657", "yyyy-mm-dd", "2024-12-31", ""),
        ("45657", 'yyyy"年"m"月"d"日"', "2024-12-31", ""),
        ("0.5", "hh:mm", "12:00", ""),
        ("-1", "yyyy-mm-dd", "-1", ""),
        ("99999999", "yyyy", "99999999", ""),
        ("12", '"' * 300, "12", ""),
        ("12345", "0.00E+00", "12345", ""),
        ("0.5", "# ?/?", "0.5", ""),
        ("12345", "0.0,", "12345", ""),
        ("7", "@", "7", ""),
    ],
)
def test_a_number_as_it_is_shown(value: str, code: str, expected: str, kept: str) -> None:
    found = shown(value, code)
    assert (found.text, found.kept) == (expected, kept)


def test_days_may_be_counted_from_later_on() -> None:
    assert shown("44195", "yyyy-mm-dd", later=True).text == "2024-12-31"


def test_values_of_every_kind() -> None:
    def made(workbook: Workbook, on: Worksheet) -> None:
        on.write_row(0, 1, ["规章", 12.0, "１２", True])
        on.write_formula(1, 1, "=1+1", None, 2)
        on.write_formula(1, 2, '=IF(1,"")', None, "")
        on.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        on.write_datetime(
            1,
            4,
            datetime(2024, 12, 31, tzinfo=UTC).replace(tzinfo=None),
            workbook.add_format({"num_format": "yyyy/m/d"}),
        )
        on.write_rich_string(2, 1, "行", workbook.add_format({"bold": True}), "政", "许可")
        on.write_string(2, 2, "两\n行")
        on.write_string(2, 3, "15\n27")

    found = sheet(made)
    assert rows(found) == [
        ["", "规章", "12", "１２", "TRUE"],
        ["", "2", "", "#DIV/0!", "2024-12-31"],
        ["", "行政许可", "两行", "15 27", ""],
    ]
    assert told(found) == []
    [table] = found.items
    assert isinstance(table, Table)
    assert (table.caption, table.place.sheet) == ("表", "表")
    assert (table.rows[1][1].place.row, table.rows[1][1].place.column) == (2, 2)
    assert dict(table.rows[0][2].marks) == {"number": "12"}


def test_a_formula_without_a_result_says_nothing_and_is_told() -> None:
    found = read(
        book('<sheetData><row r="2"><c r="B2"><f>SUM(A1:A9)</f></c><c r="C2"><v>5</v></c></row></sheetData>')
    )
    assert rows(found) == [["", "", ""], ["", "", "5"]]
    assert told(found) == [("=SUM(A1:A9)", NO_RESULT)]
    assert (found.remarks[0].place.row, found.remarks[0].place.column, found.remarks[0].place.sheet) == (
        2,
        2,
        "S",
    )


def test_a_number_shown_otherwise_than_it_is_kept_is_told() -> None:
    found = sheet(
        lambda workbook, on: on.write_number(0, 0, 11.6, workbook.add_format({"num_format": "0"})) and None
    )
    assert rows(found) == [["12"]]
    assert told(found) == [("12", ROUNDED.format(kept="11.6"))]


def test_what_is_hidden_is_left_out_and_told() -> None:
    def made(workbook: Workbook, on: Worksheet) -> None:
        for at, row in enumerate((["规章", "旧", 1], ["草稿", "x", 2], ["许可", "旧", 3])):
            on.write_row(at, 0, row)
        on.set_row(1, None, None, {"hidden": True})
        on.set_column(1, 1, None, None, {"hidden": True})
        other = workbook.add_worksheet("上年")
        other.write(0, 0, 1)
        other.hide()

    found = sheet(made)
    assert rows(found) == [["规章", "1"], ["许可", "3"]]
    assert told(found) == [("旧", HIDDEN_COLUMN), ("草稿", HIDDEN_ROW), ("上年", HIDDEN_SHEET)]


def test_joined_cells_shrink_with_what_is_hidden_in_them() -> None:
    def made(_: Workbook, on: Worksheet) -> None:
        on.merge_range(0, 0, 2, 1, "组")
        on.merge_range(0, 2, 0, 3, "头")
        on.write_row(1, 2, [1, 2])
        on.set_row(2, None, None, {"hidden": True})
        on.set_column(0, 0, None, None, {"hidden": True})

    [found] = sheet(made).items
    assert isinstance(found, Table)
    assert [[(c.text, c.colspan, c.rowspan) for c in row] for row in found.rows] == [
        [("组", 1, 2), ("头", 2, 1)],
        [("1", 1, 1), ("2", 1, 1)],
    ]


def test_zeros_that_are_not_shown_are_not_there() -> None:
    found = sheet(lambda _, on: (on.write_row(0, 0, ["甲", 0, 5]), on.hide_zero())[1])
    assert rows(found) == [["甲", "", "5"]]


def test_a_cell_far_from_everything_is_told() -> None:
    found = sheet(
        lambda _, on: (on.write(0, 0, "甲"), on.write(0, 9999, "远"), on.write(50_000, 0, "低"))[0] and None
    )
    assert rows(found) == [["甲"]]
    assert sorted(told(found)) == [("低", FAR_CELL), ("远", FAR_CELL)]


def test_rows_and_cells_without_names_follow_each_other() -> None:
    far = '<c t="s"><v>9</v></c>'
    cells = f'<c t="inlineStr"><is><t>甲_x000D_</t><rPh><t>jia</t></rPh></is></c><c><v>1</v></c>{far}'
    assert rows(read(book(f"<sheetData><row>{cells}</row><row><c><v>2</v></c></row></sheetData>"))) == [
        ["甲", "1"],
        ["2", ""],
    ]


def test_what_another_office_saved_says_the_same() -> None:
    made = case("2021-balanced")
    ours = FORMATS["xlsx"].write(manuscript(made), FINAL, Renderer(TEMPLATES))
    theirs = read(converted(ours, "xlsx", "xlsx"))
    found = mapped(theirs, (made.edition,), read_aliases(SCHEMAS, read_editions(SCHEMAS)))
    printed = [address for address, figure in made.edition.figures.items() if figure.printed]
    assert {a: found.report.readings[a].number for a in printed} == {a: made.numbers[a] for a in printed}
    assert found.report.title == made.title
