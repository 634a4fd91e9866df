"""A report as a file, in every format in which it is handed out."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.domain.report import Report
from app.domain.troubles import NotFound
from app.files.copies import FINAL, Copy
from app.jobs.press import Press
from app.web.access import Reading
from app.web.rooms import rooms_of

# What `app.files.formats` offers, as a test sees to; that module loads the typesetter, which belongs into the
# worker processes and not into this one.
MEDIA_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}

router = APIRouter(prefix="/reports/{report_id:int}")


def wanted_copy(
    *, lines: bool = False, annex: bool = False, sides: Literal["one", "two"] = "two", fragment: bool = False
) -> Copy:
    """The copy that the query asks for: `lines=1`, `annex=1`, `sides=one`, `fragment=1`."""
    return Copy(numbered=lines, annex=annex, one_sided=sides == "one", fragment=fragment)


def copy_of(state: str, wanted: Copy = FINAL) -> Copy:
    """The copy that is handed out: marked as a draft unless the report is finished.

    One with numbered lines or with the findings is for those who review, and never the final one.
    """
    draft = state != "finished" or wanted.numbered or wanted.annex
    return Copy(draft, wanted.numbered, wanted.annex, wanted.one_sided, wanted.fragment)


@router.get("/rendering.{ending}")
async def rendering(
    request: Request, ending: str, standing: Reading, wanted: Annotated[Copy, Depends(wanted_copy)]
) -> Response:
    """The report as a file. The final one is read back and compared before it is handed out."""
    if ending not in MEDIA_TYPES:
        raise NotFound
    rooms, opened = rooms_of(request), standing.opened
    report, copy = rooms.reader.report(opened), copy_of(opened.state, wanted)
    tag = f'"{rooms.press.digest(report, copy)[:32]}-{ending}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if is_known(request, tag):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    content = await rooms.press.rendered(report, ending, copy)
    headers["Content-Disposition"] = _disposition(opened.id, f"{report.title}.{ending}")
    return Response(content, media_type=MEDIA_TYPES[ending], headers=headers)


async def prove(press: Press, report: Report) -> None:
    """Make the final copy in every format and read it back. Raises what keeps one from being handed out."""
    for ending in MEDIA_TYPES:
        await press.rendered(report, ending, FINAL)


def is_known(request: Request, tag: str) -> bool:
    """Whether whoever asks has what goes by this entity tag."""
    tags = request.headers.get("if-none-match", "").split(",")
    return tag in {each.strip().removeprefix("W/") for each in tags}


def _disposition(report_id: int, name: str) -> str:
    """A file under its name, and under a plain one for old programs (RFC 6266).

    Never to be shown in place: a page of a report is not a page of ours.
    """
    ending = name.rpartition(".")[2]
    return f"attachment; filename=\"report-{report_id}.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"
