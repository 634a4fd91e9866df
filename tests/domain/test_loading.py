"""Whatever is wrong with an edition file is named with its line; a right one becomes figures and rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.edition import Edition
from app.domain.loading import BadEdition, load_edition

VILLAGE = """\
edition: village
title: "{agency}{year}年报告"
basis: 村图书室工作办法
document: 村图书室年报
issued: "2021-09-26"
years: {first: 2021, last: 2030}
sections:
  - id: loans
    heading: 一、借阅情况
    table:
      label: 表一
      blocks:
        - value: {kind: count, unit: 册}
          columns:
            - head: 读者
              columns:
                - {id: adult, label: 成人}
                - {id: child, label: 儿童}
            - {id: all, label: 合计, total: {of: [adult, child], rule: loans-across, says: "{name}一行不符"}}
          rows:
            - {id: lent, label: 借出}
            - head: 归还
              id: back
              rows:
                - {id: intime, label: 1.按期}
                - {id: late, label: 2.逾期}
            - {id: ended, label: （三）总计, total: {of: [back], rule: loans-down, says: "{name}一列不符"}}
rules:
  - kind: limit
    id: loans-limit
    in: loans
    each: column
    smaller: [ended]
    larger: [lent]
    severity: warn
    basis: heuristic
    says: "{name}还的比借的多 {difference} 册"
"""


def village(old: str = "", new: str = "") -> Edition:
    assert old in VILLAGE
    return load_edition(VILLAGE.replace(old, new) if old else VILLAGE, "village.yaml")


@pytest.mark.parametrize(
    ("old", "new", "anchor", "says"),
    [
        ("larger: [lent]", "largr: [lent]", "largr", "Extra inputs"),
        ("  - id: loans\n", "  - idd: loans\n", "- idd", "sections.0.id"),
        ('issued: "2021-09-26"', 'issued: "2021"\nissued: "2022"', '"2022"', "twice"),
        ("smaller: [ended]", "smaller: [endd]", "[endd]", "unknown id 'endd'"),
        ("of: [adult, child]", "of: [adult, chld]", "chld", "'chld'"),
        ("of: [back]", "of: [bak]", "[bak]", "'bak'"),
        ("in: loans\n", "in: loan\n", "in: loan", "unknown id 'loan'"),
        ("id: child", "id: adult", "value: {kind", "loans.lent.adult"),
        ("rule: loans-down", "rule: loans-across", "value: {kind", "twice"),
        ("id: loans-limit", "id: loans-down", "id: loans-down", "twice"),
        ("kind: limit", "kind: limits", "kind: limits", "limits"),
        ("kind: count", "kind: counts", "counts", "counts"),
        ("severity: warn", "severity: warns", "warns", "'block', 'explain'"),
        ("{difference}", "{differance}", "differance", "unknown word {differance}"),
        ("{name}一列不符", "{line}{nam}", "id: ended", "unknown word {nam}"),
        ("first: 2021", "first: no", "first: no", "years.first"),
        ("first: 2021", "first: 2021.5", "2021.5", "quotation marks"),
        ("years: {", "years: [", "years: [", "not YAML"),
        ("of: [back]", "of: [back, ended]", "sections:", "part of itself"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, anchor: str, says: str) -> None:
    with pytest.raises(BadEdition) as wrong:
        village(old, new)
    assert str(wrong.value).startswith("village.yaml:")
    assert says in str(wrong.value)
    lines = VILLAGE.replace(old, new).splitlines()
    assert anchor in lines[wrong.value.line - 1]


def test_a_section_twice_is_refused() -> None:
    again = VILLAGE.replace("rules:", "  - {id: loans, heading: 二、又一个}\nrules:")
    with pytest.raises(BadEdition, match=r"village\.yaml:28: .*the section 'loans' stands here twice"):
        load_edition(again, "village.yaml")


def test_yaml_traps_do_not_bite() -> None:
    edition = village("label: 借出", "label: no")
    assert edition.figures[next(iter(edition.figures))].row_name == "no"
    with pytest.raises(BadEdition, match=r"village\.yaml:1: an edition is a mapping"):
        load_edition("- 1", "village.yaml")


def test_figures_stand_in_printed_order_with_their_parts() -> None:
    edition = village()
    assert list(edition.figures)[:4] == [
        "loans.lent.adult",
        "loans.lent.child",
        "loans.lent.all",
        "loans.intime.adult",
    ]
    parts = {str(figure.address): figure.parts for figure in edition.totals}
    assert parts["loans.ended.adult"] == ("loans.intime.adult", "loans.late.adult")
    assert parts["loans.ended.all"] == ("loans.ended.adult", "loans.ended.child")
    order = [str(figure.address) for figure in edition.totals]
    assert order.index("loans.ended.adult") < order.index("loans.ended.all")


def test_rows_are_called_by_their_group_unless_they_say_where_they_stand() -> None:
    names = {figure.row: figure.row_name for figure in village().figures.values()}
    assert names == {"lent": "借出", "intime": "归还1.按期", "late": "归还2.逾期", "ended": "（三）总计"}


def test_a_rule_that_is_off_keeps_its_line_and_checks_nothing() -> None:
    edition = village("severity: warn", 'severity: warn\n    off: {since: "2026-01-01", because: 试行}')
    assert edition.rules["loans-limit"].off is not None
    assert not any(relation.rule.id == "loans-limit" for relation in edition.relations)


def test_an_edition_covers_its_years() -> None:
    edition = village()
    assert [edition.covers(year) for year in (2020, 2021, 2030, 2031)] == [False, True, True, False]
    assert edition.title("某村", 2024) == "某村2024年报告"


def test_the_published_editions_load() -> None:
    folder = Path(__file__).parents[2] / "schemas"
    loaded = [load_edition(path.read_text("utf-8"), path.name) for path in sorted(folder.glob("*.yaml"))]
    assert [edition.id for edition in loaded] == [path.stem for path in sorted(folder.glob("*.yaml"))]
