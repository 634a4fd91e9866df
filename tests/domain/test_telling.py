"""Findings as plain text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.address import Address
from app.domain.findings import Change, Suggestion
from app.domain.telling import FEW, data, proposed, told
from tests.reports import balancing, editions, report
from tests.specimens import case

NEWEST = editions()[-1]


def test_a_change_is_told_with_the_totals_that_follow() -> None:
    change = Suggestion(
        Address("requests.refused_law.business"),
        "0",
        (
            Change(Address("requests.refused_law.total"), "0"),
            Change(Address("requests.settled.business"), "1"),
        ),
    )
    assert proposed(NEWEST, change) == (
        "把“（三）不予公开2.其他法律行政法规禁止公开，商业企业”改为 0"
        "（“（三）不予公开2.其他法律行政法规禁止公开，总计”随之改为 0；“（七）总计，商业企业”随之改为 1）"
    )
    assert proposed(NEWEST, replace(change, followers=())).endswith("改为 0")


@pytest.mark.parametrize("blanks", [1, FEW, FEW + 1, 20])
def test_a_few_blank_cells_are_named_and_many_are_counted(blanks: int) -> None:
    whole = report(NEWEST, balancing(NEWEST, {}), stated=())
    typed = [each for each in NEWEST.figures.values() if each.section == "requests" and not each.computed]
    cells = {**whole.cells, **dict.fromkeys((each.address for each in typed[:blanks]), None)}
    lines = list(told(replace(whole, cells=cells), {}))
    assert lines[1] == f"  待改 {blanks} 处"
    counted = f"    第三部分还有 {blanks} 格未填，没有发生的填 0"
    assert (counted in lines) is (blanks > FEW)
    assert sum("没有填写" in line for line in lines) == (0 if blanks > FEW else blanks)


def test_the_gravest_comes_first_and_a_reason_stands_with_its_finding() -> None:
    this_year = case("2021-balanced", "2021-previous")
    more = {**this_year.cells, Address("proactive.normative.valid"): "24"}
    key = "proactive-stock-chain@proactive.normative.valid"
    odd = replace(
        this_year, cells={**more, Address("requests.new.natural"): "三"}, explanations={key: "已清理。"}
    )
    lines = list(told(odd, {}))
    assert [line for line in lines if line.startswith("  ") and line[2] != " "] == [
        "  待改 1 处",
        "  需说明 1 处",
    ]
    assert lines[-1] == "      已说明：已清理。"


def test_data_holds_every_finding_in_order() -> None:
    half = case("2021-half-finished")
    answer = data(half, {})
    findings = answer["findings"]
    assert isinstance(findings, list)
    assert [each["message"] for each in findings] == [each.message for each in half.findings]
    assert all(each["suggestions"] == [] for each in findings)
