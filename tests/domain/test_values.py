import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.domain.values import AnyKind, Count, Money, Reading, SignedCount, Text, ValueKind
from app.domain.values.memory import Memory

CASES = Path(__file__).parents[1] / "cases" / "values.json"
KIND: TypeAdapter[AnyKind] = TypeAdapter(AnyKind)
KINDS: tuple[ValueKind, ...] = (
    Count(),
    Count(unit="项"),
    SignedCount(),
    Money(),
    Money(unit_printed=False),
    Money(unit="元", decimals=2),
    Money(unit="元", unit_printed=False, decimals=0),
    Text(),
)
IN_YUAN, IN_WAN = Money(unit="元", decimals=6), Money(decimals=10)


class Case(TypedDict):
    kind: str
    params: dict[str, str | int | bool]
    text: str | None
    state: str
    number: str | None
    write: str


def cases() -> list[Case]:
    found: list[Case] = json.loads(CASES.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case['kind']}-{ascii(case['text'])[:24]}")
def test_shared_cases(case: Case) -> None:
    kind = KIND.validate_python({"kind": case["kind"], **case["params"]})

    reading = kind.read(case["text"])

    assert (reading.state, kind.write(case["text"])) == (case["state"], case["write"])
    assert reading.number == (None if case["number"] is None else Decimal(case["number"]))


def test_every_kind_has_cases_in_every_state_it_knows() -> None:
    states = {(case["kind"], case["state"]) for case in cases()}
    numbers = {"blank", "not_applicable", "number", "unreadable"}

    assert states == {
        *((kind, state) for kind in ("count", "signed_count", "money") for state in numbers),
        ("text", "blank"),
        ("text", "text"),
    }


WHY = {
    "三": "“三”不是阿拉伯数字。改填 3",
    "三件": "“三件”不是阿拉伯数字。改填 3",
    "一百二十": "“一百二十”不是阿拉伯数字。改填 120",
    "〇": "“〇”不是阿拉伯数字。改填 0",
    "壹佰": "“壹佰”不是阿拉伯数字。改填 100",
    "一百二": "“一百二”不是数字。填阿拉伯数字，没有发生的填 0",
    "二〇二四一一二〇一一": "“二〇二四一一二〇一一”不是阿拉伯数字。核对后重填",
    "②": "“②”不是阿拉伯数字。改填 2",
    "Ⅷ": "“Ⅷ”不是阿拉伯数字。改填 8",
    "²": "“²”不是阿拉伯数字。改填 2",
    "٣": "“٣”不是阿拉伯数字。改填 3",
    "१२": "“१२”不是阿拉伯数字。改填 12",
    "½": "“½”不是数字。填阿拉伯数字，没有发生的填 0",
    "10²": "“10²”中的“²”不是数字。只填阿拉伯数字，如 12",
    "/": "“/”表示不适用，这一格须填数字。没有发生的填 0",
    "−": "“−”表示不适用，这一格须填数字。没有发生的填 0",
    "无": "“无”不是数字，这一格须填数字。没有发生的填 0",
    "+5": "“+5”带有正号。改填 5",
    "-3": "“-3”是负数，这一格不能小于 0。核对后重填",
    "--3": "“--3”中的“-”位置不对。核对后重填",
    "3-5": "“3-5”中的“-”位置不对。核对后重填",
    "007": "“007”以 0 开头。改填 7",
    "12.0": "“12.0”带小数，这一格填整数。改填 12",
    "12.5": "“12.5”带小数，这一格填整数。核对后重填",
    "1.000": "“1.000”带小数，这一格填整数。核对后重填",
    "12。": "“12。”中的“。”不是小数点。改填 12",
    "1.2.3": "“1.2.3”有 2 个小数点。核对后重填",
    "1,00": "“1,00”的逗号没有三位一隔。去掉逗号后重填",
    "1e3": "“1e3”中的“e”不是数字。只填阿拉伯数字，如 12",
    "1_000": "“1_000”中的“_”不是数字。只填阿拉伯数字，如 12",
    "0x10": "“0x10”中的“x”不是数字。只填阿拉伯数字，如 12",
    "NaN": "“NaN”不是数字。填阿拉伯数字，没有发生的填 0",
    "True": "“True”不是数字。填阿拉伯数字，没有发生的填 0",
    "😀": "“😀”不是数字。填阿拉伯数字，没有发生的填 0",
    "3万": "“3万”没有用数字写全。改填 30000",
    "约\u200b3": "“约3”中的“约”不是数字。只填阿拉伯数字，如 12",
    "件": "“件”不是数字。填阿拉伯数字，没有发生的填 0",
    "1\x072": "第 2 个字符看不见（U+0007）。删去后重填",
    " \ud800": "第 2 个字符看不见（U+D800）。删去后重填",
    "1234567890": "“1234567890”数字太长，整数有 10 位，最多 9 位。核对后重填",
    "1" * 400: "“11111111111111111111…”太长，有 400 个字符。这一格填数字，整数最多 9 位",
    "0." + "0" * 30: "“0.000000000000000000…”数字太长，小数有 30 位。核对后重填",
}

WHY_MONEY = {
    "三万元": "“三万元”不是阿拉伯数字。改填 3万元",
    "5千元": "“5千元”的单位不是元或万元。改填 5000元",
    "5百元": "“5百元”的单位不是元或万元。改填 500元",
    "2百万元": "“2百万元”的单位不是元或万元。改填 200万元",
    "1千万": "“1千万”的单位不是元或万元。改填 1000万元",
    "3亿元": "“3亿元”的单位不是元或万元。改填 30000万元",
    "1.25亿": "“1.25亿”的单位不是元或万元。改填 12500万元",
    "3万": "“3万”的单位不是元或万元。改填 3万元",
    "99999999999亿元": "“99999999999亿元”的单位不是元或万元。核对后重填",
    "12。5万元": "“12。5万元”中的“。”不是小数点。改填 12.5万元",
    "007.50元": "“007.50元”以 0 开头。改填 7.50元",
    ".5": "“.5”的小数点前缺数字。改填 0.5",
    "5.": "“5.”的小数点后缺数字。改填 5",
    ".": "“.”不是数字。填阿拉伯数字，没有发生的填 0",
    "-3": "“-3”是负数，这一格不能小于 0。核对后重填",
    "¥12": "“¥12”中的“¥”不是数字。只填阿拉伯数字，如 12",
    "1.1234567": "“1.1234567”小数有 7 位，最多 6 位。核对后重填",
    "1513277.123元": "“1513277.123元”合 151.3277123 万元，小数有 7 位，最多 6 位。核对后重填",
    "1234567890123": "“1234567890123”数字太长，整数有 13 位，最多 12 位。核对后重填",
}


@pytest.mark.parametrize(("text", "why"), WHY.items(), ids=range(len(WHY)))
def test_why_a_count_is_not_one(text: str, why: str) -> None:
    assert Count().read(text).why == why


@pytest.mark.parametrize(("text", "why"), WHY_MONEY.items(), ids=range(len(WHY_MONEY)))
def test_why_an_amount_is_not_one(text: str, why: str) -> None:
    assert Money().read(text).why == why


def test_why_a_change_is_not_one() -> None:
    assert SignedCount().read("—3").why == "“—3”中的“—”不是负号。改填 -3"
    assert SignedCount().read("-007").why == "“-007”以 0 开头。改填 -7"
    assert SignedCount().read("-1,00").why == "“-1,00”的逗号没有三位一隔。去掉逗号后重填"


NUMBERLIKE = st.text(
    alphabet="0123456789０９，,．.。-－−—+＋/ 元万亿千件项三十百零②\u3000\u200b\ud800\x07eE_xN", max_size=12
)
TEXTS = st.one_of(NUMBERLIKE, st.text(st.characters(), max_size=80))


@given(st.sampled_from(KINDS), TEXTS)
@example(Count(), "\ud800")
@example(SignedCount(), "-")
@example(Money(), "千万元")
@example(Money(), "0.00000元")
def test_any_text_is_read_with_a_sentence_wherever_it_is_no_number(kind: ValueKind, text: str) -> None:
    reading = kind.read(text)
    kind.write(text).encode()

    assert (reading.number is not None) == (reading.state == "number")
    assert bool(reading.why) == (reading.state in {"not_applicable", "unreadable"})
    assert (reading.state == "blank") == (kind.write(text) == "")
    assert len(reading.why.encode().decode()) < 110
    assert not re.search("[!！您你]|错误|非法|失败|读不出数", reading.why.replace(text.strip(), ""))


@given(st.sampled_from(KINDS), TEXTS)
def test_what_is_printed_reads_the_same(kind: ValueKind, text: str) -> None:
    printed = kind.write(text)

    if kind.read(text).state in {"blank", "number"}:
        assert kind.read(printed) == kind.read(text)
    assert kind.write(printed) == printed


@given(st.sampled_from(KINDS[:-1]), TEXTS)
def test_a_proposal_is_a_number(kind: ValueKind, text: str) -> None:
    why = kind.read(text).why

    if "改填 " in why:
        assert kind.read(why.rpartition("改填 ")[2]).state == "number"


@given(st.sampled_from(KINDS[:-1]), TEXTS)
def test_only_the_typed_digits_make_a_number(kind: ValueKind, text: str) -> None:
    """No character counts for more than it shows: all digits read were typed, in ASCII or full width."""
    if kind.read(text).state == "number":
        digits = re.sub("[^0-9]", "", text.translate(str.maketrans("０１２３４５６７８９", "0123456789")))
        printed = re.sub("[^0-9]", "", kind.show(kind.read(text).number or 0))
        assert printed.strip("0") == digits.strip("0")


@given(st.integers(0, 999_999_999))
def test_every_count_is_read_however_it_is_grouped(number: int) -> None:
    plain, grouped = str(number), f"{number:,}"
    wide = grouped.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))

    for text in (plain, grouped, wide, f" {plain} 件"):
        assert Count().read(text) == Reading("number", number)
        assert Count().write(text) == plain
    assert SignedCount().read(f"−{wide}") == Reading("number", -number)


@given(st.decimals(0, 99_999_999, places=6))
def test_an_amount_is_exact_in_either_unit(amount: Decimal) -> None:
    assert IN_WAN.read(f"{amount:f}").number == amount
    assert IN_WAN.write(f"{amount:f}") == f"{amount:f}"
    assert IN_YUAN.read(f"{amount:f}万元").number == amount * 10_000
    assert (IN_WAN.read(f"{amount:,f}元").number or Decimal(0)) * 10_000 == amount


def test_an_amount_is_a_decimal_and_keeps_its_zeros() -> None:
    reading = Money().read("72701.2500")

    assert isinstance(reading.number, Decimal)
    assert str(reading.number) == "72701.2500"


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        (Count(), 0, "0"),
        (Count(), 6_000_000_000, "6000000000"),
        (SignedCount(), -3, "-3"),
        (Money(), Decimal("1E+3"), "1000"),
        (Money(), Decimal("3.50"), "3.50"),
        (Money(unit_printed=False), Decimal("0.000001"), "0.000001万元"),
    ],
)
def test_computed_numbers_are_printed_like_typed_ones(kind: ValueKind, number: Decimal, shown: str) -> None:
    assert kind.show(number) == shown


def test_browsers_are_told_a_keyboard_that_can_type_the_example() -> None:
    assert [(kind.inputmode, kind.example) for kind in KINDS[2:7]] == [
        ("text", "-3"),
        ("decimal", "3642.21"),
        ("text", "3642.21万元"),
        ("decimal", "3642.21"),
        ("text", "3642.21元"),
    ]
    assert [Count().inputmode, Text().inputmode] == ["numeric", "text"]
    assert all(
        kind.read(kind.example).state == "number" for kind in (Count(), SignedCount(), Money(), IN_YUAN)
    )


@pytest.mark.parametrize(
    "stated",
    [
        {"kind": "count", "decimals": 2},
        {"kind": "money", "unit": "美元"},
        {"kind": "money", "decimals": -1},
        {"kind": "percent"},
        {"unit": "件"},
    ],
)
def test_an_edition_cannot_state_a_kind_that_does_not_exist(stated: dict[str, str | int]) -> None:
    with pytest.raises(ValidationError):
        KIND.validate_python(stated)


def test_what_was_read_is_kept_unless_it_is_long() -> None:
    assert Count().read("21") is Count().read("21")
    assert Count().read("1" * 65) is not Count().read("1" * 65)
    assert Count().read("1" * 65) == Count().read("1" * 65)


def test_memory_does_not_grow_without_end() -> None:
    memory: Memory[str, str] = Memory(str.upper)

    assert [memory[f"x{number}"] for number in range(9000)] == [f"X{number}" for number in range(9000)]
    assert 0 < len(memory) <= 8192
