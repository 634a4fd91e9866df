"""A document of anybody, read and understood: what it shows, and the report file where it carries one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.aliases import Aliases
from app.domain.edition import Edition
from app.domain.import_troubles import NoReportIn
from app.domain.imported import Asked, Imported, Unplaced
from app.domain.report import Report
from app.domain.source_troubles import OfOtherEdition
from app.domain.troubles import NotFound
from app.files.bundle import loads
from app.intake.mapping import mapped
from app.intake.mapping.lines import where
from app.intake.neutral import Neutral
from app.intake.opening import opened
from app.intake.report_file import CONTENT
from app.proof.enclosed import Enclosed, agreed, enclosed
from app.proof.exported import Exported, as_report, exported, to_the_letter
from app.proof.sourced import Sourced


@dataclass(frozen=True, slots=True)
class Known:
    """With what a document is understood."""

    editions: tuple[Edition, ...]
    aliases: Aliases

    def by_id(self, edition_id: str) -> Edition:
        """Raises `NotFound`."""
        for edition in self.editions:
            if edition.id == edition_id:
                return edition
        raise NotFound


def sourced(
    content: bytes, name: str, editions: tuple[Edition, ...], aliases: Aliases, asked: Asked
) -> Sourced:
    """The document and the report that it is. Figures that it does not show for certain are doubtful.

    Raises `UnreadableDocument`, `NoReportIn`, `BadReportFile`, `NoSuchEdition` and `OfOtherEdition`, which
    name the file.
    """
    known = Known(editions, aliases)
    neutral = opened(content, name)
    if CONTENT in neutral.attached and not neutral.items:
        imported = Imported(_report_file(neutral.attached[CONTENT], name, known, asked))
    else:
        try:
            imported = _understood(neutral, known, asked)
        except NoReportIn as wrong:
            raise (NoReportIn(name) if name else wrong) from wrong
    return Sourced(replace(neutral, attached={}), imported)


def _report_file(content: bytes, name: str, known: Known, asked: Asked) -> Report:
    report = loads(content, known, name)
    if asked.edition not in {None, report.edition.id}:
        raise OfOtherEdition(name, report.edition.id, asked.edition or "")
    return _as_asked(report, asked)


def _understood(neutral: Neutral, known: Known, asked: Asked) -> Imported:
    """The report that the document shows; where it carries the same as data, the one that both say."""
    if asked.section:
        return _mapped(neutral, known, asked)
    lines = exported(neutral)
    if lines:
        return _of_lines(neutral, lines, known, asked)
    found = enclosed(neutral, known, asked.edition)
    if not isinstance(found, Enclosed):
        return _with(_mapped(neutral, known, asked), found)
    visible = _mapped(neutral, known, Asked(edition=found.report.edition.id))
    imported = agreed(found, neutral, visible)
    if isinstance(imported, Unplaced):
        return _with(_mapped(neutral, known, asked), imported)
    return replace(imported, report=_as_asked(imported.report, asked))


def _of_lines(neutral: Neutral, lines: Exported, known: Known, asked: Asked) -> Imported:
    """The report in a workbook or CSV file of our own."""
    alone = as_report(lines, known.editions, known.aliases) if len(neutral.items) == 1 else None
    if alone is None or asked.edition not in {None, alone.report.edition.id}:
        return to_the_letter(_mapped(neutral, known, asked), lines)
    return replace(alone, report=_as_asked(alone.report, asked))


def _mapped(neutral: Neutral, known: Known, asked: Asked) -> Imported:
    """What is shown, and what the reader itself could not take for certain."""
    imported = mapped(neutral, known.editions, known.aliases, asked)
    remarks = (Unplaced(each.text, where(each.place).words, each.why) for each in neutral.remarks)
    return replace(imported, unplaced=(*imported.unplaced, *remarks))


def _with(imported: Imported, told: Unplaced | None) -> Imported:
    return imported if told is None else replace(imported, unplaced=(*imported.unplaced, told))


def _as_asked(report: Report, asked: Asked) -> Report:
    """The report of the agency and year that were given, under the form's own title if it had that."""
    agency, year = asked.agency or report.agency, asked.year or report.year
    own = report.title == report.edition.title(report.agency, report.year)
    title = report.edition.title(agency, year) if own else report.title
    return replace(report, agency=agency, year=year, title=title)
