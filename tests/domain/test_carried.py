"""What came over from last year is unconfirmed while it still stands there and its mark does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.carried import is_mark, mark_of, marked
from app.domain.carried_troubles import NotConfirmed
from app.domain.content import content_hash
from app.domain.edition import Edition
from app.domain.fields import Head, from_fields, known_field, paragraphs, place_name, to_fields
from app.domain.troubles import StillBlocked
from app.domain.workflow import STEPS, take
from app.files.bundle import dumps
from tests.specimens import case, edition

EDITION: Edition = edition("2021")
HEAD = Head("某市某局", 2024)
CELLS = ("requests.carried_in.natural", "requests.carried_in.other", "requests.new.total")
TEXTS = ("/overview/proactive", "/overview/extra-1", "/problems/text")
LINE = st.sampled_from(["甲。", "乙。", "2023年丙。", " 乙。", "", "丁\u200b。"])
FIGURE = st.none() | st.sampled_from(["", "0", "3", "３", "三", "12"])
TEXT = st.none() | st.lists(LINE, max_size=4).map("\n".join)
FIELD = st.one_of(
    st.tuples(st.sampled_from(CELLS), FIGURE),
    st.tuples(st.sampled_from(TEXTS), TEXT),
    st.tuples(st.sampled_from([mark_of(each) for each in CELLS]), FIGURE),
    st.tuples(st.sampled_from([mark_of(each) for each in TEXTS]), TEXT),
)


def expected(fields: dict[str, str | None]) -> set[str]:
    """The rule in other words: the fields whose mark holds what stands there, or a part of it."""
    found = set()
    for cell in CELLS:
        if fields.get(mark_of(cell)) and fields.get(mark_of(cell)) == fields.get(cell):
            found.add(cell)
    for text in TEXTS:
        if set(paragraphs(fields.get(mark_of(text)))) & set(paragraphs(fields.get(text))):
            found.add(text)
    return found


@settings(derandomize=True, deadline=None)
@given(st.lists(FIELD, max_size=14))
def test_a_field_is_unconfirmed_while_it_says_what_came_over(typed: list[tuple[str, str | None]]) -> None:
    fields = dict(typed)
    assert {each.field for each in from_fields(EDITION, HEAD, fields).unconfirmed} == expected(fields)


@settings(derandomize=True, deadline=None)
@given(st.dictionaries(st.sampled_from([*CELLS, *TEXTS]), st.sampled_from(["3", "甲。", "乙。\n甲。"])))
def test_clearing_every_mark_confirms_everything_and_changes_no_content(fields: dict[str, str]) -> None:
    marks = {mark_of(name): text for name, text in fields.items()}
    report = from_fields(EDITION, HEAD, fields | marks)
    assert {each.field for each in report.unconfirmed} == set(fields)
    assert from_fields(EDITION, HEAD, fields | dict.fromkeys(marks, None)).unconfirmed == ()
    plain = from_fields(EDITION, HEAD, fields)
    assert content_hash(report) == content_hash(plain)
    assert (report.findings, report.numbers) == (plain.findings, plain.numbers)


@settings(derandomize=True, deadline=None)
@given(st.lists(FIELD, max_size=14).map(dict))
def test_a_report_keeps_its_marks_and_its_file_has_none(fields: dict[str, str | None]) -> None:
    report = from_fields(EDITION, HEAD, fields)
    assert from_fields(EDITION, HEAD, to_fields(report)) == report
    assert "carried/" not in dumps(report)


@settings(derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CELLS), FIGURE, FIGURE), max_size=8))
def test_a_report_typed_on_is_the_report_typed_at_once(
    typed: list[tuple[str, str | None, str | None]],
) -> None:
    report = from_fields(EDITION, HEAD, {})
    fields: dict[str, str | None] = {}
    for name, text, mark in typed:
        fields |= {name: text, mark_of(name): mark}
        marks = {marked(each): value for each, value in fields.items() if is_mark(each) and value}
        report = report.with_cells({Address(name): text}, marks)
        whole = from_fields(EDITION, HEAD, fields)
        assert report == whole
        assert report.unconfirmed == whole.unconfirmed
        assert report.with_cells({}).unconfirmed == report.unconfirmed


def test_they_come_in_the_order_of_the_report_and_say_what_still_stands() -> None:
    fields = {CELLS[1]: "3", CELLS[0]: "2", TEXTS[0]: "甲。\n乙。\n丙。", TEXTS[2]: "丁。"}
    marks = {CELLS[1]: "3", CELLS[0]: "2", TEXTS[0]: "丙。\n甲。\n没有了。", TEXTS[2]: "别的。"}
    report = from_fields(EDITION, HEAD, fields | {mark_of(name): text for name, text in marks.items()})
    assert [(each.field, each.section, each.lines) for each in report.unconfirmed] == [
        (TEXTS[0], "overview", ("甲。", "丙。")),
        (CELLS[0], "requests", ("2",)),
        (CELLS[1], "requests", ("3",)),
    ]


@pytest.mark.parametrize("name", [*CELLS, *TEXTS])
def test_beside_a_figure_and_a_text_there_may_be_a_mark(name: str) -> None:
    assert known_field(EDITION, mark_of(name))
    assert marked(mark_of(name)) == name
    assert place_name(EDITION, mark_of(name)) == place_name(EDITION, name)


@pytest.mark.parametrize(
    "name",
    [
        "/title",
        "/preface",
        "/overview/blocks",
        "/overview/extra-1/heading",
        "/requests/text",
        "requests.nobody.total",
        "/explain/requests-carried-in@requests.carried_in.total",
        mark_of(CELLS[0]),
        "",
        "/",
    ],
)
def test_beside_nothing_else(name: str) -> None:
    assert not known_field(EDITION, mark_of(name))
    assert from_fields(EDITION, HEAD, {mark_of(name): "1"}).carried == {}


def test_what_is_unconfirmed_stops_the_end_and_nothing_else() -> None:
    whole = case("2021-balanced")
    head = Head(whole.agency, whole.year, whole.kind, whole.traits)
    name = CELLS[0]
    marks = {mark_of(name): whole.cells[Address(name)]}
    waiting = from_fields(whole.edition, head, {**to_fields(whole), **marks})
    with pytest.raises(NotConfirmed, match="有 1 处由上年度带入，尚未确认") as refused:
        take(STEPS["finish"], "draft", waiting)
    assert isinstance(refused.value, StillBlocked)
    assert take(STEPS["reopen"], "finished", waiting) == "draft"
    changed = from_fields(whole.edition, head, {**to_fields(waiting), mark_of(name): "99"})
    assert take(STEPS["finish"], "draft", changed) == "finished"
