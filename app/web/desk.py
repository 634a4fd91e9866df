"""My reports: what there is by year and agency, and a form to begin one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.request_troubles import Malformed
from app.domain.troubles import NotYours, ReportExists
from app.store.people import Person
from app.store.verbs import Kind, Listed, NewReport
from app.web.access import Visitor
from app.web.contexts import DeskPage, DeskRow
from app.web.forms import form
from app.web.frames import BEIJING, frame, local, show
from app.web.opening import handed_on
from app.web.rooms import Rooms, rooms_of
from app.web.tally import tally

ROWS = 50
FORM = frozenset({"agency", "year", "kind"})
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
    """Begin a report; the year chooses the edition, last year's report fills in what it hands on."""
    rooms = rooms_of(request)
    sent = await form(request, FORM.__contains__)
    agency, year = _number(sent.get("agency", "")), _number(sent.get("year", ""))
    kind = KINDS.get(sent.get("kind", "agency"))
    if kind is None:
        raise Malformed
    if "drafter" not in rooms.accounts.roles_at(person, agency):
        raise NotYours
    edition = rooms.editions.for_year(year)
    fields = handed_on(edition, rooms.reader.last_year(agency, year, kind))
    new = NewReport(agency, year, kind, edition.id, fields)
    try:
        opened = await rooms.reports.create(new, person.actor)
    except ReportExists as exists:
        return _page(request, person, year, 1, exists.sentence, HTTPStatus.CONFLICT)
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
    years = _open_years(rooms, datetime.now(BEIJING).year)
    drafted = tuple(rooms.accounts.agency(key) for key, roles in agencies.items() if "drafter" in roles)
    context = DeskPage(
        frame=frame(request, person),
        rows=tuple(_rows(rooms, mine[until - ROWS : until])),
        year=year,
        years=tuple(sorted({each.year for each in every}, reverse=True)),
        shown=len(mine),
        next_page=page + 1 if len(mine) > until else None,
        drafts_for=drafted,
        new_years=years,
        new_year=_usual_year(years),
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


def _open_years(rooms: Rooms, this_year: int) -> tuple[int, ...]:
    """The years for which a report can be begun: those of the editions, up to the one that is running."""
    return tuple(
        year
        for year in range(this_year, 2007, -1)
        if any(edition.covers(year) for edition in rooms.editions.all)
    )


def _usual_year(years: tuple[int, ...]) -> int:
    """The year that is usually reported on: the last one that is over."""
    return years[1] if len(years) > 1 else years[0] if years else 0
