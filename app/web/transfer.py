"""A report as a file: the printed form, and the report file that other programs read."""

from __future__ import annotations

from functools import partial
from urllib.parse import quote

import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.domain.manuscript import manuscript
from app.files import bundle, pdf
from app.files.copies import Copy
from app.web.access import Reading
from app.web.rooms import rooms_of

AT_ONCE = 2

router = APIRouter(prefix="/reports/{report_id:int}")


@router.get("/rendering.pdf")
async def printed(request: Request, standing: Reading) -> Response:
    """The printed report; a draft is marked as one. Only a few are made at a time."""
    rooms, opened = rooms_of(request), standing.opened
    report = rooms.reader.report(opened)
    work = partial(pdf.render, manuscript(report), Copy(draft=opened.state != "finished"), rooms.renderer)
    content = await anyio.to_thread.run_sync(work, limiter=printing(request))
    return _download(content, "application/pdf", opened.id, f"{report.title}.pdf")


@router.get("/rendering.json")
async def bundled(request: Request, standing: Reading) -> Response:
    """The report file, `gouji/report@1`."""
    report = rooms_of(request).reader.report(standing.opened)
    content = bundle.dumps(report)
    return _download(content, "application/json", standing.opened.id, f"{report.title}.json")


def printing(request: Request) -> CapacityLimiter:
    """The few places at the printing press, made when the first one is wanted."""
    state = request.app.state
    if not hasattr(state, "printing"):
        state.printing = CapacityLimiter(AT_ONCE)
    press: CapacityLimiter = state.printing
    return press


def _download(content: bytes | str, kind: str, report_id: int, name: str) -> Response:
    """A file under its name, and under a plain one for old programs (RFC 6266)."""
    ending = name.rpartition(".")[2]
    disposition = (
        f"attachment; filename=\"report-{report_id}.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    return Response(content, media_type=kind, headers={"Content-Disposition": disposition})
