"""The five faces in which a report is printed, and which characters they have.

Importing this module shuts every other font of the machine out: it points fontconfig to the folder of the
faces. So it comes before whatever loads Pango.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "fonts"

# Line ends, marks that only join or part their neighbours, and selectors of variants: they need no glyph.
# Marks that turn the direction of writing are not among them: what is read must be what was typed.
_UNSEEN = frozenset("\t\n\r\u200b\u200c\u200d\u200e\u200f\u2060\ufeff").union(
    map(chr, range(0xFE00, 0xFE10)), map(chr, range(0xE0100, 0xE01F0))
)

os.environ["FONTCONFIG_FILE"] = str(FONTS / "fonts.conf")


@cache
def families() -> frozenset[str]:
    """The names by which the style sheet asks for the faces."""
    return frozenset(_read()[0])


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of a text that no face can print, each once, in the order of the text."""
    known = _printable()
    return tuple(each for each in dict.fromkeys(text) if ord(each) not in known and each not in _UNSEEN)


@cache
def _printable() -> frozenset[int]:
    return frozenset(_read()[1])


@cache
def _read() -> tuple[frozenset[str], frozenset[int]]:
    names: set[str] = set()
    characters: set[int] = set()
    for file in FONTS.glob("*.ttf"):
        with TTFont(file, lazy=True) as font:
            names.add(font["name"].getBestFamilyName())
            characters |= font.getBestCmap().keys()
    return frozenset(names), frozenset(characters)
