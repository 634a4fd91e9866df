"""The figures of the workbook: totals that add up, relations that are judged, and not a digit lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.fields import Head, from_fields
from app.domain.manuscript import manuscript
from app.domain.sheet_words import CHECKS, DATA
from app.domain.values import Count, Money, SignedCount
from app.files.copies import FINAL
from app.files.workbook.figures import exact
from app.files.workbook.tables import LARGEST
from app.files.workbook.writing import write
from tests.files.libreoffice import converted
from tests.files.printed import RENDERER
from tests.files.sheets import (
    NAMES,
    case_workbook,
    filled,
    has,
    names,
    part,
    same,
    sheets,
    spot,
    tables,
    village,
    without_results,
    workbook,
)
from tests.specimens import case, edition


@pytest.mark.parametrize("name", ["2019-balanced", "2021-government", "festival-balanced"])
def test_totals_are_formulas_of_their_parts(name: str) -> None:
    report, content = case(name), case_workbook(name)
    found, named = sheets(content), names(content)
    places = {place: address for address, place in named.items()}
    for address, (sheet, place) in named.items():
        figure = report.edition.figures[Address(address)]
        formula = {spot(cell): text for cell, text in found[sheet].formulas.items()}.get(place)
        if not figure.computed:
            assert formula is None
            continue
        assert formula is not None
        match = re.fullmatch(r"SUM\((.*)\)", formula)
        assert match
        parts = [places.get((sheet, each)) for run in match[1].split(",") for each in spread(run)]
        assert sorted(map(str, parts)) == sorted(figure.parts)


def spread(run: str) -> Iterator[tuple[int, int]]:
    """The cells of a range."""
    first, _, last = run.partition(":")
    (top, left), (bottom, right) = spot(first), spot(last or first)
    yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


@pytest.mark.parametrize("name", ["2021-balanced", "festival-balanced"])
def test_libreoffice_works_out_what_is_printed(name: str) -> None:
    script = manuscript(case(name))
    unknown = without_results(case_workbook(name))
    assert not any(
        has(cell, "x:v") for sheet in sheets(unknown).values() for cell in sheet.cells if has(cell, "x:f")
    )
    found = sheets(converted(unknown, "xlsx", "xlsx"))
    for sheet, heading, grids in tables(script, found):
        assert sheet.at(0, 0) == heading
        wanted = [script.written[c.address] for g in grids for row in g.body for c in row if c.address]
        figures = [value for value in filled(sheet) if isinstance(value, float)]
        numbers = [
            text for text in wanted if text and text.rstrip("元万").replace(".", "").lstrip("-").isdigit()
        ]
        assert all(map(same, figures, numbers))
        assert len(figures) == len(numbers)
    results = {row[5] for row in found[CHECKS].rows[1:]}
    assert results == {"相符"}
    assert all(has(cell, "x:v") for cell in found[CHECKS].cells if has(cell, "x:f"))


def test_a_total_stated_otherwise_stays_as_stated_and_is_told() -> None:
    report = case("2021-balanced")
    total = next(each for each in report.edition.totals if each.printed)
    wrong = report.with_cells({total.address: "12345"})
    content = workbook(wrong)
    found, (sheet, place) = sheets(content), names(content)[total.address]
    assert found[sheet].at(*place) == 12345
    assert place not in set(map(spot, found[sheet].formulas))
    broken = [row for row in found[CHECKS].rows if row[5] == "不符"]
    assert broken
    assert all(12345 in (row[2], row[3]) or abs(float(str(row[4]))) > 9000 for row in broken)
    known = {relation.name for relation in report.edition.relations if total.address in relation.addresses}
    assert {str(row[1]).split("：")[0] for row in broken} <= known


def test_a_blank_total_waits_for_its_parts() -> None:
    fields = {"lanterns__crafted__paper": "3", "lanterns__crafted__bamboo": "4"}
    content = workbook(village(**fields))
    (sheet, place), found = names(content)["lanterns.crafted.every"], sheets(content)
    formulas = {spot(cell): text for cell, text in found[sheet].formulas.items()}
    assert formulas[place].startswith("IF(COUNT(")
    assert found[sheet].at(*place) == ""
    # Somebody types the last part where it belongs.
    _, (row, column) = names(content)["lanterns.crafted.wire"]
    cell = f'r="{chr(65 + column)}{row + 1}"'
    again = sheets(converted(without_results(typed(content, cell, "5")), "xlsx", "xlsx"))
    assert again[sheet].at(*place) == 12
    assert again[sheet].at(place[0], place[1] - 1) == 9
    # No other line of the sheet is full, and a total that waits for a part shows nothing.
    assert again[sheet].at(place[0] - 1, place[1]) == ""
    answers = [row[5] for row in again[CHECKS].rows[1:]]
    assert (answers.count("相符"), set(answers)) == (2, {"相符", "未填全"})


def typed(content: bytes, cell: str, number: str) -> bytes:
    """The workbook with a number in a blank cell of its first sheet."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                text, times = re.subn(rf"(<c {cell}[^>]*)/>", rf"\1><v>{number}</v></c>", text)
                assert times == 1
            new.writestr(name, text)
    return made.getvalue()


def test_no_digit_is_lost() -> None:
    content = workbook(
        village(
            purse__villagers__gifts="123456789012.123456",
            purse__emigrants__gifts="999999999.123456",
            purse__candles__planned="2429.9828万元",
            purse__candles__spent="12.50",
            purse__music__spent="12.50元",
            purse__candles__against="-3",
            lanterns__kept_in__paper="1234567890123456789012345678901234567890",
        )
    )
    found, named = sheets(content), names(content)

    def value(address: str) -> object:
        sheet, place = named[address]
        return found[sheet].at(*place)

    assert value("purse.villagers.gifts") == "123456789012.123456"
    assert value("purse.emigrants.gifts") == 999999999.123456
    assert value("purse.candles.planned") == "2429.9828万元"
    assert (value("purse.candles.spent"), value("purse.music.spent")) == (12.5, 12.5)
    assert value("purse.candles.against") == -3
    assert value("lanterns.kept_in.paper") == "1234567890123456789012345678901234567890"
    shown = {each.get("formatCode") for each in part(content, "xl/styles.xml").iterfind(".//x:numFmt", NAMES)}
    assert {"0.000000", '0.00"元"'} <= shown
    data = {str(row[0]): row for row in found[DATA].rows}
    assert data["purse.villagers.gifts"][5:7] == ["123456789012.123456", "123456789012.123456"]
    assert data["purse.candles.planned"][5:7] == ["2429.9828万元", 24299828]
    assert data["lanterns.kept_in.paper"][9] == "不是有效数字"


@given(
    st.decimals(0, 10**12, allow_nan=False, allow_infinity=False, places=6) | st.decimals(0, 10**9, places=5)
)
def test_a_number_that_is_called_exact_comes_back(number: object) -> None:
    text = format(number, "f")
    report = village(purse__villagers__gifts=text)
    figure = report.numbers[Address("purse.villagers.gifts")]
    if figure is not None and exact(figure):
        assert float(f"{float(figure):.16G}") == float(text)
        assert Decimal(repr(float(figure))) == figure


def test_a_relation_of_a_number_kept_as_text_is_judged_all_the_same() -> None:
    form = edition("festival")
    relation = next(each for each in form.relations if each.within_the_year)
    fields: dict[str, str | None] = {
        each: "1" for each, figure in form.figures.items() if not figure.computed
    }
    script = manuscript(from_fields(form, Head("柳湾村", 2016), fields))
    long = "1234567890123456"
    script = replace(script, written={**script.written, relation.addresses[0]: long})
    found = sheets(write(script, FINAL, RENDERER))[CHECKS]
    lines = [number for number, row in enumerate(found.rows) if long in (row[2], row[3])]
    assert lines
    assert {found.at(line, 5) for line in lines} == {"不符"}
    assert not [cell for cell in found.formulas if spot(cell)[0] in lines]


def test_cells_take_only_what_belongs_there() -> None:
    report = case("festival-balanced")
    content = case_workbook("festival-balanced")
    found, named = sheets(content), names(content)
    for address, (name, place) in named.items():
        figure = report.edition.figures[Address(address)]
        rules = [
            rule
            for rule in found[name].found("dataValidations/dataValidation")
            if place in [spot(cell) for cell in rule.get("sqref").split()]
        ]
        bounds = [(rule.get("type"), rule.findtext("x:formula1", None, NAMES)) for rule in rules]
        expected = {Count: ("whole", "0"), SignedCount: ("whole", f"-{LARGEST}"), Money: ("decimal", "0")}
        wanted = expected.get(type(figure.kind))
        assert bounds == ([wanted] if wanted and not figure.computed else []), address
    assert Count().read(str(LARGEST)).number == LARGEST
    assert Count().read(str(LARGEST + 1)).number is None
    assert SignedCount().read(f"-{LARGEST}").number == -LARGEST
