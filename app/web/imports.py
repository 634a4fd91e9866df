"""Documents that people bring: a file is chosen or a text pasted, and read."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from app.domain.imported import Asked
from app.domain.request_troubles import Malformed
from app.domain.troubles import NotFound, NotYours, Trouble
from app.store.imports import PURPOSES, Brought
from app.store.people import Person
from app.store.verbs import Opened
from app.web.access import LARGEST_ID, Visitor, drafts
from app.web.contexts import NewImportPage, WaitingRow
from app.web.desk import KINDS
from app.web.forms import Form
from app.web.frames import frame, local, show
from app.web.imports_kept import result_text, source_text
from app.web.imports_upload import MOST_HEARD, MOST_MEGABYTES, Upload, looked_at, uploaded
from app.web.rooms import Rooms, rooms_of
from app.web.trouble import is_fragment, status_of

ACT, USE_ALL = "act", "all"
ACTS = frozenset({"keep", "write", USE_ALL, "again"})
LONGEST_DECISION = 200

router = APIRouter(prefix="/imports")


@router.get("/new")
async def choosing(request: Request, person: Visitor, report: int = 0) -> HTMLResponse:
    """The page on which a file is chosen, or a text pasted; perhaps for one report."""
    return _choosing(request, person, {"report": str(report or ""), "as": request.query_params.get("as", "")})


@router.post("", max_body_size=MOST_HEARD + 1)
async def bring(request: Request, person: Visitor) -> Response:
    """Read a document. What cannot be read is refused on the same page, and nothing is kept of it."""
    said: Form = {"report": request.query_params.get("report", "")}
    try:
        upload = await uploaded(request)
        said = upload.said
        looked_at(upload)
        number = await _kept(request, person, upload)
    except (NotFound, NotYours, Malformed):
        raise
    except Trouble as refused:
        if is_fragment(request):
            raise
        return _choosing(request, person, said, refused)
    if is_fragment(request):
        return PlainTextResponse(f"/imports/{number}", HTTPStatus.CREATED)
    return RedirectResponse(f"/imports/{number}", HTTPStatus.SEE_OTHER)


async def _kept(request: Request, person: Person, upload: Upload) -> int:
    """Read the upload in a worker, and keep what was read. Raises whatever refuses it."""
    rooms, said = rooms_of(request), upload.said
    origin = _origin(rooms, person, said.get("report", ""))
    agency = origin.agency.id if origin else _number(said.get("agency", ""))
    kind = origin.kind if origin else KINDS.get(said.get("kind", "agency"))
    purpose = PURPOSES.get(said.get("as", "draft"))
    if "drafter" not in rooms.accounts.roles_at(person, agency):
        raise NotYours
    if kind is None or purpose is None:
        raise Malformed
    read = await rooms.importer.sourced(upload.content, upload.name, Asked(), of=person.id)
    brought = Brought(
        agency_id=agency,
        name=upload.name,
        digest=hashlib.sha256(upload.content).hexdigest(),
        purpose=purpose,
        kind=kind,
        report_id=origin.id if origin else None,
        source=source_text(read.neutral, upload.name),
        result=result_text(read.imported, upload.name),
    )
    return await rooms.imports.add(person.id, brought)


def _origin(rooms: Rooms, person: Person, number: str) -> Opened | None:
    """The report from whose page the import was begun. Raises `NotYours` for those who only read it."""
    if not number:
        return None
    _, writes = drafts(rooms, person, _number(number))
    if not writes:
        raise NotYours
    return rooms.reports.open(_number(number))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_ID))):
        raise Malformed
    return int(text)


def _choosing(request: Request, person: Person, said: Form, refused: Trouble | None = None) -> HTMLResponse:
    rooms = rooms_of(request)
    origin = _origin(rooms, person, said.get("report", ""))
    roles = rooms.accounts.agencies_of(person)
    agencies = tuple(rooms.accounts.agency(key) for key, parts in roles.items() if "drafter" in parts)
    if not agencies:
        raise NotYours
    page = NewImportPage(
        frame=frame(request, person),
        origin=origin,
        agencies=agencies,
        agency=said.get("agency", ""),
        kind=said.get("kind", "agency"),
        purpose=PURPOSES.get(said.get("as", ""), "draft"),
        governments=any(agency.kind == "government" for agency in agencies),
        text=said.get("text", ""),
        limit=MOST_MEGABYTES,
        waiting=tuple(
            WaitingRow(each, rooms.accounts.agency(each.agency_id).name, local(each.at))
            for each in rooms.imports.waiting(person.id)
            if each.agency_id in {agency.id for agency in agencies}
        ),
        said=refused.sentence if refused else "",
    )
    return show(request, page, status_of(refused) if refused else HTTPStatus.OK)
