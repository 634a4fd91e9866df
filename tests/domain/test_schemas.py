"""The published editions: the official form to the cell, every rule, and nothing changed unnoticed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from time import perf_counter

import pytest
from ruamel.yaml import YAML

from app.domain.edition import Edition
from app.domain.figures import Figure
from app.domain.grid import Grid, GridCell, grid
from app.domain.report import Report
from app.domain.schema import edition_schema
from tests.specimens import SCHEMAS, case, edition

PUBLISHED = ("2019", "2021")
LIST = SCHEMAS.parent.parent / "shared" / "template"
# Rules that other issues add: text against figures, text against text, a government against its departments.
ELSEWHERE = ("narrative-", "rollup-")

COLUMNS = ("natural", "business", "research", "welfare", "legal", "other", "total")
CORNER = ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def official(name: str) -> dict[str, object]:
    path = LIST / f"edition-{name}.yaml"
    if not path.exists():
        pytest.skip("the official lists are not beside this checkout")
    found: dict[str, object] = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return found


def grids(name: str, section: str) -> list[Grid]:
    found = edition(name)
    return [grid(section, number, block) for number, block in enumerate(found.blocks(section))]


def texts(line: tuple[GridCell, ...]) -> list[tuple[str, int, int]]:
    return [(cell.text, cell.colspan, cell.rowspan) for cell in line]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_edition_is_not_changed_unnoticed(name: str) -> None:
    pinned = (SCHEMAS / "published.sha256").read_text("utf-8").splitlines()
    digest = hashlib.sha256((SCHEMAS / f"{name}.yaml").read_bytes()).hexdigest()
    assert f"{digest}  {name}.yaml" in pinned, (
        f"schemas/{name}.yaml is published: reports were checked against it. If the change is meant, say in "
        "CHANGELOG.md what and why, then: cd schemas && sha256sum 2019.yaml 2021.yaml > published.sha256"
    )


def test_every_edition_is_published() -> None:
    assert sorted(path.stem for path in SCHEMAS.glob("*.yaml")) == sorted(PUBLISHED)


def test_the_schema_for_editors_is_current() -> None:
    text = (SCHEMAS / "edition.schema.json").read_text("utf-8")
    assert json.loads(text)["properties"].keys() >= {"edition", "sections", "rules"}
    assert text == edition_schema(), "write what app.domain.schema.edition_schema() says into it"


def addresses(form: dict[str, object]) -> set[str]:
    tables = form["tables"]
    assert isinstance(tables, dict)
    found = {
        f"proactive.{row['id']}.{column['id']}"
        for block in tables["proactive"]["blocks"]
        for row in block["rows"]
        for column in block["columns"]
        if column["id"] != "label"
    }
    requests, appeals = tables["requests"], tables["appeals"]
    found |= {
        f"requests.{row}.{column['id']}"
        for row in requests["groups"]["all_rows"]
        for column in requests["columns"]
    }
    return found | {
        f"appeals.{group['id']}.{column['id']}"
        for group in appeals["column_groups"]
        for column in appeals["columns_in_each_group"]
    }


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_address_is_the_official_one(name: str) -> None:
    figures = edition(name).figures
    assert {address for address, figure in figures.items() if figure.printed} == addresses(official(name))


def test_the_figures_of_the_fee_are_kept_but_not_printed() -> None:
    hidden = [address for address, figure in edition("2021").figures.items() if not figure.printed]
    fields = ("notices_count", "notices_amount", "received_amount")
    assert hidden == [f"other_matters.info_fee.{field}" for field in fields]
    assert all(figure.printed for figure in edition("2019").figures.values())


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_rule_of_the_list_is_there(name: str) -> None:
    rules = official(name)["rules"]
    assert isinstance(rules, list)
    listed = {rule["id"]: rule for rule in rules if not rule["id"].startswith(ELSEWHERE)}
    ours = edition(name).rules
    assert [rule for rule in listed if rule not in ours] == []
    for identity, rule in listed.items():
        assert (ours[identity].severity, ours[identity].basis) == (rule["severity"], rule["basis"]), identity
        assert rule.get("source") in (None, ours[identity].source), identity


@pytest.mark.parametrize(("name", "results", "other"), [("2019", 20, 1), ("2021", 22, 3)])
def test_table_three_spans_as_the_official_form(name: str, results: int, other: int) -> None:
    (table,) = grids(name, "requests")
    assert texts(table.head[0]) == [CORNER, ("申请人情况", 7, 1)]
    assert texts(table.head[1]) == [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)]
    assert [cell.colspan for cell in table.head[2]] == [1] * 5
    stubs = [label for line in table.body for label in texts(line) if label[0]]
    assert stubs[0] == ("一、本年新收政府信息公开申请数量", 3, 1)
    assert ("三、本年度办理结果", 1, results) in stubs
    for group, rows in (("（三）不予公开", 8), ("（四）无法提供", 3), ("（五）不予处理", 5)):
        assert (group, 1, rows) in stubs
    assert ("（六）其他处理", 1 if other > 1 else 2, other) in stubs
    assert stubs[-2:] == [("（七）总计", 2, 1), ("四、结转下年度继续办理", 3, 1)]
    assert len(table.body) == results + 3
    assert (table.stubs, table.width) == (3, 7)


@pytest.mark.parametrize("name", PUBLISHED)
def test_table_four_lies_across_as_the_official_form(name: str) -> None:
    (table,) = grids(name, "appeals")
    assert texts(table.head[0]) == [("行政复议", 5, 1), ("行政诉讼", 10, 1)]
    assert texts(table.head[1]) == [
        *((text, 1, 2) for text in RESULTS),
        ("未经复议直接起诉", 5, 1),
        ("复议后起诉", 5, 1),
    ]
    assert texts(table.head[2]) == [(text, 1, 1) for text in RESULTS * 2]
    assert [len(line) for line in table.body] == [15]


@pytest.mark.parametrize(
    ("name", "captions", "widths"),
    [("2019", "一五六八九", ["111", "111", "111", "12", "12"]), ("2021", "一五六八", ["111", "3", "3", "3"])],
)
def test_table_two_is_four_columns_wide(name: str, captions: str, widths: list[str]) -> None:
    blocks = grids(name, "proactive")
    assert [block.caption for block in blocks] == [f"第二十条第（{number}）项" for number in captions]
    for block, width in zip(blocks, widths, strict=True):
        spans = [int(digit) for digit in width]
        assert texts(block.head[0])[0] == ("信息内容", 1, 1)
        assert [cell.colspan for cell in block.head[0][1:]] == spans
        assert block.stubs + block.width == 4
        for line in block.body:
            assert [cell.colspan for cell in line] == [1, *spans]


@pytest.mark.parametrize(("name", "cells", "typed"), [("2019", 161, 132), ("2021", 175, 144)])
def test_only_the_leaves_of_table_three_are_typed(name: str, cells: int, typed: int) -> None:
    figures = [figure for figure in edition(name).figures.values() if figure.section == "requests"]
    assert len(figures) == cells
    assert len([figure for figure in figures if not figure.computed]) == typed
    assert list(dict.fromkeys(figure.column for figure in figures)) == list(COLUMNS)


def test_what_changed_between_the_editions_is_what_the_notice_changed() -> None:
    def rows(of: Edition, section: str) -> list[str]:
        return list(dict.fromkeys(each.row for each in of.figures.values() if each.section == section))

    old, new = edition("2019"), edition("2021")
    assert [each.heading for each in old.shape.sections] == [each.heading for each in new.shape.sections]
    assert set(rows(old, "requests")) ^ set(rows(new, "requests")) == {
        "other_handling",
        "other_uncorrected",
        "other_unpaid",
        "other_rest",
    }
    assert set(rows(old, "proactive")) - set(rows(new, "proactive")) == {"other_admin", "procurement"}
    assert rows(old, "appeals") == rows(new, "appeals")


@pytest.mark.parametrize(
    ("year", "name"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2031, "2021")]
)
def test_each_year_has_one_edition(year: int, name: str | None) -> None:
    assert [each for each in PUBLISHED if edition(each).covers(year)] == ([name] if name else [])


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_row_of_table_three_can_be_explained(name: str) -> None:
    rows = {figure.row: figure for figure in edition(name).figures.values() if figure.section == "requests"}
    hinted = {cell.row for line in grids(name, "requests")[0].body for cell in line if cell.hint}
    assert set(rows) - hinted == {"settled"}


def quoted_name(figure: Figure) -> bool:
    return "“" in figure.name or len(figure.name) > 40


@pytest.mark.parametrize("name", PUBLISHED)
def test_names_in_sentences_are_short_and_have_no_quotation_marks_of_their_own(name: str) -> None:
    assert [figure.name for figure in edition(name).figures.values() if quoted_name(figure)] == []


@pytest.mark.parametrize("name", PUBLISHED)
def test_sentences_keep_the_tone_of_the_house(name: str) -> None:
    for rule in edition(name).rules.values():
        assert not set("您你！!") & set(rule.says), rule.id
        assert not any(word in rule.says for word in ("错误", "非法", "失败")), rule.id
        assert not rule.says.endswith("。"), rule.id


def test_a_whole_report_is_checked_while_a_key_is_pressed() -> None:
    report = replace(case("2021-government"), previous=case("2021-balanced"))
    best = min(timed(report) for _ in range(20))
    assert best < 0.003, f"{best * 1000:.2f} ms for one report; 0.4 ms on a quiet machine"


def timed(report: Report) -> float:
    begun = perf_counter()
    for bound in report.edition.bound:
        for check in bound.checks:
            list(check.find(report.case))
    return perf_counter() - begun
