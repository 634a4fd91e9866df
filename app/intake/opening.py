"""Any file of anybody into the neutral form: what it is decides how it is read, not what it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.proof_troubles import UnreadableDocument
from app.intake import foreign_page, foreign_word, foreign_workbook, published, report_file, text, values
from app.intake.limits import MOST_BYTES, at_most
from app.intake.neutral import Neutral
from app.intake.recognising import Kind, recognised

FORMAT = "gouji/report"


def _report(content: bytes) -> Neutral:
    """A report file, told by what it says it is; other data is refused."""
    found = report_file.data(content)
    if not isinstance(found, dict) or not str(found.get("format")).startswith(FORMAT):
        raise UnreadableDocument("data")
    return report_file.read(content)


MOST_TEXT = 1_000_000
"""Bytes; a report as text has some ten thousand."""


def _text(content: bytes) -> Neutral:
    at_most(content, MOST_TEXT)
    return text.read(content)


READERS: Mapping[Kind, Callable[[bytes], Neutral]] = {
    Kind.PDF: published.read,
    Kind.WORD: foreign_word.read,
    Kind.WORKBOOK: foreign_workbook.read,
    Kind.PAGE: foreign_page.read,
    Kind.SAVED: foreign_page.read_saved,
    Kind.REPORT: _report,
    Kind.VALUES: values.read,
    Kind.TEXT: _text,
}


def opened(content: bytes, name: str = "") -> Neutral:
    """The document. `name` is the file's, for the sentence of a refusal and where its bytes do not tell.

    Raises `UnreadableDocument`, which says what the file is and what to do.
    """
    try:
        at_most(content, MOST_BYTES)
        kind, _ = recognised(content, name)
        return READERS[kind](content)
    except UnreadableDocument as wrong:
        raise (wrong.named(name) if name else wrong) from wrong.__cause__
