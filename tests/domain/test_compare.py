"""What `gouji edition diff` says of two editions."""

from __future__ import annotations

import pytest

from app.domain.compare import Difference, Thing, compare
from app.domain.edition import Edition
from app.domain.loading import load_edition
from tests.reports import editions
from tests.specimens import SCHEMAS

SMALL = """\
edition: small
title: "{agency}{year}年报告"
basis: 村图书室工作办法
document: 村图书室年报
issued: "2021-09-26"
years: {first: 2021}
sections:
  - id: overview
    heading: 一、概况
    prose: {topics: [{id: events, label: 活动}]}
  - id: loans
    heading: 二、借阅
    table:
      label: 表一
      blocks:
        - value: {kind: count, unit: 册}
          columns:
            - {id: young, label: 少年}
            - {id: old, label: 成人}
            - {id: all, label: 合计, total: {of: [young, old], rule: loans-all, says: "{name}不符"}}
          rows:
            - head: 馆内
              rows: [{id: lent, label: 借出}, {id: back, label: 归还}]
rules:
  - {id: loans-back, kind: limit, severity: warn, basis: implied, in: loans, each: column,
     smaller: [back], larger: [lent], says: "{name}过多"}
"""


def differences(*changes: tuple[str, str]) -> list[str]:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return [str(each) for each in compare(load_edition(SMALL, "a.yaml"), load_edition(text, "b.yaml"))]


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_an_edition_does_not_differ_from_itself(edition: Edition) -> None:
    again = load_edition((SCHEMAS / f"{edition.id}.yaml").read_text("utf-8"), "again.yaml")
    assert compare(edition, again) == ()


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("label: 借出", "label: 外借"), "~ row loans.lent: 馆内 · 借出 → 馆内 · 外借"),
        (("label: 成人", "label: 成年人"), "~ column loans.old: 成人 → 成年人"),
        (("label: 活动", "label: 读书活动"), "~ topic overview.events: 活动 → 读书活动"),
        (("heading: 二、借阅", "heading: 二、图书"), "~ section loans: 二、借阅 → 二、图书"),
        (("first: 2021", "first: 2026"), "~ form years: 2021- → 2026-"),
        (("severity: warn", "severity: block"), "~ rule loans-back: severity: warn → block"),
        (("过多", "偏多"), "~ rule loans-back: {name}过多 → {name}偏多"),
        (("smaller: [back]", "smaller: [back, lent]"), "~ rule loans-back: smaller: – → lent"),
        (("implied, in:", "implied, source: 办法, in:"), "~ rule loans-back: source: – → 办法"),
    ],
)
def test_one_change_is_one_line(change: tuple[str, str], line: str) -> None:
    assert differences(change) == [line]


def test_a_row_that_is_added_or_dropped_is_said_once_and_not_for_each_of_its_cells() -> None:
    added = ("{id: back, label: 归还}]", "{id: back, label: 归还}, {id: lost, label: 遗失}]")
    assert differences(added) == ["+ row loans.lost: 馆内 · 遗失", "~ rule loans-all: only: – → lost"]
    old, new = load_edition(SMALL.replace(*added), "a.yaml"), load_edition(SMALL, "b.yaml")
    assert [str(each) for each in compare(old, new)] == [
        "- row loans.lost: 馆内 · 遗失",
        "~ rule loans-all: only: lost → –",
    ]


def test_a_figure_of_another_kind_is_said_cell_by_cell() -> None:
    assert differences(("unit: 册", "unit: 本")) == [
        f"~ cell loans.{row}.{column}: count unit=册 → count unit=本"
        for row in ("lent", "back")
        for column in ("young", "old", "all")
    ]


def test_a_rule_comes_and_goes_with_its_sentence() -> None:
    assert differences((SMALL[SMALL.index("rules:") :], "")) == ["- rule loans-back: {name}过多"]


def test_the_two_published_editions() -> None:
    found = {(each.thing, each.aspect): each for each in compare(*editions())}

    def of(what: str, id_: str, aspect: str = "") -> Difference:
        return found[(Thing(what, id_), aspect)]

    assert of("row", "proactive.procurement").after is None
    assert of("row", "requests.other_rest").before is None
    assert str(of("row", "proactive.normative")).endswith(": 规范性文件 → 行政规范性文件")
    split = of("rule", "requests-settled-total", "of")
    assert (split.before, split.after) == ("other_handling", "other_uncorrected, other_unpaid, other_rest")
    assert not [each for each in found.values() if each.thing.id.startswith("appeals")]
