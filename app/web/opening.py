"""What a report begins with: what last year's report hands on, marked until it is confirmed."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.address import Address
from app.domain.carried import mark_of
from app.domain.carried_troubles import NothingToCarry
from app.domain.edition import Edition
from app.domain.relations import Relation
from app.domain.report import Report
from app.domain.rules.carried import Carried
from app.domain.values import Number
from app.store.people import Person
from app.store.verbs import Agency, Edit, Kind, Opened, Sent
from app.web.access import Writing
from app.web.forms import form
from app.web.rooms import Rooms, rooms_of

router = APIRouter(prefix="/reports/{report_id:int}")


@dataclass(frozen=True, slots=True)
class Opening:
    """What last year's report has for this one.

    `there` says whether there is such a report. `left` counts the figures that it hands on and whose cells
    are blank, and `rows` names where they go.
    """

    year: int
    there: bool
    left: int
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is of last year for a report that an agency could begin: so many `figures` to hand on."""

    agency: str
    kind: Kind
    year: int
    there: bool
    figures: int


@router.post("/carried")
async def carry_over(request: Request, standing: Writing) -> Response:
    """Put into the cells that are still blank what last year's report hands on, as one revision."""
    await form(request, lambda _key: False)
    rooms, opened = rooms_of(request), standing.opened
    if not await carried_into(rooms, opened, standing.person):
        raise NothingToCarry
    return RedirectResponse(f"/reports/{opened.id}", HTTPStatus.SEE_OTHER)


async def carried_into(rooms: Rooms, opened: Opened, person: Person) -> bool:
    """Whether anything was handed on to the report, which is now in it and marked."""
    fields = marked_too(left(rooms.reader.report(opened)))
    if not fields:
        return False
    edits = tuple(Edit(name, text, None) for name, text in fields.items())
    sent = Sent(f"carried-{secrets.token_hex(8)}", 1, edits, "carried")
    await rooms.reports.type_fields(opened.id, person.actor, sent)
    return True


def offers(rooms: Rooms, agencies: Iterable[Agency], year: int) -> Iterator[Offer]:
    """What there is of last year for the reports on `year` that these agencies have not begun yet."""
    for agency in agencies:
        kinds: tuple[Kind, ...] = ("agency", "government") if agency.kind == "government" else ("agency",)
        for kind in kinds:
            if rooms.reports.previous(agency.id, year + 1, kind) is None:
                before = rooms.reader.last_year(agency.id, year, kind)
                figures = handed_on(rooms.editions.for_year(year), before)
                yield Offer(agency.name, kind, year, before is not None, len(figures))


def opening(report: Report) -> Opening:
    """What last year's report still has for this one."""
    found, figures = left(report), report.edition.figures
    rows = tuple(dict.fromkeys(figures[address].row_name for address in found))
    return Opening(report.year - 1, report.previous is not None, len(found), rows)


def left(report: Report) -> dict[Address, str]:
    """The figures that last year's report hands on and whose cells are blank."""
    found = handed_on(report.edition, report.previous)
    return {address: text for address, text in found.items() if not report.cells.get(address)}


def handed_on(edition: Edition, last_year: Report | None) -> dict[Address, str]:
    """The figures of a report that follow from last year's. Totals are left to add themselves up."""
    return dict(_handed_on(edition, last_year)) if last_year else {}


def marked_too(figures: dict[Address, str]) -> dict[str, str]:
    """These figures as fields, each with the mark that it is to be confirmed."""
    marks = {mark_of(address): text for address, text in figures.items()}
    return {str(address): text for address, text in figures.items()} | marks


def _handed_on(edition: Edition, last_year: Report) -> Iterator[tuple[Address, str]]:
    for relation in edition.relations:
        if isinstance(relation.rule, Carried):
            first = edition.figures[relation.left[0].address]
            closing = _closing(relation, last_year)
            if closing is not None and not first.computed:
                yield first.address, first.kind.show(closing)


def _closing(relation: Relation, last_year: Report) -> Number | None:
    total: Number = 0
    for term in relation.right:
        number = last_year.numbers.get(term.address)
        if number is None:
            return None
        total += number * term.times
    return total
