"""Each kind of rule about figures: where it speaks, where it is silent, where it cannot judge."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.findings import Finding
from app.domain.loading import BadEdition, load_edition
from app.domain.report import Report

SHED = """\
edition: shed
title: "{agency}{year}年农具清点"
basis: 村规
document: 村规
issued: "2020-01-01"
years: {first: 2020}
sections:
  - id: shed
    heading: 一、农具
    table:
      label: 表一
      blocks:
        - value: {kind: count, unit: 把}
          columns:
            - {id: hoes, label: 锄头}
            - {id: saws, label: 锯子, value: {kind: money, unit: 元, decimals: 2}}
          rows:
            - {id: bought, label: 买入}
            - {id: lost, label: 丢失}
            - {id: kept, label: 结存}
            - id: all
              label: 合计
              total: {of: [bought, kept], rule: shed-all, says: "{name}列 {left}/{right}"}
rules:
  - {id: shed-rule, severity: warn, basis: local, %s}
"""
HOES = "in: shed, each: column, only: [hoes]"
KEPT = "in: shed, rows: [kept]"

Case = tuple[str, dict[str, str], dict[str, str] | None]


def rule(kind: str, where: str, what: str, words: str) -> str:
    """The keys of a rule, which says nothing but its words."""
    sentence = " ".join(f"{{{word}}}" for word in words.split())
    return f'kind: {kind}, {where}, {what or "off: null"}, says: "{sentence}"'


@cache
def shed(rule: str) -> Edition:
    return load_edition(SHED % rule, "shed.yaml")


def report(rule: str, figures: Mapping[str, str], last: Mapping[str, str] | None = None) -> Report:
    """A report with `bought`, `lost`, `kept`, `all` of the hoes, or another column's as `kept.saws`."""

    def cells(given: Mapping[str, str]) -> dict[Address, str | None]:
        return {
            Address(f"shed.{name if '.' in name else name + '.hoes'}"): text for name, text in given.items()
        }

    previous = None if last is None else Report(shed(rule), "某村", 2023, cells=cells(last))
    return Report(shed(rule), "某村", 2024, cells=cells(figures), previous=previous)


def found(rule: str, figures: Mapping[str, str], last: Mapping[str, str] | None = None) -> list[Finding]:
    return [each for each in report(rule, figures, last).findings if each.rule == "shed-rule"]


# Each kind with its own keys, and the words of its sentence one after the other.
BALANCE = rule("balance", HOES, "left: [bought], right: [lost, kept]", "name left right difference")
LIMIT = rule("limit", HOES, "smaller: [lost], larger: [bought, kept]", "left right difference")
FLOOR = rule("limit", HOES, "smaller: [], larger: [bought, {of: lost, times: -1}]", "left right")
CARRIED = rule("carried", HOES, "this_year: bought, last_year: [kept]", "left right")
STOCK = rule("stock", HOES, "now: kept, more: [bought], less: [lost]", "left right")
QUARTER = 'part: [lost], whole: [bought], at_most: "0.25", from: 8'
SHARE = rule("share", HOES, QUARTER, "part whole percent average")
STRICT = rule("share", HOES, "part: [lost], whole: [bought], at_most: 2, strictly: true", "percent")
SWING = rule("swing", KEPT, 'share: "0.5", floor: 10', "name now before difference")
LEAP = rule("leap", KEPT, "times: 100", "name now before")
LAST = "{of: shed.kept.hoes, year: last}"
NEEDS = rule("needs", f"having: [shed.lost.hoes], needs: [shed.bought.hoes, {LAST}]", "", "name number")
TOGETHER = rule("together", HOES, "one: [bought], other: [kept]", "name one other")
COINCIDENCE = rule("coincidence", HOES, "cell: kept, sum: [bought, lost], unless_zero: lost", "name number")
REMINDER = rule("reminder", "having: [shed.lost.hoes, shed.lost.saws]", "", "name number")
FILLED = rule("filled", "in: shed, rows: [kept, all]", "columns: [hoes], blank: 没有填写", "name why")
READABLE = rule("filled", KEPT, "columns: [hoes]", "name why")
BARRED = rule("barred", "trait: no_barn, in: shed", "rows: [bought, kept], columns: [hoes]", "names")

SPEAKS = [
    (BALANCE, {"bought": "5", "lost": "1", "kept": "3"}, None, "锄头 5 4 1"),
    (LIMIT, {"bought": "1", "lost": "5", "kept": "2"}, None, "5 3 2"),
    (FLOOR, {"bought": "1", "lost": "5"}, None, "0 -4"),
    (CARRIED, {"bought": "5"}, {"kept": "4"}, "5 4"),
    (STOCK, {"bought": "5", "lost": "1", "kept": "3"}, {"kept": "0"}, "3 4"),
    (SHARE, {"bought": "9", "lost": "3"}, None, "3 9 33.3 0.33"),
    (STRICT, {"bought": "4", "lost": "8"}, None, "200"),
    (SWING, {"kept": "31"}, {"kept": "20"}, "结存，锄头 31 20 11"),
    (SWING, {"kept": "9"}, {"kept": "20"}, "结存，锄头 9 20 11"),
    (LEAP, {"kept": "500"}, {"kept": "5"}, "结存，锄头 500 5"),
    (LEAP, {"kept.saws": "0.01"}, {"kept.saws": "1"}, "结存，锯子 0.01 1"),
    (NEEDS, {"lost": "2", "bought": "0"}, {"kept": "0"}, "丢失，锄头 2"),
    (TOGETHER, {"bought": "0", "kept": "3"}, None, "锄头 0 3"),
    (TOGETHER, {"bought": "3", "kept": "0"}, None, "锄头 3 0"),
    (COINCIDENCE, {"bought": "2", "lost": "1", "kept": "3"}, None, "锄头 3"),
    (REMINDER, {"lost": "0", "lost.saws": "0.5"}, None, "丢失，锄头 0.5"),
    (FILLED, {}, None, "结存，锄头 没有填写"),
    (FILLED, {"kept": "三"}, None, "结存，锄头 “三”不是阿拉伯数字。改填 3"),
    (FILLED, {"kept": "1", "all": "三"}, None, "合计，锄头 “三”不是阿拉伯数字。改填 3"),
    (READABLE, {"kept": "三"}, None, "结存，锄头 “三”不是阿拉伯数字。改填 3"),
]
SILENT: list[Case] = [
    (BALANCE, {"bought": "4", "lost": "1", "kept": "3"}, None),
    (LIMIT, {"bought": "1", "lost": "3", "kept": "2"}, None),
    (FLOOR, {"bought": "5", "lost": "5"}, None),
    (CARRIED, {"bought": "4"}, {"kept": "4"}),
    (STOCK, {"bought": "5", "lost": "1", "kept": "4"}, {"kept": "0"}),
    (SHARE, {"bought": "8", "lost": "2"}, None),
    (SHARE, {"bought": "7", "lost": "7"}, None),
    (STRICT, {"bought": "4", "lost": "7"}, None),
    (STRICT, {"bought": "0", "lost": "7"}, None),
    (SWING, {"kept": "30"}, {"kept": "20"}),
    (SWING, {"kept": "150"}, {"kept": "100"}),
    (LEAP, {"kept": "499"}, {"kept": "5"}),
    (LEAP, {"kept": "0"}, {"kept": "5"}),
    (NEEDS, {"lost": "2", "bought": "0"}, {"kept": "1"}),
    (NEEDS, {"lost": "0", "bought": "0"}, {"kept": "0"}),
    (TOGETHER, {"bought": "0", "kept": "0"}, None),
    (TOGETHER, {"bought": "1", "kept": "2"}, None),
    (COINCIDENCE, {"bought": "2", "lost": "1", "kept": "4"}, None),
    (COINCIDENCE, {"bought": "2", "lost": "0", "kept": "2"}, None),
    (REMINDER, {"lost": "0", "lost.saws": "0"}, None),
    (FILLED, {"kept": "0"}, None),
    (READABLE, {}, None),
]
UNKNOWN: list[Case] = [
    (BALANCE, {"bought": "5", "lost": "1"}, None),
    (BALANCE, {"bought": "5", "lost": "1", "kept": "三"}, None),
    (LIMIT, {"lost": "5", "kept": "2"}, None),
    (CARRIED, {"bought": "5"}, None),
    (CARRIED, {"bought": "5"}, {}),
    (STOCK, {"bought": "5", "lost": "1", "kept": "3"}, None),
    (SHARE, {"bought": "9"}, None),
    (SWING, {"kept": "500"}, None),
    (SWING, {"kept": "500"}, {}),
    (LEAP, {"kept": "500"}, None),
    (NEEDS, {"lost": "2", "bought": "0"}, None),
    (TOGETHER, {"bought": "0"}, None),
    (COINCIDENCE, {"bought": "0", "kept": "3"}, None),
    (REMINDER, {"lost": "2"}, None),
]


@pytest.mark.parametrize(("rule", "figures", "last", "says"), SPEAKS)
def test_it_speaks(rule: str, figures: dict[str, str], last: dict[str, str] | None, says: str) -> None:
    (finding,) = found(rule, figures, last)
    assert finding.message == says
    assert finding.section == "shed"
    assert finding.addresses


@pytest.mark.parametrize(("rule", "figures", "last"), SILENT)
def test_it_is_silent(rule: str, figures: dict[str, str], last: dict[str, str] | None) -> None:
    assert found(rule, figures, last) == []


@pytest.mark.parametrize(("rule", "figures", "last"), UNKNOWN)
def test_it_cannot_judge_what_is_not_known(
    rule: str, figures: dict[str, str], last: dict[str, str] | None
) -> None:
    assert found(rule, figures, last) == []


@pytest.mark.parametrize(
    ("figures", "says"),
    [
        ({"bought": "1", "kept": "2", "all": "4"}, ["锄头列 4/3"]),
        ({"bought": "1", "kept": "2", "all": "3"}, []),
        ({"bought": "1", "kept": "2"}, []),
        ({"bought": "1", "all": "3"}, []),
    ],
)
def test_a_stated_total_is_the_sum_of_its_parts(figures: dict[str, str], says: list[str]) -> None:
    findings = report(REMINDER, figures).findings
    assert [each.message for each in findings if each.rule == "shed-all"] == says


def test_amounts_are_compared_to_the_last_decimal() -> None:
    rule = BALANCE.replace("hoes", "saws")
    figures = {"bought.saws": "0.30", "lost.saws": "0.10", "kept.saws": "0.20"}
    assert found(rule, figures) == []
    (finding,) = found(rule, figures | {"kept.saws": "0.21"})
    assert finding.message == "锯子 0.3 0.31 0.01"
    assert finding.addresses == ("shed.bought.saws", "shed.lost.saws", "shed.kept.saws")


@pytest.mark.parametrize(
    ("figures", "traits", "says"),
    [
        ({"bought": "2", "kept": "3"}, {"no_barn"}, ["“买入，锄头”、“结存，锄头”"]),
        ({"kept": "3"}, {"no_barn"}, ["“结存，锄头”"]),
        ({"bought": "0", "kept": "0"}, {"no_barn"}, []),
        ({}, {"no_barn"}, []),
        ({"bought": "2"}, {"no_river"}, []),
        ({"bought": "2"}, set(), []),
    ],
)
def test_a_power_is_held_against_agencies_that_lack_it(
    figures: dict[str, str], traits: set[str], says: list[str]
) -> None:
    typed = report(BARRED, figures)
    with_traits = Report(typed.edition, "某村", 2024, cells=typed.cells, traits=frozenset(traits))
    assert [each.message for each in with_traits.findings] == says


@pytest.mark.parametrize(
    "rule",
    [
        NEEDS.replace("shed.lost.hoes", "shed.lost.rakes"),
        COINCIDENCE.replace("unless_zero: lost", "unless_zero: found"),
        BARRED.replace("[bought, kept]", "[sold]"),
        SWING.replace("in: shed", "in: barn"),
        SHARE.replace("{part}", "{piece}"),
        SHARE.replace('"0.25"', "0.25"),
        LEAP.replace("100", "1"),
    ],
    ids=["address", "line", "row", "section", "word", "float", "times"],
)
def test_a_rule_that_names_what_is_not_there_stops_the_start(rule: str) -> None:
    with pytest.raises(BadEdition, match=r"^shed\.yaml:\d+: ") as refused:
        shed(rule)
    assert refused.value.line > SHED.count("\n") - 3
