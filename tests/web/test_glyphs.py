"""Characters that no face has are named beside their field, counted, and stop the report."""

from __future__ import annotations

import json

from app.domain.fields import Head, from_fields
from app.web.glyphs import unprintable
from tests.specimens import edition
from tests.web.people import House, balanced
from tests.web.visiting import Visitor

TEXT = "/overview/proactive"
CELL = "requests.new.natural"
RARE = "“𠮷”（U+20BB7）打印字体中没有，请改用其他写法"
HIDDEN = "有不可见或无法识别的字符：“职责”之后的 U+202E，请删除后重新输入"


def said(visitor: Visitor, report: int, sent: dict[str, str]) -> dict[str, str]:
    """What a save answers about characters, by field."""
    told: dict[str, str] = json.loads(visitor.save(report, sent).one(id="ack")["data-unset"])
    return told


def test_they_are_named_in_the_answer_to_the_save(house: House) -> None:
    report = house.report()
    drafter = house.visitor("drafter")
    sent = {"section": "overview", f"v.{TEXT}": "𠮷村的情况", "v./overview/oversight": "职责\u202e落实"}
    assert said(drafter, report.id, sent) == {TEXT: RARE, "/overview/oversight": HIDDEN}
    assert house.fields(report)[TEXT] == "𠮷村的情况", "kept as it was typed"
    mended = {"seq": "2", "section": "overview", f"v.{TEXT}": "吉村的情况"}
    assert said(drafter, report.id, mended) == {}


def test_only_the_fields_of_the_save_are_spoken_of(house: House) -> None:
    report = house.report({TEXT: "𠮷"})
    assert said(house.visitor("drafter"), report.id, {"section": "requests", f"v.{CELL}": "1"}) == {}


def test_they_are_named_beside_the_field_without_a_script(house: House) -> None:
    report = house.report({TEXT: "𠮷村", "/title": "𠮷村年报"})
    drafter = house.visitor("drafter")
    page = drafter.get(f"/reports/{report.id}/sections/overview")
    box = page.one("textarea", name=TEXT)
    assert (box["class"], box["aria-invalid"]) == ("wrong", "true")
    assert page.one(id=box["aria-describedby"].split()[0]).text == RARE
    front = drafter.get(f"/reports/{report.id}")
    assert front.one(id=front.one("input", name="/title")["aria-describedby"]).text == RARE


def test_they_stand_in_the_list_and_are_counted_as_to_be_mended(house: House) -> None:
    good = house.report(balanced())
    drafter = house.visitor("drafter")
    assert "可以定稿" in drafter.get(f"/reports/{good.id}").one(id="finishing").text
    report = house.report({**balanced(), "/preface": "职责\u202e落实", TEXT: "𠮷村"})
    front = drafter.get(f"/reports/{report.id}")
    assert "待改 2 处" in front.one(id="finishing").text
    listed = [
        each for each in front.all("li") if each["data-rule"] == "" and "problem" in each["class"].split()
    ]
    assert [each.text for each in listed] == [f"▲ 待改 前言：{HIDDEN}", f"▲ 待改 第一部分：{RARE}"]
    links = [each["href"] for each in front.all("a") if each.text in {f"前言：{HIDDEN}", f"第一部分：{RARE}"}]
    assert links == [
        f"/reports/{report.id}#f--__preface",
        f"/reports/{report.id}/sections/overview#f--__overview__proactive",
    ]
    part = drafter.get(f"/reports/{report.id}/problems?section=overview")
    [own, other] = [each for each in part.all("li") if each["data-key"].startswith("@")]
    assert (own["data-cells"], own["data-severity"]) == (TEXT, "block")
    assert other.parents[-2].tag == "details", "what stands elsewhere is listed apart"


def test_a_report_with_one_is_not_finished(house: House) -> None:
    report = house.report({**balanced(), "/preface": "𠮷"})
    drafter = house.visitor("drafter")
    seen = drafter.get(f"/reports/{report.id}").one("input", name="content_hash")["value"]
    answer = drafter.ask("POST", f"/reports/{report.id}/steps/finish", {"content_hash": seen})
    assert answer.status_code >= 400
    assert "“𠮷”（U+20BB7）" in answer.text
    assert house.rooms.reports.open(report.id).state == "draft"


def test_what_was_copied_along_is_kept_as_typed_and_makes_no_conflict(house: House) -> None:
    report = house.report()
    typed = "⼀是\u2028\u00a0完善机制\u200b。"
    drafter = house.visitor("drafter")
    page = drafter.save(report.id, {"section": "overview", f"v.{TEXT}": typed})
    assert json.loads(page.one(id="ack")["data-ok"]) == [TEXT]
    assert json.loads(page.one(id="ack")["data-unset"]) == {}
    assert house.fields(report)[TEXT] == typed
    shown = drafter.get(f"/reports/{report.id}/sections/overview").one("textarea", name=TEXT)
    assert shown["data-base"] == typed
    # Somebody else, who was shown what is stored, goes on from there.
    sent = {"client": "two", f"v.{TEXT}": f"{typed}二是", f"b.{TEXT}": typed}
    assert json.loads(house.visitor("colleague").save(report.id, sent).one(id="ack")["data-bad"]) == {}
    laid_out = house.rooms.reader.report(house.rooms.reports.open(report.id))
    [block] = laid_out.sections["overview"]
    assert block.paragraphs == ("一是", "完善机制。二是")
    assert unprintable(laid_out) == ()


def test_what_a_rule_finds_wrong_is_not_said_twice(house: House) -> None:
    report = house.report({CELL: "𠮷"})
    page = house.visitor("drafter").get(f"/reports/{report.id}/problems?section=requests")
    listed = [each.text for each in page.all("li") if each["data-cells"] == CELL]
    assert len(listed) == 1
    assert "“𠮷”不是数字" in listed[0]


def test_cells_of_words_and_cells_that_are_not_printed() -> None:
    festival = edition("festival")
    words = [address for address, figure in festival.figures.items() if figure.kind.kind == "text"]
    hidden = [address for address, figure in festival.figures.items() if not figure.printed]
    assert words
    report = from_fields(festival, Head("某局", 2016), dict.fromkeys((*words, *hidden), "𠮷"))
    assert [each.field for each in unprintable(report)] == [each for each in words if each not in hidden]
    assert {each.sentence for each in unprintable(report)} == {RARE}
