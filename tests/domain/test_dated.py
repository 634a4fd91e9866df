"""What in a text of last year has to be checked: its years and its figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.dated import moved, pieces, to_check

WORDS = st.sampled_from(
    [
        "2023",
        "2022",
        "年",
        "年度",
        "〔2023〕",
        "30号",
        "第三十六条",
        "112",
        "条",
        "件",
        "%",
        "，",
        "。",
        "、",
        "上年",
    ]
) | st.sampled_from(
    ["十", "余", "万元", "-", "—", "至", "公开", "12月", "1,204", ".", "二十", "一", "２０２３"]
)
TEXTS = st.lists(WORDS, max_size=14).map("".join) | st.text(max_size=30)


@settings(derandomize=True, deadline=None)
@given(TEXTS)
def test_the_pieces_are_the_text(text: str) -> None:
    found = pieces(text)
    assert "".join(piece.text for piece in found) == text
    assert all(piece.text for piece in found)
    assert set(to_check(text)) == {piece.text for piece in found if piece.dated}


@settings(derandomize=True, deadline=None)
@given(TEXTS)
def test_every_digit_is_marked_or_belongs_to_the_name_of_a_document(text: str) -> None:
    for piece in pieces(text):
        if not piece.dated and any(each in "0123456789" for each in piece.text):
            assert "号" in piece.text or "第" in piece.text


@settings(derandomize=True, deadline=None)
@given(TEXTS)
def test_a_year_is_changed_where_it_is_one_and_nowhere_else(text: str) -> None:
    later = moved(text, 2023, 2024)
    assert later.replace("2024", "2023") == text.replace("2024", "2023")
    assert moved(later, 2023, 2024) == later
    assert len(later) == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年，主动公开信息112条，比上年增加12%。", ("2023年", "112条", "上年", "12%")),
        ("召开新闻发布会3次，解读20余篇", ("3次", "20余篇")),
        ("根据国办公开办函〔2021〕30号和条例第三十六条", ()),
        ("清理文件二十件，设备两台，进一步加强", ("二十件", "两台")),
        ("收费1,204.50元、3.5万元", ("1,204.50元", "3.5万元")),
        ("２０２３年度共１２件", ("２０２３年度", "１２件")),
        ("2021—2023年，共9件", ("2021—2023年", "9件")),
        ("112条、112条", ("112条",)),
        ("没有收取信息处理费。", ()),
    ],
)
def test_what_is_to_be_checked(text: str, found: tuple[str, ...]) -> None:
    assert to_check(text) == found


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2023年度，2023 年新收9件", "2024年度，2024 年新收9件"),
        ("国办发〔2023〕5号，编号2023", "国办发〔2023〕5号，编号2023"),
        ("较2022年增长", "较2022年增长"),
        ("2022—2023年", "2022—2023年"),
        ("12023年", "12023年"),
    ],
)
def test_which_years_are_changed(text: str, later: str) -> None:
    assert moved(text, 2023, 2024) == later
