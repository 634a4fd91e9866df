"""Printed labels and headings made comparable: whatever type, breaks, marks and numbering made of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBERED = re.compile(
    r"\s*(?:第[一二三四五六七八九十0-9]{1,3}(?:部分|章|节)|[一二三四五六七八九十甲乙丙丁戊]{1,2}(?=[\s\u3000])"
    r"|[(（]\s*(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})\s*[)）]|[一二三四五六七八九十甲乙丙丁戊]{1,3}\s*[、.．,，]"
    r"|[0-9]{1,2}\s*[、.．)）](?![0-9])|[①-⑳])[、.．:：]?\s*"
)
_ROWS = ("一二三四五六七八九", "甲乙丙丁戊己庚辛壬", "123456789")
_NUMERALS = {each: at for row in _ROWS for at, each in enumerate(row, 1)}
_SOUND = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-z\u00e0-\u01dc\u0251\u0261]{1,7}[)）]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?\s*$")
_FIGURE = re.compile(
    r"(?:[+-]|[增减]加?少?)?[0-9][0-9,]*(?:\.[0-9]+)?\s*[\u4e00-\u9fff]{0,3}"
    r"|[-–—―─/]{1,4}|无|不适用|[Nn]/[Aa]|[×xX✕]"
)
_SENTENCE = re.compile("[。！？；]")
_YEARS = re.compile(r"(20[0-9]{2})年")
_LEADERS = re.compile(r"[.．…·・]{4,}\s*[0-9]{0,3}\s*$|…{2,}\s*[0-9]{0,3}\s*$")
_PAGE = re.compile(
    r"[-–—―－]+\s*[0-9]{1,3}\s*[-–—―－]+|第\s*[0-9]{1,3}\s*页(?:[,，/\s]*共\s*[0-9]{1,3}\s*页)?"
)
_UNITS = ("亿元", "千元", "百元", "万元", "元")
_HEADING = 44  # characters; no heading of a passage is longer


@lru_cache(maxsize=4096)
def key(label: str) -> str:
    """Letters and digits only, in one width: what is left to compare when white space and marks are gone."""
    return "".join(each for each in unicodedata.normalize("NFKC", label) if each.isalnum())


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """The `key` without a number before and a remark in brackets behind."""
    rest = _NUMBERED.sub("", label, count=1) if _NUMBERED.match(label) else label
    return key(_BRACKETS.sub("", rest)) or key(rest)


def remark(label: str) -> str:
    """What stands in brackets at the end of a label, compared as a `key`."""
    found = _BRACKETS.search(label)
    return key(found[0]) if found else ""


def unit_in(label: str) -> str:
    """The unit of money that a label says in brackets, or nothing."""
    said = remark(label)
    return next((unit for unit in _UNITS if unit in said), "")


def number_of(text: str) -> str:
    """The number before a heading as it is printed, `（二）`, or nothing."""
    found = _NUMBERED.match(text)
    return found[0].strip() if found else ""


def value_of(number: str) -> int:
    """What a number before a heading counts, from 1; 0 where there is none, and beyond 9."""
    said = [each for each in number if each in _NUMERALS or each in "十0"]
    return _NUMERALS.get(said[0], 0) if len(said) == 1 else 0


def unvoiced(text: str) -> str:
    """The text without the sounds that some pages print in brackets behind characters."""
    return _SOUND.sub("", text) if "(" in text or "（" in text else text


def is_figure(text: str) -> bool:
    """Whether a cell holds a number, with or without a unit, or a sign that stands for none."""
    return bool(_FIGURE.fullmatch("".join(unicodedata.normalize("NFKC", text).split())))


def heading_and_rest(text: str) -> tuple[str, str] | None:
    """A numbered heading and the words that run on behind it; None where there is no heading.

    `（二）主动公开情况。全年公开……` has both.
    """
    number = _NUMBERED.match(text)
    if number is None or text.lstrip()[:1] not in "(（":
        return None
    end = _SENTENCE.search(text, number.end())
    head, rest = (text[: end.start()], text[end.end() :]) if end else (text, "")
    return (head.strip(), rest.strip()) if len(head) <= _HEADING else None


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, and no label."""
    return bool(_SENTENCE.match(text[-1:]))


def year_in(text: str) -> int | None:
    """The year that a text speaks of most, the earlier named of several."""
    found = _YEARS.findall("".join(unicodedata.normalize("NFKC", text).split()))
    return int(max(found, key=found.count)) if found else None


def is_contents(text: str) -> bool:
    """Whether a line is of a table of contents: its heading, or leaders with the number of a page."""
    return key(text) in {"目录", "目次"} or bool(_LEADERS.search(text))


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but the number of its page, between marks or with its name."""
    return bool(_PAGE.fullmatch(text.strip()))


def is_date(text: str) -> bool:
    """Whether a line is only the date, or the month, of the document."""
    plain = key(text)
    return bool(
        re.fullmatch(
            r"[0-9〇零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,2}月(?:[0-9一二三四五六七八九十]{1,3}日)?",
            plain,
        )
    )
