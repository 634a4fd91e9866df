import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numerals import read_numeral, spell_numeral

READ = {
    "一千一百": 1100, "一千零一百": None, "一亿一千万": 110_000_000, "十万零五千": None, "十万五千": 105_000,
    "三": 3, "〇": 0, "零": 0, "十": 10, "十二": 12, "一十二": 12, "一百二十": 120, "壹佰": 100,
    "壹佰贰拾叁": 123, "一百零五": 105, "两千": 2000, "一千零五万": 10_050_000,
    "三亿五千万": 350_000_000, "二〇二四": 2024, "一二三": 123, "贰仟零贰拾肆": 2024, "萬": None,
    "百": None, "零十": None, "一百二": None, "一百五": None, "一万二": None, "一百零": None,
    "一百百": None, "三十百": None, "": None, "3": None, "三件": None, "三点五": None, "一" * 25: None,
    "负三": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), READ.items())
def test_known_numerals(text: str, number: int | None) -> None:
    assert read_numeral(text) == number


@given(st.integers(0, 10**12 - 1))
def test_what_is_spelled_is_read(number: int) -> None:
    assert read_numeral(spell_numeral(number)) == number


@given(st.text(alphabet="零〇一二两三九十百千万亿壹拾佰", max_size=12))
def test_a_numeral_is_read_as_one_number_or_not_at_all(text: str) -> None:
    number = read_numeral(text)

    assert number is None or read_numeral(spell_numeral(number)) == number
