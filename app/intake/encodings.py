"""Bytes of anybody as text: by their mark, by what they say of themselves, or else by trying."""

from __future__ import annotations

import codecs
import re

from app.domain.proof_troubles import UnreadableDocument

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAID = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_HEAD = 8192
_TAIWAN = ("big5", "big5-hkscs", "x-x-big5", "cp950")
_UNKNOWN = "\ufffd"
_WORST = 0.01
"""Of the characters, how many may be unknown; of a text in another code it is every third."""
_EVERYDAY = (
    "\u7684\u4e00\u662f\u4e0d\u5e74\u4fe1\u606f\u516c\u5f00\u958b"
    "\u653f\u5e9c\u5831\u62a5\u544a\u884c\u7533\u8acb\u8bf7"
)
"""Characters that any such text has, and that the wrong one of two codes makes of nothing."""


def decoded(content: bytes, said: str = "") -> str:
    """The text; `said` is the code that something beside the bytes names.

    What is sound UTF-8 and not only English is UTF-8, whatever it says of itself: pages are often saved in
    another code than the one they name. Raises `UnreadableDocument` for what is no text.
    """
    for mark, name in BOMS:
        if content.startswith(mark):
            return _checked(content[len(mark) :].decode(name, "replace"))
    if b"\0" in content[:_HEAD]:
        low = content[1:_HEAD:2].count(0) >= content[:_HEAD:2].count(0)
        return _checked(content.decode("utf-16-le" if low else "utf-16-be", "replace"))
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        if wrong.start >= len(content) - 3 and wrong.start:  # cut off within its last character
            return _checked(content[: wrong.start].decode("utf-8"))
    return _checked(_likeliest(content, said))


def _likeliest(content: bytes, said: str) -> str:
    """In the code in which it has most words of every day; of equals in the one that is named."""
    found = _SAID.search(content[:_HEAD])
    name = (said or (found[1].decode("ascii") if found else "")).lower()
    order = ["gb18030", "big5hkscs", "utf-8"]
    if name in _TAIWAN:
        order = ["big5hkscs", "gb18030", "utf-8"]
    texts = [content.decode(each, "replace") for each in order]
    return min(texts, key=lambda text: (_share(text) > _WORST, -sum(text.count(each) for each in _EVERYDAY)))


def _share(text: str) -> float:
    return text.count(_UNKNOWN) / max(len(text), 1)


def _checked(text: str) -> str:
    if "\0" in text or _share(text) > _WORST:
        raise UnreadableDocument("broken")
    return text
