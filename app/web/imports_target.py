"""Into which report an import goes, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.edition import Edition
from app.domain.imported import Imported
from app.domain.importing_troubles import NoTarget, OtherAgency, OtherEdition, OtherYear, TargetFinished
from app.domain.labels import key
from app.domain.troubles import NotFound, Trouble
from app.store.imports import Pending
from app.store.people import Person
from app.store.verbs import Agency, Opened
from app.web.rooms import Rooms
from app.web.years import open_years, usual_year

YEAR, ANY_YEAR, ANY_AGENCY = "year", "any-year", "any-agency"


@dataclass(frozen=True, slots=True)
class Bringing:
    """An import as its owner has opened it."""

    person: Person
    agency: Agency
    pending: Pending
    imported: Imported

    @property
    def decisions(self) -> Mapping[str, str]:
        """What the person has settled so far."""
        return self.pending.decisions


@dataclass(frozen=True, slots=True)
class Target:
    """The report that is written to: `opened`, or a new one of `edition`. `refusals` keep it from being done.

    `other_year` and `other_agency` say that what was found is not what is written to, whether or not the
    person has agreed.
    """

    year: int
    years: tuple[int, ...]
    opened: Opened | None
    edition: Edition
    other_year: bool
    other_agency: bool
    refusals: tuple[Trouble, ...]

    @property
    def other_edition(self) -> bool:
        """Whether the document would have to be read by another edition."""
        return any(isinstance(each, OtherEdition) for each in self.refusals)


def target_of(rooms: Rooms, bringing: Bringing) -> Target:
    """The report that the decisions name, or the one that was meant from the start."""
    found = bringing.imported.report
    years = open_years(rooms.editions)
    year = _year(rooms, bringing, years)
    opened = _report(rooms, bringing, year)
    edition = _edition(rooms, bringing, year, opened)
    other_year = bool(found.year and year and found.year != year)
    other_agency = not is_same(found.agency, bringing.agency.name)
    target = Target(year, years, opened, edition, other_year, other_agency, ())
    refusals = tuple(_refusals(bringing, target))
    shown = years if year in years or not year else tuple(sorted({*years, year}, reverse=True))
    return Target(year, shown, opened, edition, other_year, other_agency, refusals)


def is_same(found: str, wanted: str) -> bool:
    """Whether two names may well be of one office; a document often says the shorter one."""
    one, other = key(found), key(wanted)
    return not one or one in other or other in one


def _year(rooms: Rooms, bringing: Bringing, years: tuple[int, ...]) -> int:
    chosen = bringing.decisions.get(YEAR, "")
    if chosen.isascii() and chosen.isdigit():
        return int(chosen[:4])
    head, earlier = bringing.pending.head, bringing.pending.head.purpose == "previous"
    if head.report_id:
        return rooms.reports.open(head.report_id).year - earlier
    return bringing.imported.report.year or (usual_year(years) - earlier if years else 0)


def _report(rooms: Rooms, bringing: Bringing, year: int) -> Opened | None:
    listed = rooms.reports.list_for((bringing.agency.id,), year) if year else ()
    kind = bringing.pending.head.kind
    return next((rooms.reports.open(each.id) for each in listed if each.kind == kind), None)


def _edition(rooms: Rooms, bringing: Bringing, year: int, opened: Opened | None) -> Edition:
    """Last year's report is kept in the form it was published in; a new draft has to have the year's own."""
    own = bringing.imported.report.edition
    if opened:
        return rooms.editions.by_id(opened.edition)
    if bringing.pending.head.purpose == "previous" or own.covers(year) or not year:
        return own
    try:
        return rooms.editions.for_year(year)
    except NotFound:
        return own


def _refusals(bringing: Bringing, target: Target) -> Iterator[Trouble]:
    found = bringing.imported.report
    if not target.year:
        yield NoTarget()
        return
    if target.opened and target.opened.state == "finished":
        yield TargetFinished(target.year)
    if target.edition.id != found.edition.id:
        yield OtherEdition(found.edition.shape.basis, target.year, target.edition.shape.basis)
    if target.other_year and not bringing.decisions.get(ANY_YEAR):
        yield OtherYear(found.year, target.year)
    if target.other_agency and not bringing.decisions.get(ANY_AGENCY):
        yield OtherAgency(found.agency, bringing.agency.name)
