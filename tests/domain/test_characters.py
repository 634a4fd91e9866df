"""Characters that come along when texts are copied: what they become, and how the others are named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.characters import cleaned, complaint, one_line
from app.domain.fields import Head, from_fields, paragraphs, place_name, to_fields
from tests.specimens import edition


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("⼀⼆⽂件", "一二文件"),  # radicals of Kangxi, as PDFs have them
        ("⻅⻚⻔⻢⻓", "见页门马长"),  # radicals of simplified writing, for which Unicode has no mapping
        ("隆福", "隆福"),  # ideographs that Unicode has twice
        (
            "第一行\v第二行\x85第三行\u2028第四行\u2029第五行\r\n末行",
            "第一行\n第二行\n第三行\n第四行\n第五行\n末行",
        ),
        ("甲\u00a0乙\u2003丙\u202f丁", "甲 乙 丙 丁"),
        ("\ufeff甲\u200b乙\u200d丙\u2060丁\u00ad戊\u200e", "甲乙丙丁戊"),
        ("①\ufe0f葛\U000e0100", "①葛"),
        ("甲\x00\x07\x1b\x7f\x9f乙\tz", "甲乙\tz"),
        ("甲\ud800乙\ufffe丙\U0001ffff丁", "甲乙丙丁"),
    ],
)
def test_what_cannot_be_seen_goes_and_what_looks_the_same_is_the_same(typed: str, meant: str) -> None:
    assert cleaned(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12,345.6\n",
        "　　第一段，“引用”——100%。\n第二段①",
        "﨑𠮷😀",
        "甲\u202e乙\u2066丙\u200f",
        "\ue000",
        "e\u0301",
        "\ufffd",
    ],
)
def test_everything_else_is_left_as_it_is(text: str) -> None:
    assert cleaned(text) == text


@given(st.text(st.characters()))
def test_cleaning_is_done_once_and_every_document_can_hold_what_is_left(text: str) -> None:
    found = cleaned(text)
    assert cleaned(found) == found
    assert found.encode().decode() == found
    assert {unicodedata.category(each) for each in found if each not in "\n\t"}.isdisjoint(
        {"Cc", "Cs", "Zl", "Zp"}
    )
    assert "\n" not in one_line(text)


def test_a_report_has_its_texts_as_they_are_meant() -> None:
    festival = edition("festival")
    typed: dict[str, str | None] = {
        "/title": "⽂\u2028会",
        "/preface": "一\v二",
        "/story/extra-1": "⼀\u2028\u00a0⼆\u00a0",
        "/story/extra-1/heading": "⼩\n结\x07",
        "/explain/x@story": "⼀",
        "purse.music.spent": " 12\u200b",
    }
    report = from_fields(festival, Head("某\x07局", 2016), typed)
    [block] = report.sections["story"]
    assert (report.agency, report.title, report.preface) == ("某局", "文会", "一\n二")
    assert (block.heading, block.paragraphs) == ("小结", ("一", "二"))
    assert report.explanations == {"x@story": "一"}
    assert report.cells[next(each for each in report.cells if each == "purse.music.spent")] == " 12\u200b"
    again = from_fields(festival, Head(report.agency, 2016), to_fields(report))
    assert again == report


def test_a_text_of_nothing_that_can_be_seen_is_blank() -> None:
    festival = edition("festival")
    report = from_fields(
        festival, Head("\x1f", 2016), {"/title": "\u200b", "/preface": "\x07", "/story/extra-1": "\ufeff"}
    )
    assert report.agency == "\ufffd"
    assert report.title == festival.title("\ufffd", 2016)
    assert report.preface is None
    assert report.sections["story"] == ()
    assert paragraphs("\u2003\u3000\v") == ()


def test_characters_are_named_and_the_unseen_ones_are_found() -> None:
    assert (
        complaint("𠮷野家😀", ["𠮷", "😀"])
        == "“𠮷”（U+20BB7）、“😀”（U+1F600）打印字体中没有，请改用其他写法"
    )
    assert (
        complaint("第一段\n抄送各科室\u202e局办", ["\u202e"])
        == "有不可见或无法识别的字符：“送各科室”之后的 U+202E，请删除后重新输入"
    )
    assert complaint("\ue000局", ["\ue000"]) == "有不可见或无法识别的字符：开头的 U+E000，请删除后重新输入"
    many = [chr(code) for code in range(0x0E01, 0x0E08)]
    assert "（U+0E05）等 7 种打印字体中没有" in complaint("".join(many), many)
    both = complaint("😀\u202e", ["😀", "\u202e"])
    assert both.startswith(
        "“😀”（U+1F600）打印字体中没有，请改用其他写法；有不可见或无法识别的字符：“😀”之后的 U+202E"
    )


def test_a_place_is_called_as_people_call_it() -> None:
    festival = edition("festival")
    assert place_name(festival, "/title") == "标题"
    assert place_name(festival, "/story/extra-1/heading") == festival.part_name("story")
    figure = next(iter(festival.figures.values()))
    assert place_name(festival, figure.address) == f"{festival.part_name(figure.section)}“{figure.name}”"
