"""A stored report as the domain's `Report`, beside last year's."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.edition import Edition
from app.domain.fields import Head, from_fields
from app.domain.report import Report
from app.store.editions import Editions
from app.store.verbs import Kind, Opened, ReportStore


@dataclass(frozen=True, slots=True)
class Version:
    """A report at one revision; its content cannot be another, so that is all that is compared."""

    id: int
    rev: int
    opened: Opened = field(compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """What of a report never changes."""

    agency: int
    edition: Edition


class Reader:
    """Lays stored reports out under their editions. Last year's reports are kept laid out."""

    def __init__(self, reports: ReportStore, editions: Editions) -> None:
        """`editions` has every edition that a stored report may name."""
        self._reports, self._editions = reports, editions
        self._kept = lru_cache(maxsize=128)(self._alone)
        self._place = lru_cache(maxsize=4096)(self._look_up)

    def place(self, report_id: int) -> Place:
        """The agency and the edition of a report. Raises `NotFound`."""
        return self._place(report_id)

    def report(self, opened: Opened) -> Report:
        """The report with last year's beside it, where there is one."""
        return self._laid_out(opened, self.last_year(opened.agency.id, opened.year, opened.kind))

    def last_year(self, agency_id: int, year: int, kind: Kind) -> Report | None:
        """The report of the same agency and kind on the year before `year`."""
        before = self._reports.previous(agency_id, year, kind)
        return self._kept(Version(before.id, before.rev, before)) if before else None

    def _look_up(self, report_id: int) -> Place:
        opened = self._reports.open(report_id)
        return Place(opened.agency.id, self._editions.by_id(opened.edition))

    def _alone(self, version: Version) -> Report:
        return self._laid_out(version.opened, None)

    def _laid_out(self, opened: Opened, previous: Report | None) -> Report:
        head = Head(opened.agency.name, opened.year, opened.kind, frozenset(opened.agency.traits))
        return from_fields(self._editions.by_id(opened.edition), head, opened.fields, previous)
