"""The report file inside a document of our own against what the document shows.

The file says every cell and paragraph without loss, the page is what people see. Where the two say different
things neither is believed: the cell stays blank, and both values are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain

from app.domain import enclosed as words
from app.domain.address import Address
from app.domain.figures import Figure
from app.domain.file_troubles import BadReportFile
from app.domain.import_troubles import NoReportIn
from app.domain.imported import Doubtful, Imported, Unplaced, Where
from app.domain.manuscript import manuscript
from app.domain.report import Report
from app.files.bundle import Editions, loads
from app.intake.neutral import Neutral
from app.proof import document
from app.proof.texts import bare

NAMES = ("report.json", "gouji-report")
"""Of the file attached to a PDF, of the block of data in a page."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A report file inside a document, by its name there."""

    name: str
    report: Report

    def unused(self, why: str) -> Unplaced:
        """What is told where it is not used."""
        return Unplaced(self.name, "", why)


def enclosed(neutral: Neutral, editions: Editions, asked: str | None) -> Enclosed | Unplaced | None:
    """The report file inside a document, or why what bears its name is not used. `asked` is an edition."""
    name = next((each for each in NAMES if each in neutral.attached), None)
    if name is None:
        return None
    try:
        found = Enclosed(name, loads(neutral.attached[name], editions, name))
    except BadReportFile as wrong:
        return Unplaced(name, "", words.NO_REPORT if wrong.is_foreign else words.UNUSABLE)
    edition = found.report.edition.id
    if asked not in {None, edition}:
        return found.unused(words.ANOTHER_EDITION.format(edition=edition))
    return found


def agreed(found: Enclosed, neutral: Neutral, visible: Imported) -> Imported | Unplaced:
    """The report in the file as far as the document shows the same, or that it is another report's.

    `visible` is what was read from the pages. Raises `NoReportIn` where they show nothing of a report.
    """
    report = found.report
    exact = document.compared(manuscript(report), neutral)
    if not exact.differences:
        return Imported(report, seen=visible.seen)
    if not visible.seen and not visible.doubtful:
        raise NoReportIn
    if _is_of_another(report, visible.report):
        return found.unused(words.ANOTHER.format(agency=report.agency, year=report.year))
    doubts = tuple(_doubts(report, visible, exact.figures))
    blank: Mapping[Address, str | None] = {each.address: None for each in doubts}
    strange = tuple(each for each in visible.report.deviations if each not in report.deviations)
    report = replace(report.with_cells(blank), deviations=(*report.deviations, *strange))
    unplaced = (*visible.unplaced, *_texts(found.report, visible))
    return Imported(report, doubts, unplaced, visible.seen)


def _is_of_another(here: Report, shown: Report) -> bool:
    """Whether agency or year differ, where the document says them."""
    other_agency = bool(shown.agency) and bare(shown.agency) != bare(here.agency)
    return other_agency or shown.year not in {0, here.year}


def _doubts(report: Report, visible: Imported, exact: Mapping[Address, str]) -> Iterator[Doubtful]:
    """The printed figures that the document does not show as the file has them.

    `exact` are those found by their place in the layout, which settle what labels alone leave open.
    """
    open_ = {doubt.address: doubt for doubt in visible.doubtful}
    for address, figure in report.edition.figures.items():
        if not figure.printed:
            continue
        here, shown = report.written(address), visible.report.cells.get(address) or ""
        doubt = open_.get(address)
        if doubt is not None:
            shown = exact.get(address, "") or doubt.read
        if not says(figure, shown, here):
            where = doubt.where if doubt else visible.seen.get(address, Where())
            yield Doubtful(address, doubt.read if doubt else shown, _why(here, shown), where)


def says(figure: Figure, shown: str, here: str) -> bool:
    """Whether two texts are the same figure."""
    if bare(shown) == bare(here):
        return True
    number = figure.kind.read(shown).number
    return number is not None and number == figure.kind.read(here).number


def _why(here: str, shown: str) -> str:
    if not here:
        return words.BLANK
    return (words.OTHER if shown else words.HIDDEN).format(enclosed=here)


def _texts(report: Report, visible: Imported) -> Iterator[Unplaced]:
    """The paragraphs and headings that only one of the two has, in order."""
    here, shown = _said(report), _said(visible.report)
    runs = SequenceMatcher(None, list(map(bare, here)), list(map(bare, shown)), autojunk=False).get_opcodes()
    for kind, here_from, here_to, shown_from, shown_to in runs:
        if kind != "equal":
            yield from (Unplaced(text, "", words.ADDED_TEXT) for text in shown[shown_from:shown_to])
            yield from (Unplaced(text, "", words.MISSING_TEXT) for text in here[here_from:here_to])


def _said(report: Report) -> list[str]:
    blocks = chain.from_iterable(report.sections.get(each, ()) for each in report.edition.sections)
    texts = chain.from_iterable((each.heading, *each.paragraphs) for each in blocks)
    return [each for each in (report.title, *(report.preface or "").split("\n"), *texts) if each]
