"""Whole numbers in Chinese numerals: to propose a figure, never to take one silently."""

from typing import Final

_EVERYDAY: Final = str.maketrans(
    "〇壹贰貳两兩叁參肆伍陆陸柒捌玖拾佰仟萬億", "零一二二二二三三四五六六七八九十百千万亿"
)
_DIGITS: Final = "零一二三四五六七八九"
_STEPS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
_SIZES: Final = tuple(sorted(((size, name) for name, size in (_STEPS | _MYRIADS).items()), reverse=True))
_LONGEST: Final = 24  # characters; no numeral below 10**12 has more


def read_numeral(text: str) -> int | None:
    """The number a Chinese numeral names, or None where it names none for certain.

    Both counted (一百二十) and read out digit by digit (二〇二四). A numeral that leaves a place
    unsaid, as 一百二, or is put together in another way than `spell_numeral` would is None: it could mean two
    numbers.
    """
    if not 0 < len(text) <= _LONGEST:
        return None
    spelled = text.translate(_EVERYDAY)
    if all(character in _DIGITS for character in spelled):
        return int("".join(str(_DIGITS.index(character)) for character in spelled))
    number = _counted(spelled)
    if number is None or _ten(spelled) != _ten(spell_numeral(number)):
        return None
    return number


def spell_numeral(number: int) -> str:
    """The everyday numeral of a whole number from 0 up to 10**12: 120 is 一百二十, 1005 is 一千零五."""
    if number < len(_DIGITS):
        return _DIGITS[number]
    size, name = next((size, name) for size, name in _SIZES if number >= size)
    head, rest = divmod(number, size)
    gap = "零" if rest < size // 10 else ""
    return spell_numeral(head) + name + (gap + spell_numeral(rest) if rest else "")


def _counted(spelled: str) -> int | None:
    total = section = digit = 0
    for character in spelled:
        if character in _STEPS:
            section, digit = section + (digit or 1) * _STEPS[character], 0
        elif character in _MYRIADS:
            total, section, digit = total + (section + digit) * _MYRIADS[character], 0, 0
        elif character in _DIGITS:
            digit = _DIGITS.index(character)
        else:
            return None
    return total + section + digit


def _ten(spelled: str) -> str:
    return spelled.replace("一十", "十")
