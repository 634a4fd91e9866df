"""What stands before the first section: the title with agency and year, and the words between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.domain.imported import Where
from app.domain.labels import is_contents, is_date, is_page_number, key, unvoiced
from app.intake.mapping.lines import where
from app.intake.mapping.vocabulary import Vocabulary
from app.intake.neutral import Paragraph

MOST_LINES = 3
"""Of a title."""
LONGEST = 120  # characters of a title
_FIELDS = {"{agency}": r"(?P<agency>.{2,60}?)", "{year}": r"(?P<year>20[0-9]{2})"}
_BRACKETS = "\uff08\uff09()"
_YEAR = re.compile(r"[\u3007\u25cb\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d]{4}(?=\u5e74)")
_ORDINALS = str.maketrans(
    "\u3007\u25cb\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d", "000123456789"
)


@dataclass(frozen=True, slots=True)
class Front:
    """What a document says of itself; empty or None where it does not. `seen` is where, by field."""

    title: str = ""
    agency: str = ""
    year: int | None = None
    preface: str = ""
    seen: Mapping[str, Where] = field(default_factory=dict)


def front(paragraphs: Iterable[Paragraph], words: Vocabulary) -> Front:
    """Title, agency and year by the form's pattern or another usual one; then the preface.

    A title that says the year is taken before one that does not; a cover may have said it already.
    """
    said = [each for each in paragraphs if not _is_aside(each.text, words)]
    texts = [each.text for each in said]
    patterns = [_pattern(each) for each in (words.edition.shape.title, *words.aliases.titles)]
    found = list(_titles(texts, patterns, words))
    if not found:
        return Front()
    start, _, best = next((each for each in found if each[2].year), found[0])
    ends = [end for _, end, each in found if key(each.title) == key(best.title)]
    rest = [each for each in said[max(ends) :] if not _is_formal(each.text, best)]
    seen = {"/title": where(said[start].place)} | ({"/preface": where(rest[0].place)} if rest else {})
    return replace(best, preface="\n".join(each.text for each in rest), seen=seen)


def _titles(
    texts: list[str], patterns: list[re.Pattern[str]], words: Vocabulary
) -> Iterator[tuple[int, int, Front]]:
    """Every title, with the number of its line and of the line after it.

    A title of one line that names the agency is one; where there is none, lines are read together.
    """
    single = [(at, at + 1, _title([text], patterns, words)) for at, text in enumerate(texts)]
    whole = [(at, end, found) for at, end, found in single if found]
    if any(found.agency for *_, found in whole):
        yield from whole
        return
    below = [each for at in range(len(texts)) if (each := _together(texts, at, patterns, words))]
    named = [each for each in below if words.aliases.is_agency(texts[each[0]])]
    yield from named or below or whole


def _together(
    texts: list[str], start: int, patterns: list[re.Pattern[str]], words: Vocabulary
) -> tuple[int, int, Front] | None:
    for count in range(2, MOST_LINES + 1):
        found = _title(texts[start : start + count], patterns, words)
        if found and found.agency and start + count <= len(texts):
            return start, start + count, found
    return None


def _pattern(title: str) -> re.Pattern[str]:
    """The pattern of a title, in which `\u5e74` and `\u5e74\u5ea6` are the same."""
    pieces = re.split(r"(\{agency\}|\{year\})", title)
    said = "".join(_FIELDS.get(piece) or re.escape(key(piece)) for piece in pieces)
    return re.compile(re.sub("\u5e74\u5ea6?", "\u5e74\u5ea6?", said))


def _title(texts: list[str], patterns: list[re.Pattern[str]], words: Vocabulary) -> Front | None:
    """The brackets of an agency's name are kept, if the title can be read with them."""
    joined = "".join("".join(unvoiced(text).split()) for text in texts)
    if len(joined) > LONGEST:
        return None
    bracketed = "".join(each for each in joined if each.isalnum() or each in _BRACKETS)
    for text in dict.fromkeys((bracketed, key(joined))):
        compared = _YEAR.sub(_in_digits, words.aliases.simplified(text))
        ways = [found for pattern in patterns if (found := pattern.fullmatch(compared))]
        if ways:
            found = min(ways, key=lambda way: _likelihood(way, words))
            agency = text[slice(*found.span("agency"))] if found.groupdict().get("agency") else ""
            year = found.groupdict().get("year")
            return Front(_closed(" ".join(texts)), agency, int(year) if year else None)
    return None


def _likelihood(found: re.Match[str], words: Vocabulary) -> tuple[bool, int]:
    """Of several readings that is right which makes the name one of a government, or takes least for it."""
    agency = found.groupdict().get("agency") or ""
    return words.aliases.kind(agency) != "government", len(agency)


def _closed(text: str) -> str:
    """The title without the white space that stands between wide characters and figures."""
    return re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", text)


def _in_digits(found: re.Match[str]) -> str:
    return found[0].translate(_ORDINALS)


def _is_aside(text: str, words: Vocabulary) -> bool:
    """A date, a page number, a line of the contents or of the page around: of no title and no preface."""
    return is_contents(text) or is_date(text) or is_page_number(text) or words.aliases.is_furniture(text)


def _is_formal(text: str, said: Front) -> bool:
    """The agency's name, the title again: nothing of a preface."""
    return key(text) in {key(said.agency), key(said.title), ""}
