"""Which texts a spreadsheet would take for a formula, and how a file of data says that they are none.

Somebody's words must never be carried out as a program on the machine of whoever opens the file.
"""

from __future__ import annotations

import re

_STARTS = "=+-@\t\r\n＝＋－＠﹦﹢﹣﹫"
_FORMULA = re.compile(rf"[\s\u200b-\u200f\u2060\ufeff]*[{re.escape(_STARTS)}]")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MARK = "'"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might work it out when it is typed in or read from CSV; a number is none."""
    return bool(_FORMULA.match(text)) and not _NUMBER.fullmatch(text)


def guarded(text: str) -> str:
    """The text as a field of CSV: with an apostrophe before it where it might be taken for a formula.

    One that begins with an apostrophe gets a second, so that `unguarded` gives every text back.
    """
    return _MARK + text if text.startswith(_MARK) or is_formula(text) else text


def unguarded(field: str) -> str:
    """The text that was `guarded`."""
    return field.removeprefix(_MARK)
