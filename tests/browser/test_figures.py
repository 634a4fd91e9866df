"""The script in the browser reads and adds up as the server does: one set of cases, run by both."""

import json
import random
from collections.abc import Iterator
from decimal import Decimal
from typing import TypedDict, cast

import pytest
from playwright.sync_api import Page

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.fields import Fields, Head, from_fields, to_fields
from app.domain.relations import plain
from app.domain.report import Report
from app.domain.values import Money
from app.settings import CASES, STATIC
from app.web.sheet import sheet
from tests.reports import editions

WORK = """([data, texts, kinds]) => {
    const {figures} = gouji;
    const made = figures.work(data, each => figures.read(kinds[each] || {}, texts[each] || ''));
    const total = ([name, {number, partial}]) => [name, number && figures.show(kinds[name], number), partial];
    return {
        totals: Object.entries(made.totals).map(total),
        residuals: made.residuals.map(({gap, partial}) => [gap, partial]),
    };
}"""
TEXTS = ("0", "1", "7", "12", "１，２００", "3件", "999999999", "", "", "—", "三")


class Kind(TypedDict):
    """A kind of value as the script knows it, from the attributes of an input."""

    kind: str
    unit: str
    unitPrinted: bool
    decimals: int


class Case(TypedDict):
    """A line of tests/cases/values.json."""

    kind: str
    params: dict[str, str | int | bool]
    text: str | None
    state: str
    number: str | None


class Worked(TypedDict):
    """What the script made of a page."""

    totals: list[tuple[str, str | None, bool]]
    residuals: list[tuple[str | None, bool]]


@pytest.fixture
def script(blank: Page) -> Page:
    blank.evaluate((STATIC / "figures.js").read_text("utf-8"))
    return blank


def test_every_case_of_values_is_read_as_the_server_reads_it(script: Page) -> None:
    cases = cast("list[Case]", json.loads((CASES / "values.json").read_text("utf-8")))
    assert len(cases) > 100
    read = script.evaluate(
        """cases => cases.map(({kind, params, text}) => gouji.figures.read({
            kind, unit: params.unit, unitPrinted: params.unit_printed, decimals: params.decimals,
        }, text))""",
        cases,
    )
    plain_states = {"blank", "number"}
    for case, found in zip(cases, read, strict=True):
        wanted = case["state"] if case["state"] in plain_states else "other"
        assert (found["state"], found["number"]) == (wanted, case["number"]), case


def test_sums_are_exact(script: Page) -> None:
    chance = random.Random(4)  # noqa: S311 # the same amounts every time
    drawn = [[amount(chance) for _ in range(9)] for _ in range(200)]
    names = [f"each{place}" for place in range(9)]
    kinds = dict.fromkeys([*names, "all"], money("万元"))
    data = {"totals": [{"address": "all", "parts": names}], "relations": []}
    asked = [[data, dict(zip(names, texts, strict=True)), kinds] for texts in drawn]
    for texts, worked in zip(drawn, script.evaluate(f"all => all.map({WORK})", asked), strict=True):
        assert worked["totals"] == [["all", format(sum(map(Decimal, texts)), "f"), False]], texts


def amount(chance: random.Random) -> str:
    digits = chance.randrange(10 ** chance.randrange(1, 13))
    return format(Decimal(digits).scaleb(-chance.randrange(7)), "f")


def test_terms_are_taken_as_often_as_the_relation_says(script: Page) -> None:
    relation = {"rule": "x", "line": "y", "left": [["one", "2"], ["two", "-0.5"]], "right": [["three", "1"]]}
    kinds = dict.fromkeys(("one", "two", "three"), money("元"))
    texts = {"one": "1.25", "two": "3", "three": "0.1"}
    worked = script.evaluate(WORK, [{"relations": [relation]}, texts, kinds])
    assert worked["residuals"] == [[plain(2 * Decimal("1.25") - Decimal("1.5") - Decimal("0.1")), False]]


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_totals_and_residuals_of_any_report_are_those_of_the_server(script: Page, edition: Edition) -> None:
    for seed in range(8):
        report = drawn(edition, random.Random(seed))  # noqa: S311 # the same reports every time
        for section in edition.sections.values():
            if section.table:
                data = json.loads(sheet(report, section, fields(report), {}).relations)
                worked = script.evaluate(WORK, [data, dict(report.cells), kinds_of(edition)])
                agrees(report, data, worked)


def agrees(report: Report, data: dict[str, list[dict[str, str]]], worked: Worked) -> None:
    for name, text, partial in worked["totals"]:
        figure = report.edition.figures[Address(name)]
        known = [report.numbers[part] for part in figure.parts]
        whole = [number for number in known if number is not None]
        assert partial == (len(whole) < len(known)), name
        if not partial:
            assert text == figure.kind.show(sum(whole)), name
    relations = {(each.rule.id, each.line): each for each in report.edition.printed_relations}
    for shown, (gap, partial) in zip(data["relations"], worked["residuals"], strict=True):
        sides = relations[shown["rule"], shown["line"]].sides(report.case)
        assert partial == (sides is None), shown
        if sides is not None:
            assert gap == plain(sides[0] - sides[1]), shown


def drawn(edition: Edition, chance: random.Random) -> Report:
    """A report with whatever people type, some of its totals stated; every third one is complete."""
    texts = TEXTS if chance.randrange(3) else TEXTS[:7]
    cells: dict[str, str | None] = {
        address: chance.choice(texts)
        for address, figure in edition.figures.items()
        if not figure.computed or chance.random() < 0.2
    }
    return from_fields(edition, Head("某市某局", edition.shape.years.first), cells)


def fields(report: Report) -> Fields:
    return to_fields(report)


def kinds_of(edition: Edition) -> dict[str, Kind]:
    return dict(_kinds(edition))


def _kinds(edition: Edition) -> Iterator[tuple[str, Kind]]:
    for address, figure in edition.figures.items():
        kind = figure.kind
        if isinstance(kind, Money):
            yield (
                address,
                Kind(kind="money", unit=kind.unit, unitPrinted=kind.unit_printed, decimals=kind.decimals),
            )
        else:
            yield address, Kind(kind=kind.kind, unit=getattr(kind, "unit", ""), unitPrinted=True, decimals=0)


def money(unit: str) -> Kind:
    return Kind(kind="money", unit=unit, unitPrinted=True, decimals=6)
