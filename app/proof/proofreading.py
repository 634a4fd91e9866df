"""A file read back and compared with what it was made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain import difference as words
from app.domain.difference import Difference
from app.domain.manuscript import Manuscript
from app.domain.proof_troubles import UnreadableDocument
from app.intake import datasheet, pdf, report_file, webpage, word, workbook
from app.intake.neutral import Neutral
from app.proof import attached, document, records, sheets
from app.proof.again import report_read, rules_again
from app.proof.outcome import Outcome

Compare = Callable[[Manuscript, Neutral], Outcome]
_PAGE_NUMBER = re.compile("[\u2014\u2013-] ?([0-9]+) ?[\u2014\u2013-]")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a comparison found: nothing, if the file says what its report says. `draft`: marked as one."""

    differences: tuple[Difference, ...]
    draft: bool = False

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format is read, how what was read is compared, and which files must be inside."""

    read: Callable[[bytes], Neutral]
    compare: Compare
    attached: tuple[str, ...] = ()


def proofread(script: Manuscript, ending: str, content: bytes) -> Proof:
    """Reads a file with another library than the one that wrote it, and compares every text and figure.

    Then the report is made anew from what was read, and all rules are run on it. Raises
    `UnreadableDocument` for what no reader reads.
    """
    reader = READERS.get(ending)
    if reader is None:
        raise UnreadableDocument("format", words.listed(READERS))
    read = reader.read(content)
    outcome = reader.compare(script, read)
    beside = tuple(attached.compared(script, read, reader.attached))
    # A file of data alone has no texts, and was read as a report there and then.
    again = rules_again(script.report, report_read(script, outcome)) if outcome.texts else ()
    return Proof((*outcome.differences, *beside, *again), outcome.draft)


def _pages(script: Manuscript, read: Neutral) -> Outcome:
    """A document on pages, each of which bears its number."""
    whole = document.compared(script, read)
    numbers = [
        (each.place.page, found[1]) for each in read.margins if (found := _PAGE_NUMBER.fullmatch(each.text))
    ]
    wrong = tuple(
        Difference(words.on_page(page) + words.PAGE_NUMBER, str(page), words.listed(said))
        for page in range(1, read.pages + 1)
        if (said := [number for on, number in numbers if on == page]) != [str(page)]
    )
    return Outcome((*whole.differences, *wrong), whole.figures, whole.texts, whole.draft)


def _nothing(_script: Manuscript, _read: Neutral) -> Outcome:
    """A format that has no text beside its data."""
    return Outcome()


READERS: Mapping[str, Reader] = {
    "pdf": Reader(pdf.read, _pages, ("report.json", "figures.csv")),
    "docx": Reader(word.read, document.compared),
    "xlsx": Reader(workbook.read, sheets.compared),
    "html": Reader(webpage.read, document.compared, ("gouji-report", "application/ld+json")),
    "json": Reader(report_file.read, _nothing, (report_file.CONTENT,)),
    "csv": Reader(datasheet.read, records.compared),
}
