"""One part of a report: the page, the form sent whole, and the list of problems beside it."""

from __future__ import annotations

from http import HTTPStatus
from itertools import pairwise

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.address import dom_id
from app.domain.shape import SectionShape
from app.domain.troubles import NotFound
from app.web.access import Reading, Standing, Writing
from app.web.contexts import SectionPage
from app.web.forms import form
from app.web.frames import crumb, frame, show
from app.web.posting import Posted, clashes_of, is_known, kept, shown_to, texts_of
from app.web.problems import listed
from app.web.rooms import rooms_of
from app.web.sheet import Clashes, sheet
from app.web.tally import tally

router = APIRouter(prefix="/reports/{report_id:int}")


@router.get("/sections/{section}")
async def section_page(request: Request, section: str, standing: Reading, state: str = "") -> HTMLResponse:
    """A part, to be written or only read. `state` is a total that is about to be written."""
    return _page(request, standing, section, {}, state)


@router.post("/sections/{section}")
async def section_form(request: Request, section: str, standing: Writing) -> Response:
    """Keep a form that was sent whole, then show the page anew; where somebody was quicker, both texts."""
    rooms, opened, person = rooms_of(request), standing.opened, standing.person
    sent = await form(request, is_known)
    report = rooms.reader.report(opened)
    shown = shown_to(rooms.reports, opened, sent)
    texts = texts_of(Posted(report, _shape(request, standing, section), shown, sent))
    typed = await kept(rooms.reports, opened, person, shown, texts)
    if typed and typed.conflicts:
        now = Standing(person, typed.opened, standing.drafts)
        return _page(request, now, section, clashes_of(person, typed, texts), status=HTTPStatus.CONFLICT)
    stated = sent.get("state", "")
    goal = f"?state={stated}#{dom_id(stated)}" if stated in report.edition.figures else ""
    return RedirectResponse(f"/reports/{opened.id}/sections/{section}{goal}", HTTPStatus.SEE_OTHER)


@router.get("/problems")
async def problem_list(request: Request, standing: Reading, section: str = "") -> HTMLResponse:
    """The inside of the list of problems, for the page of a section."""
    if section:
        _shape(request, standing, section)
    rooms = rooms_of(request)
    report = rooms.reader.report(standing.opened)
    found = listed(report, standing.opened.id, section, writes=standing.writes)
    return HTMLResponse(rooms.renderer.part("problems", problems=found))


def _shape(request: Request, standing: Standing, section: str) -> SectionShape:
    edition = rooms_of(request).editions.by_id(standing.opened.edition)
    shape = edition.sections.get(section)
    if shape is None:
        raise NotFound
    return shape


def _page(
    request: Request,
    standing: Standing,
    section: str,
    clashes: Clashes,
    state: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    shape, opened = _shape(request, standing, section), standing.opened
    report = rooms_of(request).reader.report(opened)
    names = [None, *report.edition.sections, None]
    before = {name: (earlier, later) for (earlier, name), (_, later) in pairwise(pairwise(names))}
    page = SectionPage(
        frame=frame(request, standing.person),
        report=crumb(standing, report),
        tally=tally(report),
        sheet=sheet(report, shape, opened.fields, clashes, state),
        rev=opened.rev,
        problems=listed(report, opened.id, section, writes=standing.writes),
        before=before[section][0],
        after=before[section][1],
        conflicts=len(clashes),
        state=state,
    )
    return show(request, page, status)
