"""Each kind of rule about text and about the document: where it speaks, where it is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from app.domain.edition import Edition
from app.domain.figures import DOCUMENT
from app.domain.loading import BadEdition, load_edition
from app.domain.narrative import Block, Deviation
from app.domain.report import Report

DIARY = """\
edition: diary
title: "{agency}{year}年 记事"
basis: 村规
document: 村规
issued: "2020-01-01"
years: {first: 2020, last: 2025}
sections:
  - id: deeds
    heading: 一、做了什么
    prose:
      topics:
        - {id: road, label: 修路}
        - {id: well, label: 打井建设, aliases: [打井]}
  - id: plans
    heading: 二、打算
    prose: {}
rules:
  - {id: diary-rule, severity: warn, basis: local, %s}
"""

TOPICS = 'kind: topics, in: deeds, says: "{missing} {number}"'
MENTIONS = 'kind: mentions, in: [deeds, plans], terms: [石桥, 水渠], says: "{missing}"'
LENGTH = 'kind: length, in: plans, at_most: 5, says: "{length} {at_most} {excess}"'
WRITTEN = 'kind: written, in: plans, not_only: [无], says: "{state}"'
STATEMENT = 'kind: statement, in: plans, any_of: [工分, 工钱], says: "{any_of}"'
TITLED = 'kind: titled, says: "{title} {expected}"'
PERIOD = 'kind: period, says: "{year} {first} {last}"'
UNCHANGED = 'kind: unchanged, of: [row], says: "{text} {where}"'
DUE = 'kind: due, agency: "01-31", government: "03-31", says: "{on} {due} {days}"'


@cache
def diary(rule: str) -> Edition:
    return load_edition(DIARY % rule, "diary.yaml")


def report(rule: str, sections: Mapping[str, tuple[Block, ...]] | None = None) -> Report:
    return Report(diary(rule), "某村", 2024, sections=sections or {})


def said(report: Report) -> list[str]:
    return [finding.message for finding in report.findings]


def block(*paragraphs: str, heading: str | None = None, topic: str | None = None) -> Block:
    return Block("extra-1", heading, topic, paragraphs)


@pytest.mark.parametrize(
    ("blocks", "says"),
    [
        ((), ["“修路”、“打井建设” 2"]),
        ((block("铺了石子。", topic="road"), block("三口。", topic="well")), []),
        ((block("铺了石子。", topic="road"), block("三口。", heading="（二）打井情况")), []),
        ((block("（一）修路。铺了石子。", "（二）打井建设情况。三口。"),), []),
        ((block("一是修路，铺了石子。"), block("2.打井三口。")), []),
        ((block("今年修路、打井都有进展。"),), ["“修路”、“打井建设” 2"]),
        ((block(topic="road"), block(" \u3000", topic="well")), ["“修路”、“打井建设” 2"]),
        ((block("铺了石子。", topic="road"), block(heading="（二）打井情况")), ["“打井建设” 1"]),
    ],
)
def test_every_topic_has_text(blocks: tuple[Block, ...], says: list[str]) -> None:
    assert said(report(TOPICS, {"deeds": blocks})) == says


@pytest.mark.parametrize(
    ("rule", "deeds", "plans", "says"),
    [
        (MENTIONS, "修了石桥。", "明年开水渠。", []),
        (MENTIONS, "修了石 桥。", "", ["“水渠”"]),
        (MENTIONS, "", "", ["“石桥”、“水渠”"]),
        (f"{MENTIONS}, applies_to: agency", "", "", ["“石桥”、“水渠”"]),
        (f"{MENTIONS}, applies_to: government", "", "", []),
        (LENGTH, "", "一二三四五", []),
        (LENGTH, "", "一二三四五，2024 and 12!", []),
        (LENGTH, "", "一二三四五\n六𠮷", ["7 5 2"]),
        (WRITTEN, "", "再打一口井。", []),
        (WRITTEN, "", "", ["没有填写"]),
        (WRITTEN, "", " \u3000\n", ["没有填写"]),
        (WRITTEN, "", "无。", ["只写了“无。”"]),
        (WRITTEN, "", "——", ["只写了“——”"]),
        (WRITTEN, "", "无人机一架。", []),
        (STATEMENT, "", "按工 分计。", []),
        (STATEMENT, "工钱", "", ["“工分”、“工钱”"]),
    ],
)
def test_words_of_a_section(rule: str, deeds: str, plans: str, says: list[str]) -> None:
    sections = {"deeds": (block(*deeds.split("\n")),), "plans": (block(*plans.split("\n")),)}
    found = report(rule, sections)
    assert said(found) == says
    assert all(finding.addresses == () and finding.section in sections for finding in found.findings)


def test_a_heading_mentions_too_but_is_no_text() -> None:
    headed = {"plans": (block(heading="石桥和水渠，工钱"),)}
    assert said(report(MENTIONS, headed)) == []
    assert said(report(STATEMENT, headed)) == ["“工分”、“工钱”"]
    assert said(report(WRITTEN, headed)) == ["没有填写"]


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("某村2024年记事", []),
        ("某 村\n2024年　记事", []),
        ("", []),
        ("某村记事", ["某村记事 某村2024年 记事"]),
    ],
)
def test_the_title_is_the_form_s(title: str, says: list[str]) -> None:
    assert said(replace(report(TITLED), title=title)) == says


@pytest.mark.parametrize(
    ("year", "says"), [(2020, []), (2025, []), (2019, ["2019 2020 2025"]), (2026, ["2026 2020 2025"])]
)
def test_the_year_is_the_edition_s(year: int, says: list[str]) -> None:
    found = replace(report(PERIOD), year=year)
    assert said(found) == says
    assert all(finding.key == f"diary-rule@{DOCUMENT}" for finding in found.findings)


def test_an_edition_without_a_last_year_goes_on() -> None:
    edition = load_edition((DIARY % PERIOD).replace(", last: 2025", ""), "diary.yaml")
    assert said(Report(edition, "某村", 2099)) == []
    assert said(Report(edition, "某村", 2019)) == ["2019 2020 "]


def test_each_deviation_of_the_kind_is_named_where_it_was_seen() -> None:
    seen = (
        Deviation("row", "多出“修庙”", "plans"),
        Deviation("heading", "二、想法", "plans"),
        Deviation("row", "少了“修路”", "第 2 页"),
    )
    findings = replace(report(UNCHANGED), deviations=seen).findings
    assert [(finding.section, finding.message) for finding in findings] == [
        ("plans", "多出“修庙” plans"),
        (DOCUMENT, "少了“修路” 第 2 页"),
    ]
    assert said(report(UNCHANGED)) == []


@pytest.mark.parametrize(
    ("kind", "on", "says"),
    [
        ("agency", None, []),
        ("agency", date(2025, 1, 31), []),
        ("agency", date(2025, 2, 1), ["2025年2月1日 2025年1月31日 1"]),
        ("government", date(2025, 3, 31), []),
        ("government", date(2025, 4, 10), ["2025年4月10日 2025年3月31日 10"]),
    ],
)
def test_a_day_is_judged_only_when_there_is_one(kind: str, on: date | None, says: list[str]) -> None:
    assert said(replace(report(DUE), kind=kind, on=on)) == says


@pytest.mark.parametrize("day", ["02-29", "02-30", "04-31", "13-01", "00-10", "1-31", "12-32"])
def test_a_day_that_some_years_lack_is_refused(day: str) -> None:
    with pytest.raises(BadEdition, match="agency"):
        diary(DUE.replace("01-31", day))


@pytest.mark.parametrize("day", ["02-28", "04-30", "12-31", "01-29"])
def test_a_day_that_every_year_has_is_taken(day: str) -> None:
    assert diary(DUE.replace("01-31", day)).rules.keys() == {"diary-rule"}


@pytest.mark.parametrize(
    "rule",
    [
        TOPICS.replace("deeds", "plans"),
        MENTIONS.replace("plans", "dreams"),
        LENGTH.replace("plans", "dreams"),
        WRITTEN.replace("plans", "dreams"),
        STATEMENT.replace("plans", "dreams"),
    ],
)
def test_a_section_that_is_not_there_stops_the_start(rule: str) -> None:
    with pytest.raises(BadEdition, match=r"^diary\.yaml:18: rules\.0\.in"):
        diary(rule)
