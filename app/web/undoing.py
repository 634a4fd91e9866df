"""Undoing an import, a paste, or what was carried over, from the report's home."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.request_troubles import Malformed
from app.domain.troubles import NotFound
from app.domain.undo import NotUndoable
from app.store.verbs import Entry, Opened, Undoing
from app.web.access import Writing
from app.web.forms import Form, form
from app.web.frames import local
from app.web.rooms import rooms_of
from app.web.undos import UNDOABLE, Undo, undoable, written_of

router = APIRouter(prefix="/reports/{report_id:int}")


@router.post("/undo")
async def undo(request: Request, standing: Writing) -> Response:
    """Undo a revision, then show the report's home."""
    rooms, opened = rooms_of(request), standing.opened
    sent = await form(request, lambda key: key in {"rev", "seen"})
    rev, seen = _number(sent, "rev"), _number(sent, "seen")
    written = {each.rev: each for each in written_of(rooms.reports.history(opened.id))}
    if rev not in written:
        raise NotFound
    if written[rev].first.source not in UNDOABLE:
        raise NotUndoable
    await rooms.reports.revert(opened.id, standing.person.actor, Undoing(rev, f"at {seen}"))
    return RedirectResponse(f"/reports/{opened.id}#undo", HTTPStatus.SEE_OTHER)


def undos(entries: Iterable[Entry], opened: Opened) -> tuple[Undo, ...]:
    """Of each kind the last revision that can be undone and still stands, newest first, in local time."""
    return tuple(replace(each, at=local(each.at)) for each in undoable(entries, opened))


def _number(sent: Form, key: str) -> int:
    text = sent.get(key, "")
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(2**53))):
        raise Malformed
    return int(text)
