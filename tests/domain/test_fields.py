"""A report and the flat fields it is typed in are two forms of one thing."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.content import canonical, content_hash
from app.domain.fields import Head, block_order, from_fields, known_field, paragraphs, to_fields
from app.domain.loading import load_edition
from app.domain.narrative import Block

EDITION = load_edition(
    """\
edition: village
title: "{agency}{year}年报告"
basis: 村图书室工作办法
document: 村图书室年报
issued: "2021-09-26"
years: {first: 2021}
sections:
  - id: overview
    heading: 一、总体情况
    prose: {topics: [{id: loans, label: 借阅}, {id: events, label: 活动}]}
  - id: money
    heading: 二、经费
    table:
      label: 表一
      blocks:
        - value: {kind: count, unit: 元}
          columns:
            - {id: spring, label: 上半年}
            - {id: autumn, label: 下半年}
            - {id: all, label: 合计, total: {of: [spring, autumn], rule: money-sum, says: "{name}不符"}}
          rows: [{id: spent, label: 支出}]
  - id: other
    heading: 三、其他
    prose: {}
rules:
  - {kind: filled, id: money-filled, in: money, severity: block, basis: implied, blank: 未填,
     says: "{name}：{why}"}
  - {kind: carried, id: money-carried, in: money, each: column, this_year: spent, last_year: [spent],
     severity: explain, basis: implied, says: "{name} {left} {right}"}
""",
    "village.yaml",
)
HEAD = Head("某村", 2024)
LINE = st.text(st.characters(whitelist_categories=("Lo", "Nd", "Po")), min_size=1, max_size=12).filter(
    lambda text: paragraphs(text) == (text,)
)
KEYS = st.sampled_from(["loans", "events", "extra-1", "extra-2", "extra-12"])
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["loans", "events", "extra-1", "extra-2", "extra-12"]),
        st.none() | LINE,
        st.lists(LINE),
    ),
    unique_by=lambda block: block[0],
).map(
    lambda blocks: tuple(
        Block(key, heading, key if not key.startswith("extra") else None, tuple(lines))
        for key, heading, lines in blocks
        if heading or lines
    )
)


@given(
    BLOCKS,
    st.dictionaries(st.sampled_from(sorted(EDITION.figures)), LINE),
    st.none() | LINE,
    st.dictionaries(st.just("money-carried@money.spent.all"), LINE),
)
def test_fields_and_report_are_equal(
    blocks: tuple[Block, ...], cells: dict[Address, str], preface: str | None, reasons: dict[str, str]
) -> None:
    typed: dict[str, str | None] = {"/preface": preface}
    typed |= {str(address): text for address, text in cells.items()}
    typed |= {f"/explain/{key}": reason for key, reason in reasons.items()}
    report = replace(from_fields(EDITION, HEAD, typed), sections={"overview": blocks, "other": ()})
    fields = to_fields(report)
    assert all(known_field(EDITION, name) for name in fields)
    again = from_fields(EDITION, HEAD, fields)
    assert again == report
    assert canonical(again) == canonical(report)


def test_a_field_nobody_knows_is_not_one() -> None:
    for name in (
        "money.spent.summer",
        "/overview/weather",
        "/money/text",
        "/nowhere/text",
        "/overview/blocks/heading",
        "/overview/extra-0",
        "/explain/nobody@money.spent.all",
        "/explain/money-carried@nowhere.at.all",
        "@state",
        "",
        "/",
    ):
        assert not known_field(EDITION, name), name


def test_added_blocks_stay_even_if_their_order_was_never_said() -> None:
    section = EDITION.sections["overview"]
    assert block_order(section, {"/overview/extra-2": "甲", "/overview/extra-10": "乙"}) == (
        "loans",
        "events",
        "extra-2",
        "extra-10",
    )
    assert block_order(section, {"/overview/blocks": "extra-1 events nobody"}) == (
        "extra-1",
        "events",
        "loans",
    )


def test_the_hash_is_of_the_content_and_not_of_how_it_was_typed() -> None:
    typed = content_hash(
        from_fields(EDITION, HEAD, {"money.spent.spring": "１，２００", "money.spent.autumn": "0"})
    )
    plain = content_hash(
        from_fields(
            EDITION,
            HEAD,
            {"money.spent.autumn": "0", "money.spent.spring": "1200", "money.spent.all": "1200"},
        )
    )
    other = content_hash(
        from_fields(EDITION, HEAD, {"money.spent.spring": "1200", "money.spent.autumn": None})
    )
    assert typed == plain
    assert typed.startswith("sha256:")
    assert other != plain


def test_blank_zero_and_not_applicable_differ() -> None:
    def said(text: str | None) -> tuple[str, ...]:
        report = from_fields(EDITION, HEAD, {"money.spent.spring": text, "money.spent.autumn": "1"})
        return tuple(finding.message for finding in report.findings)

    blank, zero, none_such = said(None), said("0"), said("/")
    assert blank == ("支出，上半年：未填",)
    assert zero == ()
    assert len(none_such) == 1
    assert none_such != blank


def test_a_blank_total_counts_as_computed_and_a_stated_one_is_compared() -> None:
    fields = {"money.spent.spring": "2", "money.spent.autumn": "3"}
    report = from_fields(EDITION, HEAD, fields)
    assert report.numbers[Address("money.spent.all")] == 5
    assert report.written(Address("money.spent.all")) == "5"
    assert report.findings == ()
    wrong = from_fields(EDITION, HEAD, {**fields, "money.spent.all": "6"})
    assert [finding.key for finding in wrong.findings] == ["money-sum@money.spent.all"]
    assert wrong.written(Address("money.spent.all")) == "6"


def test_a_reason_lets_an_explain_finding_pass_and_only_that() -> None:
    previous = from_fields(
        EDITION, Head("某村", 2023), {"money.spent.spring": "2", "money.spent.autumn": "2"}
    )
    fields = {"money.spent.spring": "2", "money.spent.autumn": "3"}
    report = from_fields(EDITION, HEAD, fields, previous)
    assert [finding.key for finding in report.stopping] == [
        "money-carried@money.spent.autumn",
        "money-carried@money.spent.all",
    ]
    reasons = {f"/explain/{finding.key}": "两室合并" for finding in report.stopping}
    explained = from_fields(EDITION, HEAD, {**fields, **reasons}, previous)
    assert explained.stopping == ()
    assert {finding.explanation for finding in explained.findings} == {"两室合并"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(EDITION.figures)), st.none() | st.sampled_from(["3", "三", "/", "0"])
        )
    )
)
def test_a_report_typed_cell_by_cell_is_the_report_typed_at_once(
    typed: list[tuple[Address, str | None]],
) -> None:
    report = from_fields(EDITION, HEAD, {})
    for address, text in typed:
        report = report.with_cells({address: text})
    whole = from_fields(EDITION, HEAD, {str(address): text for address, text in typed})
    assert report == whole
    assert report.readings == whole.readings
    assert report.numbers == whole.numbers
    assert report.findings == whole.findings
