"""Amounts of money, exact, in yuan or ten thousand yuan."""

import re
from decimal import Decimal
from functools import partial
from typing import Final, Literal, NamedTuple

from pydantic import Field

from app.domain.values.complaint import DECIMALS, Attempt, complaint
from app.domain.values.kind import InputMode, ValueKind
from app.domain.values.memory import Memory
from app.domain.values.reading import BLANK, Number, Reading
from app.domain.values.typed import not_applicable, printable, quoted, tidy

Unit = Literal["元", "万元"]

_DIGITS: Final = 12
_WHOLE: Final = r"0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}"
_AMOUNT: Final = re.compile(rf"(?:{_WHOLE})(?:\.[0-9]{{1,{DECIMALS}}})?")
_WITH_UNIT: Final = re.compile(r"(.*?)(万元|元|[百千]?万元?|[百千亿]元|亿|)", re.DOTALL)
_POWERS: Final = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}  # of ten, in yuan
_READ: Final = frozenset({"", "元", "万元"})


class Amount(NamedTuple):
    """What was understood, the print form in the unit of the column without unit, and the one as typed."""

    reading: Reading
    figure: str
    as_typed: str


_NOTHING: Final = Amount(BLANK, "", "")


class Money(ValueKind):
    """An amount that is not negative, with at most 12 digits before the point.

    The number read is in `unit`, converted exactly where another unit was typed. `unit_printed`: the form
    prints the unit in its heading, so that the figure stands without one. `decimals`: the most after
    conversion.
    """

    kind: Literal["money"] = "money"
    unit: Unit = "万元"
    unit_printed: bool = True
    decimals: int = Field(default=6, ge=0, le=12)

    def read(self, text: str | None) -> Reading:
        """What was typed, as an amount in the unit of the column."""
        return _AMOUNTS[self.unit, self.decimals][text].reading

    def write(self, text: str | None) -> str:
        """The amount without separators, decimals as typed.

        Where the form prints the unit, converted into it and without it; else with the unit that was typed.
        """
        amount = _AMOUNTS[self.unit, self.decimals][text]
        return amount.figure if self.unit_printed else amount.as_typed

    def show(self, number: Number) -> str:
        """A computed amount; with the unit of the column unless the form prints it."""
        return super().show(number) + ("" if self.unit_printed else self.unit)

    @property
    def inputmode(self) -> InputMode:
        """Where the unit is to be typed, the keyboards for numbers will not do."""
        return "decimal" if self.unit_printed else "text"

    @property
    def example(self) -> str:
        """An amount as it is printed."""
        return "3642.21" if self.unit_printed else f"3642.21{self.unit}"


def _understood(text: str | None, unit: Unit, decimals: int) -> Amount:
    if text is None or not (tidied := tidy(text)):
        return _NOTHING
    body, typed_unit = _apart(tidied)
    settled = _settled(body, typed_unit, unit, decimals)
    if settled and typed_unit in _READ:
        figure = _converted(body, typed_unit or unit, unit)
        return Amount(Reading("number", Decimal(figure)), figure, settled)
    as_typed = printable(text)
    if why := not_applicable(text):
        return Amount(Reading("not_applicable", why=why), as_typed, as_typed)
    settle = partial(_settled, typed_unit=typed_unit, unit=unit, decimals=decimals)
    attempt = Attempt(text, body, _DIGITS, settle, fraction=True)
    return Amount(Reading("unreadable", why=_why(attempt, typed_unit, unit, decimals)), as_typed, as_typed)


def _why(attempt: Attempt, typed_unit: str, unit: Unit, decimals: int) -> str:
    if not _AMOUNT.fullmatch(attempt.body):
        return complaint(attempt)
    if typed_unit not in _READ:
        settled = attempt.settle(attempt.body)
        return f"{quoted(attempt.typed)}的单位不是元或万元。{f'改填 {settled}' if settled else '核对后重填'}"
    figure = _converted(attempt.body, typed_unit or unit, unit)
    amount = f"合 {figure} {unit}，" if typed_unit not in {"", unit} else ""
    return f"{quoted(attempt.typed)}{amount}{_excess(figure, decimals)}。核对后重填"


def _settled(body: str, typed_unit: str, unit: Unit, decimals: int) -> str:
    """The amount printed with its unit, one of the two that are read; nothing where it is refused."""
    if typed_unit not in _READ:
        near: Unit = "万元" if _POWERS[typed_unit.rstrip("元")] >= _POWERS["万"] else "元"
        return _settled(_converted(body, typed_unit, near), near, unit, decimals)
    figure = _converted(body, typed_unit or unit, unit)
    return body.replace(",", "") + typed_unit if figure and not _excess(figure, decimals) else ""


def _excess(figure: str, decimals: int) -> str:
    """What there is too much of, or nothing. Zeros at the end of the decimals do not count."""
    whole, _, fraction = figure.partition(".")
    count = len(fraction.rstrip("0"))
    if len(whole) > _DIGITS:
        return f"整数有 {len(whole)} 位，最多 {_DIGITS} 位"
    return f"小数有 {count} 位，最多 {decimals} 位" if count > decimals else ""


def _apart(tidied: str) -> tuple[str, str]:
    match = _WITH_UNIT.fullmatch(tidied)
    return (match[1], match[2]) if match else (tidied, "")


def _converted(body: str, typed_unit: str, unit: str) -> str:
    """An amount in another unit, in plain digits, exact; nothing where the body is not an amount."""
    if not _AMOUNT.fullmatch(body):
        return ""
    digits = body.replace(",", "")
    power = _POWERS[typed_unit.rstrip("元")] - _POWERS[unit.rstrip("元")]
    if not power:
        return digits
    plain = format(Decimal(f"{digits}e{power}"), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


_AMOUNTS: Final[Memory[tuple[Unit, int], Memory[str | None, Amount]]] = Memory(
    lambda column: Memory(lambda text: _understood(text, *column))
)
