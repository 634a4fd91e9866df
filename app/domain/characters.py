"""Characters that come along when texts are copied, and what becomes of them in a report.

What was typed is stored exactly as it was typed. The report that is made of it (`app.domain.fields`) has the
text as it is meant: an ideograph instead of the radical that looks the same, the end of a line for each of
the characters that end one, a space for each kind of space, and nothing of what cannot be seen. So what is
shown, checked, printed and read back is one text, and no save ever differs from what was sent.

Marks that turn the direction of writing are left where they are: they change what is read, and no face has
them, so they are named to whoever types them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

_LINE_ENDS = "\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES = "\u00a0\u1680\u202f\u205f" + "".join(map(chr, range(0x2000, 0x200B)))
# Hints for breaking and joining, for the direction in which our texts run anyway, for a variant of a glyph.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u2060\ufeff"
_VARIANTS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
# Halves of surrogate pairs, and what Unicode says will never be a character.
_NONE = (
    *range(0xD800, 0xE000),
    *range(0xFDD0, 0xFDF0),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)),
)
_RADICALS = range(0x2E80, 0x2FE0)
# Radicals that are whole ideographs in simplified writing. What is copied out of a PDF is full of them, and
# Unicode calls their ideographs equivalent (EquivalentUnifiedIdeograph.txt) but has no mapping for them.
_SIMPLIFIED = (
    "⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙"
)
# Ideographs that older sets of characters counted twice: by the standard each is the same as another one.
_TWICE = (range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))

_ANY = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200e\u2028\u2029\u202f\u205f\u2060\u2e80-\u2fdf"
    "\ud800-\udfff\uf900-\ufaff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufffe\uffff"
    "\U0001fffe-\U0001ffff\U0002f800-\U0002fa1f\U0002fffe-\U000e01ef\U000efffe-\U000effff"
    "\U000ffffe-\U000fffff\U0010fffe-\U0010ffff]"
)
"""What the table changes, and little else: nearly every text has none of it and is left alone at once."""


@lru_cache(maxsize=256)  # the texts of the reports that are being written come back with every save
def cleaned(text: str) -> str:
    """The text as it is meant, see above. Cleaning it again changes nothing."""
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_MEANT) if _ANY.search(text) else text


def one_line(text: str) -> str:
    """A text that has no place for the end of a line, such as a heading, cleaned."""
    return cleaned(text).replace("\n", "")


def named(character: str) -> str:
    """The character with its number, or the number alone where there is nothing to see."""
    number = f"U+{ord(character):04X}"
    return f"“{character}”（{number}）" if is_seen(character) else number


def is_seen(character: str) -> bool:
    """Whether there is something to see: not for controls, spaces, and what only one machine's fonts have."""
    return unicodedata.category(character)[0] not in "CZ"


_MOST_NAMED = 5
_BEFORE = 4  # characters


def complaint(text: str, missing: Sequence[str]) -> str:
    """The sentence beside a text of which no face has the characters `missing`; each is in the text."""
    seen = [character for character in missing if is_seen(character)]
    unseen = [character for character in missing if not is_seen(character)]
    parts = []
    if seen:
        parts.append(f"{_list(seen)}打印字体中没有，请改用其他写法")
    if unseen:
        where = "、".join(
            f"{_where(text, character)}{named(character)}" for character in unseen[:_MOST_NAMED]
        )
        parts.append(f"有不可见或无法识别的字符：{where}{_more(unseen)}，请删除后重新输入")
    return "；".join(parts)


def _list(characters: Sequence[str]) -> str:
    return "、".join(map(named, characters[:_MOST_NAMED])) + _more(characters)


def _more(characters: Sequence[str]) -> str:
    return f"等 {len(characters)} 种" if len(characters) > _MOST_NAMED else ""


def _where(text: str, character: str) -> str:
    """Behind which words it stands, so that it can be found; nothing where none are before it."""
    line = text[: text.index(character)].rpartition("\n")[2]
    before = "".join(filter(is_seen, line))[-_BEFORE:]
    return f"“{before}”之后的 " if before else "开头的 "


def _meant() -> Iterator[tuple[int, str]]:
    for code in chain(range(0x20), range(0x7F, 0xA0)):
        yield code, chr(code) if chr(code) in "\t\n" else ""
    yield from ((ord(each), "\n") for each in _LINE_ENDS)
    yield from ((ord(each), " ") for each in _SPACES)
    yield from ((code, "") for code in chain(map(ord, _UNSEEN), _VARIANTS, _NONE))
    for code in chain(_RADICALS, *_TWICE):
        yield code, unicodedata.normalize("NFKC", chr(code))
    yield from zip(map(ord, _SIMPLIFIED[::2]), _SIMPLIFIED[1::2], strict=True)


_MEANT = dict(_meant())
