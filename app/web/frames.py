"""What stands around every page, from the request it answers."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.domain.report import Report
from app.rendering import Context
from app.store.people import Person
from app.store.verbs import Opened
from app.web.access import Standing
from app.web.assets import in_order
from app.web.contexts import Crumb, Frame
from app.web.rooms import rooms_of
from app.web.years import BEIJING

LARGE = "large"
SIZE_COOKIE = "gouji-size"


def local(at: datetime) -> datetime:
    """The time on the clocks of the people who read it."""
    return at.astimezone(BEIJING)


def frame(request: Request, person: Person | None = None) -> Frame:
    """The frame of a page for this person, or for nobody."""
    assets = rooms_of(request).assets
    return Frame(
        assets=assets,
        scripts=in_order(assets),
        user=str(person.id) if person else "",
        person=person.display if person else "",
        login=person.name if person else "",
        path=own_path(request),
        large=request.cookies.get(SIZE_COOKIE) == LARGE,
    )


def own_path(request: Request) -> str:
    """Path and query of the request, as they came in; never the host."""
    query = request.scope["query_string"].decode("latin-1")
    return quote(request.scope["path"], safe="/") + (f"?{query}" if query else "")


def crumb(standing: Standing, report: Report) -> Crumb:
    """Which report a page belongs to, as this person sees it."""
    opened: Opened = standing.opened
    return Crumb(
        id=opened.id,
        agency=opened.agency.name,
        year=opened.year,
        title=report.title,
        government=opened.kind == "government",
        edition=report.edition.id,
        document=report.edition.shape.basis,
        finished=opened.state == "finished",
        writes=standing.writes,
        drafts=standing.drafts,
        saved_at=local(opened.changed_at),
        saved_by=opened.changed_by,
    )


def show(request: Request, context: Context, status: int = 200) -> HTMLResponse:
    """A page."""
    return HTMLResponse(rooms_of(request).renderer.page(context), status)
