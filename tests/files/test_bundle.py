"""A report file says exactly what the report says, and nothing else is accepted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.content import canonical
from app.domain.edition import Edition
from app.domain.fields import Head, block_keys, from_fields, to_fields
from app.domain.file_troubles import BadReportFile
from app.domain.narrative import Block, Deviation
from app.domain.report import Report
from app.files.bundle import dumps, loads
from app.files.strict_json import MOST_BYTES
from tests.reports import editions
from tests.specimens import Shelf

SHELF = Shelf()
NEWEST = editions()[-1]

Content = dict[str, object]


def a_file(**keys: object) -> Content:
    least: Content = {
        "format": "gouji/report@1",
        "edition": NEWEST.id,
        "agency": "某市某局",
        "year": 2024,
        "cells": {"requests.new.natural": "9"},
    }
    return least | keys


def read(content: object) -> Report:
    return loads(json.dumps(content), SHELF, "report.json")


def refused(text: str | bytes) -> BadReportFile:
    with pytest.raises(BadReportFile) as caught:
        loads(text, SHELF, "report.json")
    assert caught.value.sentence.startswith("report.json：")
    assert caught.value.sentence.count("。") == 1
    return caught.value


# Any text that a file can carry: no half of a surrogate pair, no zero byte.
words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=12)
lines = words.map(lambda text: " ".join(text.split())).filter(bool)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    edition = draw(st.sampled_from(editions()))
    fields: dict[str, str | None] = dict(
        draw(st.dictionaries(st.sampled_from(list(edition.figures)), words, max_size=20))
    )
    fields |= draw(st.fixed_dictionaries({}, optional={"/title": words, "/preface": words}))
    for section in edition.sections.values():
        if section.prose:
            keys = (*block_keys(section), "extra-1", "extra-2")
            order = draw(st.permutations(keys))
            fields[f"/{section.id}/blocks"] = " ".join(order)
            for key in keys:
                if draw(st.booleans()):
                    fields[f"/{section.id}/{key}"] = "\n".join(draw(st.lists(lines, min_size=1, max_size=3)))
                if draw(st.booleans()):
                    fields[f"/{section.id}/{key}/heading"] = draw(lines)
    fields["/explain/requests-carried-in@requests.carried_in.total"] = draw(st.none() | words)
    kind = draw(st.sampled_from(["agency", "government"]))
    report = from_fields(edition, Head(draw(words), draw(st.integers(2008, 2100)), kind), fields)
    rows = draw(st.lists(st.builds(Deviation, st.sampled_from(["row", "heading"]), words, words), max_size=2))
    return replace(report, deviations=tuple(rows))


@given(reports())
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_what_is_read(report: Report) -> None:
    text = dumps(report)
    back = loads(text, SHELF, "report.json")
    # The names under which the form keeps added blocks are its own affair; the file does not carry them.
    assert canonical(back) == canonical(report)
    assert replace(back, sections={}) == replace(report, sections={})
    assert dumps(back) == text
    assert loads(text, SHELF, "report.json") == back
    assert loads(text.encode(), SHELF, "report.json") == back


@given(reports())
@settings(max_examples=20, deadline=None)
def test_a_report_that_was_read_survives_storage_and_file_unchanged(report: Report) -> None:
    read_once = loads(dumps(report), SHELF, "report.json")
    head = Head(read_once.agency, read_once.year, read_once.kind)
    kept = replace(
        from_fields(read_once.edition, head, to_fields(read_once)), deviations=read_once.deviations
    )
    assert kept == read_once
    assert loads(dumps(kept), SHELF, "report.json") == kept


def test_the_file_is_as_documented() -> None:
    report = read(a_file(cells={"proactive.fee.amount": "72701.2578", "requests.granted.research": None}))
    content = json.loads(dumps(report))
    keys = "format edition agency year kind title preface sections cells explanations"
    assert list(content) == keys.split()
    assert content["title"] == "某市某局2024年政府信息公开工作年度报告"
    assert content["kind"] == "agency"
    assert content["preface"] is None
    assert set(content["cells"]) == set(NEWEST.figures)
    assert content["cells"]["proactive.fee.amount"] == "72701.2578"
    assert content["cells"]["requests.granted.research"] is None


def test_blocks_find_their_place_in_the_form() -> None:
    def block(heading: str | None, topic: str | None, *paragraphs: str) -> Content:
        return {"heading": heading, "topic": topic, "paragraphs": list(paragraphs)}

    report = read(
        a_file(
            sections={
                "overview": [
                    block("（一）平台建设情况", "platform", "建成平台 2 个。", ""),
                    block("（二）其他", None, "无。"),
                ],
                "problems": [
                    block("（一）问题", None, "第一。"),
                    block(None, None, " 第二。"),
                    block(None, None),
                ],
            }
        )
    )
    assert report.sections["overview"] == (
        Block("platform", "（一）平台建设情况", "platform", ("建成平台 2 个。",)),
        Block("extra-1", "（二）其他", None, ("无。",)),
    )
    assert report.sections["problems"] == (
        Block("extra-1", "（一）问题", None, ("第一。",)),
        Block("text", None, None, ("第二。",)),
    )
    assert report.sections["other_matters"] == ()


def test_blank_and_empty_are_the_same() -> None:
    report = read(
        a_file(cells={"requests.new.natural": "", "requests.new.other": None}, preface="", title="")
    )
    assert report.cells[Address("requests.new.natural")] is None
    assert report.cells[Address("requests.new.other")] is None
    assert report.preface is None
    assert report.title.startswith("某市某局2024")


def test_the_edition_of_another_year_is_read_and_left_to_the_rules() -> None:
    report = read(a_file(edition=editions()[0].id))
    assert "document-edition" in {finding.rule for finding in report.stopping}


def test_deviations_of_a_document_are_kept_and_found() -> None:
    row = {"of": "row", "text": "其他主动公开文件", "where": "表二"}
    report = read(a_file(deviations=[row]))
    assert report.deviations == (Deviation("row", "其他主动公开文件", "表二"),)
    assert json.loads(dumps(report))["deviations"] == [row]
    assert "document-rows-unchanged" in {finding.rule for finding in report.stopping}


def test_a_byte_order_mark_is_no_obstacle() -> None:
    text = json.dumps(a_file(), ensure_ascii=False)
    assert loads("\ufeff" + text, SHELF, "x") == loads(b"\xef\xbb\xbf" + text.encode(), SHELF, "x")


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"cells": {"requests.nw.natural": "1"}}, "cells.requests.nw.natural"),
        ({"cells": {"requests.new.natural": 9}}, "cells.requests.new.natural"),
        ({"cells": {"requests.new.natural": float("nan")}}, "cells.requests.new.natural"),
        ({"cells": {"requests.new.natural": "1\ud800"}}, "cells.requests.new.natural"),
        ({"cells": {"requests.new.natural": "1\0"}}, "cells.requests.new.natural"),
        ({"cells": {"requests.new.natural": ["9"]}}, "cells.requests.new.natural"),
        ({"cells": []}, "cells"),
        ({"cels": {}}, "cels"),
        ({"format": "gouji/report@2"}, "format"),
        ({"edition": "1999"}, "edition"),
        ({"edition": 2021}, "edition"),
        ({"agency": ""}, "agency"),
        ({"year": "2024"}, "year"),
        ({"year": 2024.0}, "year"),
        ({"year": True}, "year"),
        ({"year": 10**30}, "year"),
        ({"year": 24}, "year"),
        ({"kind": "county"}, "kind"),
        ({"title": 1}, "title"),
        ({"preface": {}}, "preface"),
        ({"sections": {"epilogue": []}}, "sections.epilogue"),
        ({"sections": {"requests": []}}, "sections.requests"),
        ({"sections": {"problems": [{"heading": None}]}}, "sections.problems.0.paragraphs"),
        ({"sections": {"problems": [{"paragraphs": [], "note": 1}]}}, "sections.problems.0.note"),
        ({"sections": {"problems": [{"paragraphs": ["一", 2]}]}}, "sections.problems.0.paragraphs.1"),
        (
            {"sections": {"overview": [{"topic": "weather", "paragraphs": []}]}},
            "sections.overview.0.topic",
        ),
        (
            {"sections": {"overview": [{"topic": "platform", "paragraphs": []}] * 2}},
            "sections.overview.1.topic",
        ),
        ({"sections": {"problems": [{"paragraphs": []}] * 100}}, "sections.problems"),
        (
            {"explanations": {"no-such-rule@requests.new.total": "因故"}},
            "explanations.no-such-rule@requests.new.total",
        ),
        ({"explanations": {"requests-carried-in@here": "因故"}}, "explanations.requests-carried-in@here"),
        ({"deviations": [{"of": "colour", "text": ""}]}, "deviations.0.of"),
    ],
)
def test_what_does_not_belong_is_refused_with_its_path(keys: Content, path: str) -> None:
    wrong = refused(json.dumps(a_file(**keys)))
    assert wrong.path == path
    assert f"：{path} " in wrong.sentence


@pytest.mark.parametrize("key", ["edition", "agency", "year", "cells"])
def test_what_must_be_there_is_missed(key: str) -> None:
    content = a_file()
    del content[key]
    assert refused(json.dumps(content)).path == key


def test_a_key_may_stand_once() -> None:
    text = json.dumps(a_file()).replace(
        '"requests.new.natural": "9"', '"requests.new.natural": "9", "requests.new.natural": "8"'
    )
    assert refused(text).path == "cells.requests.new.natural"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "3",
        '"gouji/report@1"',
        "{}",
        '{"format": NaN}',
        '{"format": "gouji/report@1",}',
        "[" * 200_000,
        '{"cells":' * 100_000,
        '{"format": ' + "[" * 900 + "]" * 900 + "}",
        '{"year": ' + "9" * 5000 + "}",
        '{"\\ud800": 1, "format": "gouji/report@1"}',
        b"\xff\xfe{\x00}\x00",
        b"PK\x03\x04",
        b"\x80",
        "x" * (MOST_BYTES + 1),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_whatever_it_is_it_is_refused_with_one_sentence(text: str | bytes) -> None:
    refused(text)


def test_only_a_file_that_does_not_claim_to_be_a_report_is_foreign() -> None:
    assert refused('{"kind": "count"}').is_foreign
    assert refused("[1]").is_foreign
    assert not refused('{"format": "gouji/report@1"}').is_foreign
    assert not refused('{"format": "gouji/rep').is_foreign


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_every_edition_is_written_cell_by_cell_in_printed_order(edition: Edition) -> None:
    report = from_fields(edition, Head("某局", 2024), dict.fromkeys(edition.figures, "0"))
    assert list(json.loads(dumps(report))["cells"]) == list(edition.figures)
    assert dumps(report).count('": "0"') == len(edition.figures)
