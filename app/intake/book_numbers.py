"""How a workbook shows its numbers: the value is kept in one cell, how it is written in a format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

DIGITS = 15
"""More than these no workbook shows; what is behind them comes from counting in twos."""
MOST_CODE = 255
"""Characters of a format."""
LONGEST = 60
"""Digits of the longest number that is written out."""
BUILT_IN: Mapping[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    49: "@",
    **dict.fromkeys((14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "hh:mm"),
}
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_NUMBER = re.compile(r"^[#0?,]*[0#?](?:\.([0#?]+))?(%?)$")
_PARTS = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
_DATE = re.compile("[yYdD]|[hH]|[sS]")
_FIRST = datetime(1899, 12, 30)  # noqa: DTZ001 - days on paper have no zone
_LATER = 1462
"""Days by which some workbooks begin to count later."""
MOST_DAYS = 2_958_465


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as it is shown; `kept` is the value itself where the two differ."""

    text: str
    kept: str = ""


def shown(value: str, code: str, *, later: bool = False) -> Shown:
    """A number that is kept as these digits, in this format. `later`: days are counted from 1904."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Shown(value)
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        return Shown(value)
    exact = _rounded(number)
    part = _part(code if len(code) <= MOST_CODE else "", exact)
    if part is None:
        return Shown("", plain(exact) if exact else "")
    bare, ending = _bare(part)
    fitting = _NUMBER.match(bare)
    if fitting:
        return _fixed(exact, fitting, ending)
    if _DATE.search(bare) and "e" not in bare.lower().replace("general", ""):
        return Shown(_date(exact, later=later))
    return Shown(plain(exact))


def plain(number: Decimal) -> str:
    """All digits of a number, and no zeros that say nothing."""
    return format(
        number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(), "f"
    )


def _rounded(number: Decimal) -> Decimal:
    places = DIGITS - 1 - number.adjusted()
    return number if not number or places > LONGEST else round(number, places)


def _part(code: str, number: Decimal) -> str | None:
    """The part of a format for a number of this sign; None where it shows nothing of it."""
    parts = _PARTS.split(code)
    at = 0 if number > 0 or len(parts) == 1 else 1 if number < 0 else min(2, len(parts) - 1)
    chosen = parts[at] if number or len(parts) > len("..") else parts[0]
    return chosen if chosen.strip() or not code else None


def _bare(part: str) -> tuple[str, str]:
    """A format without the words in it, and the words at its end."""
    ending = ""
    for found in _QUOTED.finditer(part):
        if found.end() == len(part) or part[found.end() :].startswith(('"', "\\", "_", "*")):
            ending += found[1] or found[2] or ""
    return _QUOTED.sub("", part).strip(" ()+-"), ending.strip(" ()+-")


def _fixed(number: Decimal, fitting: re.Match[str], ending: str) -> Shown:
    """With as many decimals as the format has; places that may be empty show no zeros."""
    decimals, percent = fitting[1] or "", fitting[2]
    value = number * 100 if percent else number
    fixed = value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = format(fixed, "f")
    optional = len(decimals) - len(decimals.rstrip("#?"))
    for _ in range(optional):
        text = text.removesuffix("0")
    said = text.removesuffix(".") + percent + ending
    return Shown(said, "" if fixed == value else plain(number))


def _date(number: Decimal, *, later: bool) -> str:
    days = number + _LATER if later else number
    if not 0 <= days <= MOST_DAYS:
        return plain(number)
    moment = _FIRST + timedelta(days=float(days))
    return moment.strftime("%H:%M") if days < 1 else moment.strftime("%Y-%m-%d")
