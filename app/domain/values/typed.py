"""Typed text: one spelling for the characters of a number, and forms of it that can be quoted and printed.

Only the characters listed here are translated. Unicode's own idea of compatibility would turn a circled or
raised digit into a plain one, that is, change a figure silently.
"""

import re
from itertools import islice
from typing import Final

IGNORED: Final = " \t\r\n\u3000\u00a0\u2009\u202f\u200b\ufeff"
_SPELLING: Final = str.maketrans("０１２３４５６７８９，．－−＋", "0123456789,.--+", IGNORED)
_NOT_APPLICABLE: Final = re.compile(r"[/／]|[-–—―─]{1,4}|无|不适用|[Nn]/[Aa]")
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_QUOTED: Final = 20  # characters


def tidy(text: str) -> str:
    """The text without white space, also inside; full-width digits, points, commas and signs as ASCII."""
    tidied = text.translate(_SPELLING)
    return "" if tidied.isspace() else tidied


def not_applicable(text: str) -> str:
    """The sentence for a cell that says it does not apply, or nothing where it does not say so."""
    if not _NOT_APPLICABLE.fullmatch(tidy(text)):
        return ""
    found = "不是数字" if any(map(str.isalpha, text)) else "表示不适用"
    return f"{quoted(text)}{found}，这一格须填数字。没有发生的填 0"


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks, without what cannot be seen."""
    visible = "".join(islice(filter(str.isprintable, text.strip(IGNORED)), _QUOTED + 1))
    return f"“{visible[:_QUOTED]}{'…' if len(visible) > _QUOTED else ''}”"


def printable(text: str) -> str:
    """The text as typed, trimmed. What no document can hold (controls, half characters) shows as U+FFFD."""
    return _UNPRINTABLE.sub("\ufffd", text.strip(IGNORED))
