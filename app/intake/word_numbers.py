"""The numbers that a Word file counts by itself: they stand before headings and labels, and in no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.numerals import spell_numeral
from app.intake.markup import Element
from app.intake.word_styles import Styles, child, integer, local, value

LEVELS = 9
MOST = 10_000
"""Nothing in a report is numbered higher."""
_HOLE = re.compile("%([1-9])")
_LETTERS = 26
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_STEMS = "\u7532\u4e59\u4e19\u4e01\u620a\u5df1\u5e9a\u8f9b\u58ec\u7678"
_BRANCHES = "\u5b50\u4e11\u5bc5\u536f\u8fb0\u5df3\u5348\u672a\u7533\u9149\u620c\u4ea5"
_FORMAL = str.maketrans(
    "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341",
    "\u58f9\u8d30\u53c1\u8086\u4f0d\u9646\u67d2\u634c\u7396\u62fe",
)
_WIDE = str.maketrans("0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")


def _of(marks: str) -> Callable[[int], str]:
    return lambda number: marks[(number - 1) % len(marks)]


def _from(first: int, count: int) -> Callable[[int], str]:
    """Characters that follow each other, as the circled numbers do."""
    return lambda number: chr(first + number - 1) if number <= count else str(number)


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)


def _roman(number: int) -> str:
    said = ""
    for size, sign in _ROMAN:
        count, number = divmod(number, size)
        said += sign * count
    return said


def _digits(number: int) -> str:
    return "".join(spell_numeral(int(digit)) for digit in str(number))


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "ideographEnclosedCircle": _from(0x3280, 10),
    "chineseCounting": spell_numeral,
    "chineseCountingThousand": spell_numeral,
    "japaneseCounting": spell_numeral,
    "taiwaneseCounting": spell_numeral,
    "taiwaneseCountingThousand": spell_numeral,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": lambda number: spell_numeral(number).translate(_FORMAL),
    "ideographLegalTraditional": lambda number: spell_numeral(number).translate(_FORMAL),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts: `text` is like `(%1)`, `form` one of `FORMATS` or unknown."""

    form: str = ""
    text: str = ""
    start: int = 1
    style: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def before(self, number: str, level: int) -> str:
        """What stands before the next paragraph of a list on a level."""
        found = self.lists.get(number)
        if found is None or not 0 <= level < LEVELS:
            return ""
        counter, levels = found
        own = levels.get(level, Level())
        counts = self.counts.setdefault(counter, {})
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if own.form not in FORMATS:
            return ""
        return _HOLE.sub(lambda hole: _shown(int(hole[1]) - 1, levels, counts), own.text)


def _shown(level: int, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    of = levels.get(level, Level())
    number = counts.get(level, of.start)
    return FORMATS.get(of.form, str)(number) if 0 < number < MOST else str(number)


def numbering(tree: Element | None, styles: Styles) -> Numbering:
    """The lists that a part for numbering describes."""
    if tree is None:
        return Numbering({})
    kinds = {value(each, "abstractNumId"): each for each in tree if local(each) == "abstractNum"}
    return Numbering(dict(_lists(tree, kinds, styles)))


def _lists(
    tree: Element, kinds: Mapping[str, Element], styles: Styles
) -> Iterator[tuple[str, tuple[str, Mapping[int, Level]]]]:
    """Each list by its number, with its counter: lists of one kind count on, unless told not to."""
    for each in tree:
        if local(each) != "num":
            continue
        number, kind = value(each, "numId"), value(child(each, "abstractNumId"))
        levels = _levels(_followed(kinds.get(kind), kinds, tree, styles))
        anew = [own for own in each if local(own) == "lvlOverride"]
        for own in anew:
            at, start = integer(own, "ilvl"), child(own, "startOverride")
            levels |= _levels(own)
            if start is not None:
                told = levels.get(at, Level())
                levels[at] = Level(told.form, told.text, integer(start), told.style)
        yield number, (f"{kind}/{number}" if anew else kind, levels)


def _followed(
    kind: Element | None, kinds: Mapping[str, Element], tree: Element, styles: Styles
) -> Element | None:
    """The kind of list, or the one to which it only refers by a style."""
    link = value(child(kind, "numStyleLink"))
    number = styles.list_of(link) if link else ""
    for each in tree if number else ():
        if local(each) == "num" and value(each, "numId") == number:
            return kinds.get(value(child(each, "abstractNumId")))
    return kind


def _levels(kind: Element | None) -> dict[int, Level]:
    return {
        integer(each, "ilvl"): Level(
            value(child(each, "numFmt")),
            value(child(each, "lvlText")),
            integer(child(each, "start"), default=1),
            value(child(each, "pStyle")),
        )
        for each in (() if kind is None else kind)
        if local(each) == "lvl"
    }
