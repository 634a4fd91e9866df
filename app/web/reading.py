"""A stored report as the domain's `Report`, beside last year's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.domain.address import Address
from app.domain.carried import is_mark
from app.domain.edition import Edition
from app.domain.fields import Head, carried_over, from_fields
from app.domain.report import Report
from app.store.editions import Editions
from app.store.verbs import Kind, Opened, ReportStore, Revision

MOST_KEPT = 256


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A report as it was laid out at one revision."""

    rev: int
    report: Report


@dataclass(frozen=True, slots=True)
class Place:
    """What of a report never changes."""

    agency: int
    edition: Edition


class Reader:
    """Lays stored reports out under their editions.

    The reports that are being typed in, and last year's beside them, are kept laid out: a keystroke changes
    one figure of some two hundred, so the others are not read again.
    """

    def __init__(self, reports: ReportStore, editions: Editions) -> None:
        """`editions` has every edition that a stored report may name."""
        self._reports, self._editions = reports, editions
        self._kept: dict[int, LaidOut] = {}
        self._last_years = lru_cache(maxsize=MOST_KEPT)(self._at)
        self._place = lru_cache(maxsize=4096)(self._look_up)

    def place(self, report_id: int) -> Place:
        """The agency and the edition of a report. Raises `NotFound`."""
        return self._place(report_id)

    def report(self, opened: Opened) -> Report:
        """The report with last year's beside it, where there is one."""
        previous = self.last_year(opened.agency.id, opened.year, opened.kind)
        kept = self._kept.pop(opened.id, None)
        report = _typed_on(kept, opened, previous) if kept else None
        if report is None:
            report = self._laid_out(opened, previous)
        self._kept[opened.id] = LaidOut(opened.rev, report)
        if len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]  # the one that has not been asked for the longest
        return report

    def last_year(self, agency_id: int, year: int, kind: Kind) -> Report | None:
        """The report of the same agency and kind on the year before `year`."""
        before = self._reports.previous(agency_id, year, kind)
        return self._last_years(before) if before else None

    def _look_up(self, report_id: int) -> Place:
        opened = self._reports.open(report_id)
        return Place(opened.agency.id, self._editions.by_id(opened.edition))

    def _at(self, revision: Revision) -> Report:
        return self._laid_out(self._reports.open(revision.id, revision.rev), None)

    def _laid_out(self, opened: Opened, previous: Report | None) -> Report:
        return from_fields(self._editions.by_id(opened.edition), _head(opened), opened.fields, previous)


def _head(opened: Opened) -> Head:
    return Head(opened.agency.name, opened.year, opened.kind, frozenset(opened.agency.traits))


def _typed_on(kept: LaidOut, opened: Opened, previous: Report | None) -> Report | None:
    """The kept report with the figures typed and confirmed since; None where more than that has changed."""
    report = kept.report
    same = report.previous is previous and opened.rev >= kept.rev
    if not same or Head(report.agency, report.year, report.kind, report.traits) != _head(opened):
        return None
    changed = {name for name, rev in opened.revisions.items() if rev > kept.rev}
    marks = {name for name in changed if is_mark(name)}
    cells = {Address(name): opened.fields[name] for name in changed - marks}
    if not cells.keys() <= report.edition.figures.keys():
        return None
    return report.with_cells(cells, carried_over(report.edition, opened.fields) if marks else None)
