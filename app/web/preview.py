"""The report as it will be printed, to be looked at while somebody types in another window."""

from __future__ import annotations

from http import HTTPStatus
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from app.domain.troubles import NotFound, Trouble
from app.web.access import Reading, Standing
from app.web.contexts import PreviewPage
from app.web.frames import crumb, frame, show
from app.web.rooms import rooms_of
from app.web.transfer import copy_of, is_known

WIDTH = 1190
"""Of a page's image in pixels: an A4 page at 144 to the inch, for screens of either density."""
FOR_EVER = "private, max-age=31536000, immutable"
EACH_TIME = "private, no-cache"

router = APIRouter(prefix="/reports/{report_id:int}/preview")


@router.get("")
async def preview(
    request: Request, standing: Reading, view: Literal["width", "whole", "two"] = "width"
) -> HTMLResponse:
    """All pages. `view` is how large they are: as wide as the window, one or two whole ones in it."""
    report = rooms_of(request).reader.report(standing.opened)
    pages, said = await _pages(request, standing)
    page = PreviewPage(
        frame=frame(request, standing.person),
        report=crumb(standing, report),
        view=view,
        at=_digest(request, standing),
        pages=pages,
        said=said,
    )
    return show(request, page)


@router.get("/state")
async def state(request: Request, standing: Reading, at: str = "") -> JSONResponse:
    """What the pages are now: `at` is their digest, `pages` their number, `said` why there are none.

    Where they still are what the asker has, nothing is laid out.
    """
    now = _digest(request, standing)
    if now == at:
        return JSONResponse({"at": now})
    pages, said = await _pages(request, standing)
    return JSONResponse({"at": now, "pages": pages, "said": said})


@router.get("/{page:int}.png")
async def page_image(request: Request, page: int, standing: Reading, at: str = "") -> Response:
    """A page, from 1. Under the digest of what it shows it never changes."""
    rooms, opened = rooms_of(request), standing.opened
    now = _digest(request, standing)
    tag = f'"{now}-{page}"'
    headers = {"ETag": tag, "Cache-Control": FOR_EVER if at == now else EACH_TIME}
    if is_known(request, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    report, copy = rooms.reader.report(opened), copy_of(opened.state)
    sheet = await rooms.press.seen(report, copy, page, WIDTH, opened.id)
    if sheet.page != page:
        raise NotFound
    return Response(sheet.png, media_type="image/png", headers=headers)


async def _pages(request: Request, standing: Standing) -> tuple[int, str]:
    """How many pages there are, or why there are none."""
    rooms, opened = rooms_of(request), standing.opened
    report = rooms.reader.report(opened)
    try:
        first = await rooms.press.seen(report, copy_of(opened.state), 1, WIDTH, opened.id)
    except Trouble as trouble:
        return 0, trouble.sentence
    return first.pages, ""


def _digest(request: Request, standing: Standing) -> str:
    rooms, opened = rooms_of(request), standing.opened
    return rooms.press.digest(rooms.reader.report(opened), copy_of(opened.state))[:32]
