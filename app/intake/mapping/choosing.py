"""Which edition a document is written by: the one whose headings and labels it says."""

from __future__ import annotations

from app.domain.command_troubles import NoSuchEdition
from app.domain.import_troubles import NoReportIn
from app.domain.imported import Asked
from app.domain.labels import key
from app.intake.mapping.front import front
from app.intake.mapping.outline import LONGEST
from app.intake.mapping.vocabulary import Vocabulary
from app.intake.neutral import Item, Table

FEWEST = 2
"""Headings, and labels that make one more, below which a document is no report."""
LABELS = 6
FRONT = 40
"""Items among which the title stands."""


def chosen(items: tuple[Item, ...], known: list[Vocabulary], asked: Asked) -> Vocabulary:
    """The edition asked for, or the one whose labels the document says; of equals that of its year.

    Raises `NoReportIn`, unless only the table of a section is asked for, and `NoSuchEdition`.
    """
    if asked.edition is not None:
        known = [words for words in known if words.edition.id == asked.edition] or _none(asked, known)
    if asked.section is not None:
        known = [words for words in known if asked.section in words.edition.sections] or known
    raw = _texts(items)
    texts = {key(text) for text in raw} | {key(known[0].plain(text)) for text in raw}
    headings = {words.edition.id: _headings(raw, words) for words in known}
    labels = {words.edition.id: len(texts & words.labels) for words in known}

    def fits(words: Vocabulary) -> tuple[int, int, bool]:
        said = (
            asked.year or front((each for each in items[:FRONT] if not isinstance(each, Table)), words).year
        )
        name = words.edition.id
        return headings[name], labels[name], said is not None and words.edition.covers(said)

    best = max(reversed(known), key=fits)
    if asked.section is None and headings[best.edition.id] + labels[best.edition.id] // LABELS < FEWEST:
        raise NoReportIn
    return best


def _none(asked: Asked, known: list[Vocabulary]) -> list[Vocabulary]:
    raise NoSuchEdition(asked.edition or "", [words.edition.id for words in known])


def _headings(texts: list[str], words: Vocabulary) -> int:
    return len({found.id for text in texts if len(text) <= LONGEST and (found := words.section(text))})


def _texts(items: tuple[Item, ...]) -> list[str]:
    texts: list[str] = []
    for item in items:
        if isinstance(item, Table):
            texts += [cell.text for row in item.rows for cell in row if cell.text]
        else:
            texts.append(item.text)
    return texts
