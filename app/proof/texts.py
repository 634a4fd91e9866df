"""Whether two texts are the same but for white space that no reader can tell."""

from __future__ import annotations

import re
from collections.abc import Collection

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\u200b\ufeff]")


def plain(text: str) -> str:
    """The text with each run of white space as one space, without the spaces that only allow a line end."""
    return _SPACE.sub(" ", _UNSEEN.sub("", text)).strip(" ")


def bare(text: str) -> str:
    """The text without any white space: for finding what belongs together, never for what is the same."""
    return _SPACE.sub("", _UNSEEN.sub("", text))


def same(expected: str, found: str, breaks: Collection[int] = ()) -> bool:
    """Whether the texts are equal; at the `breaks` of what was found an expected space may be missing."""
    wanted, got = plain(expected), plain(found)
    if wanted == got:
        return True
    if not breaks or bare(wanted) != bare(got):
        return False
    return wanted == plain(_spaced(wanted, found, frozenset(breaks)))


def _spaced(wanted: str, found: str, breaks: frozenset[int]) -> str:
    """What was found, with a space at a break wherever the expected text has one there."""
    made: list[str] = []
    at = 0
    for offset, character in enumerate(_UNSEEN.sub("\x00", found)):
        if offset in breaks and wanted[at : at + 1] == " " and not character.isspace():
            made.append(" ")
            at += 1
        if character == "\x00":
            continue
        made.append(character)
        at += wanted[at : at + 1] == character or (wanted[at : at + 1] == " " and character.isspace())
    return "".join(made)
