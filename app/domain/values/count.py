"""Whole numbers of things: documents, requests, cases."""

import re
from typing import Final, Literal

from app.domain.values.complaint import Attempt, complaint
from app.domain.values.kind import InputMode, ValueKind
from app.domain.values.memory import Memory
from app.domain.values.reading import NOTHING, Reading, Understood
from app.domain.values.typed import not_applicable, printable, tidy

_DIGITS: Final = 9
_UNSIGNED: Final = re.compile(r"0|[1-9][0-9]{0,8}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}")
_SIGNED: Final = re.compile(rf"[+-]?(?:{_UNSIGNED.pattern})")
_UNITS: Final = tuple("件条项次个宗份")


class Count(ValueKind):
    """A whole number, 0 to 999,999,999.

    `unit` is that of the column; behind a number it is dropped, as are the usual measure words.
    """

    kind: Literal["count"] = "count"
    unit: str = "件"

    def read(self, text: str | None) -> Reading:
        """What was typed, as a whole number that is not negative."""
        return _COUNTS[self.unit][text].reading

    def write(self, text: str | None) -> str:
        """The number in plain digits, without separators and unit."""
        return _COUNTS[self.unit][text].written

    @property
    def inputmode(self) -> InputMode:
        """Digits only."""
        return "numeric"

    @property
    def example(self) -> str:
        """Any number will do."""
        return "12"


class SignedCount(ValueKind):
    """A whole number that may be negative, -999,999,999 to 999,999,999: a change against last year."""

    kind: Literal["signed_count"] = "signed_count"
    unit: str = "件"

    def read(self, text: str | None) -> Reading:
        """What was typed, as a whole number with or without a sign."""
        return _SIGNED_COUNTS[self.unit][text].reading

    def write(self, text: str | None) -> str:
        """The number in plain digits, a minus as ASCII, no plus, no separators, no unit."""
        return _SIGNED_COUNTS[self.unit][text].written

    @property
    def inputmode(self) -> InputMode:
        """The keyboards for numbers have no minus."""
        return "text"

    @property
    def example(self) -> str:
        """One with a sign."""
        return "-3"


def _understood(text: str | None, unit: str, pattern: re.Pattern[str]) -> Understood:
    if text is None or not (tidied := tidy(text)):
        return NOTHING
    body = _without_unit(tidied, unit)
    if settled := _settled(body, pattern):
        return Understood(Reading("number", int(settled)), settled)
    if why := not_applicable(text):
        return Understood(Reading("not_applicable", why=why), printable(text))
    why = complaint(
        Attempt(text, body, _DIGITS, lambda body: _settled(body, pattern), signed=pattern is _SIGNED),
    )
    return Understood(Reading("unreadable", why=why), printable(text))


def _settled(body: str, pattern: re.Pattern[str]) -> str:
    return str(int(body.replace(",", ""))) if pattern.fullmatch(body) else ""


def _without_unit(tidied: str, unit: str) -> str:
    if unit and tidied.endswith(unit):
        return tidied.removesuffix(unit)
    return tidied[:-1] if tidied.endswith(_UNITS) else tidied


def _memory(pattern: re.Pattern[str]) -> Memory[str, Memory[str | None, Understood]]:
    return Memory(lambda unit: Memory(lambda text: _understood(text, unit, pattern)))


_COUNTS: Final = _memory(_UNSIGNED)
_SIGNED_COUNTS: Final = _memory(_SIGNED)
