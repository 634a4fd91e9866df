"""A table that somebody pastes into a part of a report: read in the worker, shown beside the form."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.imported import Asked
from app.domain.importing_troubles import PASTED
from app.domain.request_troubles import Malformed, TooLarge
from app.domain.troubles import AlreadyFinished, NotFound
from app.web.access import Writing
from app.web.forms import form
from app.web.pasted import pasted
from app.web.rooms import rooms_of

KINDS = frozenset({"text", "html"})
MOST_CHARACTERS = 500_000

router = APIRouter(prefix="/reports/{report_id:int}")


@router.post("/sections/{section}/pasted")
async def paste(request: Request, section: str, standing: Writing) -> HTMLResponse:
    """What the clipboard holds, as `text` with tabs or as an `html` table, beside the table of the part."""
    rooms, opened = rooms_of(request), standing.opened
    sent = await form(request, lambda key: key in KINDS)
    if len(sent) != 1:
        raise Malformed
    report = rooms.reader.report(opened)
    shape = report.edition.sections.get(section)
    if shape is None or not shape.table:
        raise NotFound
    if not standing.writes:
        raise AlreadyFinished
    (content,) = sent.values()
    if len(content) > MOST_CHARACTERS:
        raise TooLarge
    asked = Asked(report.edition.id, report.year, report.agency, section)
    found = await rooms.importer.sourced(content.encode(), PASTED, asked, standing.person.id)
    view = pasted(report, shape, found.imported)
    return HTMLResponse(rooms.renderer.part("pasted", pasted=view))
