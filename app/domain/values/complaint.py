"""Why a typed text is not a number: what stands there, and what to type instead.

The caller says where. A proposal is only made where there is one number that can be meant; it is never taken
silently.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import nan
from typing import Final

from app.domain.numerals import read_numeral
from app.domain.values.typed import IGNORED, quoted

_GROUPED: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_STRANGER: Final = re.compile(r"[^0-9,.+-]")
_SHORTENED: Final = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,8})?)([十百千万亿])")
_POWERS: Final = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
_OTHER_POINT: Final = re.compile("[。｡·]")
_OTHER_MINUS: Final = re.compile("[–—―─‐‑负]")
DECIMALS: Final = 20  # as many as are read at all; a column allows fewer
_LONGEST: Final = 40  # characters worth looking at one by one


@dataclass(frozen=True, slots=True)
class Attempt:
    """A text that was not accepted as a number.

    `typed` is the whole text, `body` its number part, tidied and without a unit. `digits` is how many may
    stand before the point. `settle` gives the print form of a corrected body, nothing if that is no number.
    """

    typed: str
    body: str
    digits: int
    settle: Callable[[str], str]
    signed: bool = False
    fraction: bool = False

    @property
    def whole(self) -> str:
        """The digits before the point."""
        return self.body.lstrip("+-").partition(".")[0].replace(",", "")


def complaint(attempt: Attempt) -> str:
    """One sentence: what stands there, and what to type instead."""
    found = filter(None, (check(attempt) for check in _CHECKS))
    return next(found, f"{quoted(attempt.typed)}读不出数。只填阿拉伯数字，如 12")


def _overlong(attempt: Attempt) -> str:
    length = len(attempt.body)
    if length <= _LONGEST:
        return ""
    return f"{quoted(attempt.typed)}太长，有 {length} 个字符。这一格填数字，整数最多 {attempt.digits} 位"


def _unseen(attempt: Attempt) -> str:
    for place, character in enumerate(attempt.typed, 1):
        if not character.isprintable() and character not in IGNORED:
            return f"第 {place} 个字符看不见（U+{ord(character):04X}）。删去后重填"
    return ""


def _numeral(attempt: Attempt) -> str:
    number = read_numeral(attempt.body)
    if number is None:
        return ""
    return f"{quoted(attempt.typed)}不是阿拉伯数字。{_instead(attempt, str(number))}"


def _other_digits(attempt: Attempt) -> str:
    digits = _as_ascii(attempt.body)
    if digits == attempt.body or not attempt.settle(digits):
        return ""
    return f"{quoted(attempt.typed)}不是阿拉伯数字。{_instead(attempt, digits)}"


def _as_ascii(body: str) -> str:
    if len(body) == 1 and unicodedata.category(body).startswith("N"):
        return f"{unicodedata.numeric(body, nan):.15g}"
    return "".join(str(unicodedata.decimal(character, character)) for character in body)


def _shortened(attempt: Attempt) -> str:
    match = _SHORTENED.fullmatch(attempt.body)
    if not match:
        return ""
    number = format(Decimal(f"{match[1]}e{_POWERS[match[2]]}"), "f")
    return f"{quoted(attempt.typed)}没有用数字写全。{_instead(attempt, number)}"


def _other_point(attempt: Attempt) -> str:
    match = _OTHER_POINT.search(attempt.body)
    pointed = _OTHER_POINT.sub(".", attempt.body).rstrip(".")
    if not match or not attempt.settle(pointed):
        return ""
    return f"{quoted(attempt.typed)}中的{quoted(match[0])}不是小数点。{_instead(attempt, pointed)}"


def _other_minus(attempt: Attempt) -> str:
    match = _OTHER_MINUS.match(attempt.body)
    if not attempt.signed or not match or not attempt.settle("-" + attempt.body[1:]):
        return ""
    return (
        f"{quoted(attempt.typed)}中的{quoted(match[0])}不是负号。{_instead(attempt, '-' + attempt.body[1:])}"
    )


def _no_digit(attempt: Attempt) -> str:
    if re.search("[0-9]", attempt.body):
        return ""
    return f"{quoted(attempt.typed)}不是数字。填阿拉伯数字，没有发生的填 0"


def _stranger(attempt: Attempt) -> str:
    match = _STRANGER.search(attempt.body)
    if not match:
        return ""
    return f"{quoted(attempt.typed)}中的{quoted(match[0])}不是数字。只填阿拉伯数字，如 12"


def _sign(attempt: Attempt) -> str:
    signs = re.findall("[+-]", attempt.body)
    if not signs:
        return ""
    if len(signs) > 1 or attempt.body[0] != signs[0]:
        return f"{quoted(attempt.typed)}中的{quoted(signs[-1])}位置不对。核对后重填"
    if attempt.signed:
        return ""
    if signs == ["+"]:
        return f"{quoted(attempt.typed)}带有正号。{_instead(attempt, attempt.body[1:])}"
    return f"{quoted(attempt.typed)}是负数，这一格不能小于 0。核对后重填"


def _points(attempt: Attempt) -> str:
    points = attempt.body.count(".")
    return f"{quoted(attempt.typed)}有 {points} 个小数点。核对后重填" if points > 1 else ""


def _commas(attempt: Attempt) -> str:
    if "," not in attempt.body or _GROUPED.fullmatch(attempt.body):
        return ""
    return f"{quoted(attempt.typed)}的逗号没有三位一隔。去掉逗号后重填"


def _length(attempt: Attempt) -> str:
    digits = len(attempt.whole.lstrip("0"))
    if digits > attempt.digits:
        return f"{quoted(attempt.typed)}数字太长，整数有 {digits} 位，最多 {attempt.digits} 位。核对后重填"
    decimals = len(attempt.body.partition(".")[2])
    if decimals > DECIMALS:
        return f"{quoted(attempt.typed)}数字太长，小数有 {decimals} 位。核对后重填"
    return ""


def _fraction(attempt: Attempt) -> str:
    whole, point, decimals = attempt.body.partition(".")
    if attempt.fraction or not point:
        return ""
    meant = whole if decimals in {"", "0", "00"} else ""
    return f"{quoted(attempt.typed)}带小数，这一格填整数。{_instead(attempt, meant)}"


def _bare_point(attempt: Attempt) -> str:
    whole, point, decimals = attempt.body.partition(".")
    if not point or (whole and decimals):
        return ""
    meant = f"{whole or 0}.{decimals}".rstrip(".")
    return f"{quoted(attempt.typed)}的小数点{'后' if whole else '前'}缺数字。{_instead(attempt, meant)}"


def _leading_zero(attempt: Attempt) -> str:
    match = re.fullmatch(r"([+-]?)0+([0-9].*)", attempt.body)
    return f"{quoted(attempt.typed)}以 0 开头。{_instead(attempt, match[1] + match[2])}" if match else ""


def _instead(attempt: Attempt, body: str) -> str:
    settled = attempt.settle(body)
    return f"改填 {settled}" if settled else "核对后重填"


_CHECKS: Final = (
    _overlong,
    _unseen,
    _numeral,
    _other_digits,
    _shortened,
    _other_point,
    _other_minus,
    _no_digit,
    _stranger,
    _sign,
    _points,
    _commas,
    _length,
    _fraction,
    _bare_point,
    _leading_zero,
)
