"""An import as its owner looks it through: doubts are settled, then it is written or dropped."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.request_troubles import Malformed
from app.domain.troubles import NotFound, Trouble
from app.web.access import LARGEST_ID, Visitor
from app.web.contexts import ImportPage
from app.web.forms import Form, form
from app.web.frames import frame, local, show
from app.web.imports_kept import imported_of, neutral_of
from app.web.imports_review import as_written, review, state_of
from app.web.imports_source import source_of
from app.web.imports_target import ANY_AGENCY, ANY_YEAR, YEAR, Bringing, target_of
from app.web.imports_texts import NO, TAKE, USE, YES, brought, found_texts, rivals
from app.web.imports_writing import read_again, write
from app.web.rooms import Rooms, rooms_of
from app.web.trouble import status_of

ACT, USE_ALL = "act", "all"
ACTS = frozenset({"keep", "write", USE_ALL, "again"})
LONGEST_DECISION = 200

router = APIRouter(prefix="/imports/{import_id:int}")


async def bringing(request: Request, import_id: int, person: Visitor) -> Bringing:
    """The import, for whoever brought it and still drafts for its office; for others there is none."""
    rooms = rooms_of(request)
    if not 0 < import_id <= LARGEST_ID:
        raise NotFound
    pending = rooms.imports.open(import_id, person.id)
    if "drafter" not in rooms.accounts.roles_at(person, pending.head.agency_id):
        raise NotFound
    agency = rooms.accounts.agency(pending.head.agency_id)
    return Bringing(person, agency, pending, imported_of(pending.result, rooms.editions))


Own = Annotated[Bringing, Depends(bringing)]


@router.get("")
async def looking_through(request: Request, own: Own) -> HTMLResponse:
    """The document beside the form, what is doubtful first."""
    return _page(request, own)


@router.post("")
async def whole_form(request: Request, own: Own) -> Response:
    """Keep all decisions of the page, and do what the pressed button says."""
    rooms, here = rooms_of(request), f"/imports/{own.pending.head.id}"
    sent = await form(request, lambda key: key == ACT or _is_decision(own, key))
    act = sent.get(ACT, "keep")
    if act not in ACTS:
        raise Malformed
    if own.pending.head.state == "written":
        return RedirectResponse(f"/reports/{own.pending.head.written_id}", HTTPStatus.SEE_OTHER)
    own = await _decided(rooms, own, _decisions(own, sent))
    if act == USE_ALL:
        every = rivals(own, target_of(rooms, own), brought(own))
        own = await _decided(rooms, own, {each.key: YES for each in every})
    try:
        if act == "again":
            await read_again(rooms, own)
        if act == "write":
            return RedirectResponse(f"/reports/{await write(rooms, own)}#undo", HTTPStatus.SEE_OTHER)
    except Trouble as refused:
        return _page(request, own, refused)
    return RedirectResponse(f"{here}#rivals" if act == USE_ALL else here, HTTPStatus.SEE_OTHER)


@router.post("/decisions")
async def decide(request: Request, own: Own) -> HTMLResponse:
    """Keep one decision as it is made; answers how far the import is."""
    rooms = rooms_of(request)
    sent = await form(request, lambda key: _is_decision(own, key))
    own = await _decided(rooms, own, {key: text[:LONGEST_DECISION] for key, text in sent.items()})
    target = target_of(rooms, own)
    state = state_of(own, target, as_written(rooms, own, target))
    return HTMLResponse(rooms.renderer.part("import_state", state=state))


@router.post("/discard")
async def discard(request: Request, own: Own) -> Response:
    """Drop the document and everything that was read."""
    rooms, head = rooms_of(request), own.pending.head
    await form(request, lambda _: False)
    await rooms.imports.discard(head.id, own.person.id)
    goal = f"/reports/{head.report_id}" if head.report_id else "/reports"
    return RedirectResponse(goal, HTTPStatus.SEE_OTHER)


def _is_decision(own: Bringing, key: str) -> bool:
    figures = own.imported.report.edition.figures
    return key in figures or key in {YEAR, ANY_YEAR, ANY_AGENCY} or key.startswith((TAKE, USE))


def _decisions(own: Bringing, sent: Form) -> dict[str, str]:
    """What a whole form says: a box that does not come back is unticked, a figure as read is no decision."""
    decided = own.decisions
    read = {str(address): text or "" for address, text in own.imported.report.cells.items()}
    found: dict[str, str] = {ANY_YEAR: NO, ANY_AGENCY: NO}
    found |= {line.key: NO for each in found_texts(own) for line in each.lines}
    found |= {key: NO for key in decided if key.startswith(USE)}
    for key, text in sent.items():
        if key != ACT and (key not in read or text != read[key] or key in decided):
            found[key] = text[:LONGEST_DECISION]
    return found


async def _decided(rooms: Rooms, own: Bringing, decisions: Form) -> Bringing:
    pending = await rooms.imports.decide(own.pending.head.id, own.person.id, decisions)
    return replace(own, pending=pending)


def _page(request: Request, own: Bringing, refused: Trouble | None = None) -> HTMLResponse:
    rooms, head = rooms_of(request), own.pending.head
    origin = rooms.reports.open(head.report_id) if head.report_id else None
    page = ImportPage(
        frame=frame(request, own.person),
        head=head,
        at=local(head.at),
        agency=own.agency.name,
        found=own.imported.report,
        origin=origin,
        view=review(rooms, own, source_of(neutral_of(own.pending.source))),
        agreed_year=own.decisions.get(ANY_YEAR) == YES,
        agreed_agency=own.decisions.get(ANY_AGENCY) == YES,
        writes=head.state == "waiting",
        said=refused.sentence if refused else "",
    )
    return show(request, page, status_of(refused) if refused else HTTPStatus.OK)
