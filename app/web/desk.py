"""My reports: what there is by year and agency, and a form to begin one."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.request_troubles import Malformed
from app.domain.troubles import NotYours, ReportExists
from app.store.people import Person
from app.store.verbs import Kind, Listed, NewReport
from app.web.access import Visitor
from app.web.contexts import DeskPage, DeskRow
from app.web.forms import form
from app.web.frames import frame, local, show
from app.web.opening import carried_into, offers
from app.web.rooms import Rooms, rooms_of
from app.web.tally import tally
from app.web.years import open_years, usual_year

ROWS = 50
FORM = frozenset({"agency", "year", "kind", "carry"})
MOST_OFFERS = 6
KINDS: dict[str, Kind] = {"agency": "agency", "government": "government"}

router = APIRouter()


@router.get("/")
async def front_door() -> Response:
    """The desk is where everybody begins."""
    return RedirectResponse("/reports", HTTPStatus.SEE_OTHER)


@router.get("/reports")
async def desk(request: Request, person: Visitor, year: int | None = None, page: int = 1) -> HTMLResponse:
    """The reports that this person may see, newest year first."""
    return _page(request, person, year, max(1, page))


@router.post("/reports")
async def begin(request: Request, person: Visitor) -> Response:
    """Begin a report; the year chooses the edition, last year's report hands on what is wanted of it."""
    rooms = rooms_of(request)
    sent = await form(request, FORM.__contains__)
    agency, year = _number(sent.get("agency", "")), _number(sent.get("year", ""))
    kind = KINDS.get(sent.get("kind", "agency"))
    if kind is None:
        raise Malformed
    if "drafter" not in rooms.accounts.roles_at(person, agency):
        raise NotYours
    edition = rooms.editions.for_year(year)
    new = NewReport(agency, year, kind, edition.id)
    try:
        opened = await rooms.reports.create(new, person.actor)
    except ReportExists as exists:
        return _page(request, person, year, 1, exists.sentence, HTTPStatus.CONFLICT)
    if sent.get("carry") != "no":
        await carried_into(rooms, opened, person)
    return RedirectResponse(f"/reports/{opened.id}", HTTPStatus.SEE_OTHER)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(2**62))):
        raise Malformed
    return int(text)


def _page(
    request: Request,
    person: Person,
    year: int | None,
    page: int,
    said: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    rooms = rooms_of(request)
    agencies = rooms.accounts.agencies_of(person)
    every = rooms.reports.list_for(tuple(agencies))
    mine = [each for each in every if year in (None, each.year)]
    until = page * ROWS
    years = open_years(rooms.editions)
    drafted = tuple(rooms.accounts.agency(key) for key, roles in agencies.items() if "drafter" in roles)
    new_year = usual_year(years)
    context = DeskPage(
        frame=frame(request, person),
        rows=tuple(_rows(rooms, mine[until - ROWS : until])),
        year=year,
        years=tuple(sorted({each.year for each in every}, reverse=True)),
        shown=len(mine),
        next_page=page + 1 if len(mine) > until else None,
        drafts_for=drafted,
        new_years=years,
        new_year=new_year,
        waiting=len(rooms.imports.waiting(person.id)),
        offers=tuple(islice(offers(rooms, drafted, new_year), MOST_OFFERS)) if years else (),
        governments=any(agency.kind == "government" for agency in drafted),
        said=said,
    )
    return show(request, context, status)


def _rows(rooms: Rooms, reports: Iterable[Listed]) -> list[DeskRow]:
    rows = []
    for listed in reports:
        opened = rooms.reports.open(listed.id)
        counts = tally(rooms.reader.report(opened))
        rows.append(DeskRow(listed, counts, local(listed.changed_at)))
    return rows
