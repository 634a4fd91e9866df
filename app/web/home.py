"""A report's home: the parts as a task list, the title, and the steps from draft to finished and back."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.content import content_hash
from app.domain.importing_troubles import imported_words
from app.domain.request_troubles import UnknownField
from app.domain.troubles import ContentChanged, NotFound, StillBlocked, Trouble
from app.domain.workflow import STEPS, take
from app.store.imports import Written
from app.store.verbs import Entry, Opened, Step
from app.web.access import Reading, Standing, Writing
from app.web.contexts import HomePage, PartRow
from app.web.forms import form
from app.web.frames import crumb, frame, local, show
from app.web.imports_writing import client_of
from app.web.opening import opening
from app.web.posting import Posted, clashes_of, is_known, kept, shown_to, texts_of
from app.web.problems import listed
from app.web.rooms import rooms_of
from app.web.sheet import Clashes, text_field
from app.web.tally import Tally, section_of, tally
from app.web.transfer import prove
from app.web.trouble import status_of
from app.web.undoing import undos

FRONT = ("/title", "/preface")

router = APIRouter(prefix="/reports/{report_id:int}")


@router.get("")
async def home(request: Request, standing: Reading) -> HTMLResponse:
    """What there is to do in a report."""
    return _page(request, standing, {})


@router.post("/front")
async def front_form(request: Request, standing: Writing) -> Response:
    """Keep the title and the preface."""
    rooms, opened, person = rooms_of(request), standing.opened, standing.person
    sent = await form(request, lambda key: key == "rev" or is_known(key))
    shown = shown_to(rooms.reports, opened, sent)
    texts = texts_of(Posted(rooms.reader.report(opened), None, shown, sent))
    for name in texts.keys() - set(FRONT):
        raise UnknownField(name)
    typed = await kept(rooms.reports, opened, person, shown, texts)
    if typed and typed.conflicts:
        now = Standing(person, typed.opened, standing.drafts)
        return _page(request, now, clashes_of(person, typed, texts), status=HTTPStatus.CONFLICT)
    return RedirectResponse(f"/reports/{opened.id}", HTTPStatus.SEE_OTHER)


@router.post("/steps/{step}")
async def take_step(request: Request, step: str, standing: Writing) -> Response:
    """Finish a report or take it back, if it still is what the person saw, and nothing stands in the way."""
    rooms, opened = rooms_of(request), standing.opened
    named = STEPS.get(step)
    if named is None:
        raise NotFound
    sent = await form(request, lambda key: key == "content_hash")
    seen = sent.get("content_hash", "")

    try:
        await _proved(request, opened, named.target, seen)
    except Trouble as refused:
        return _page(request, standing, {}, refused.sentence, status_of(refused))

    def check(stored: Opened) -> None:
        report = rooms.reader.report(stored)
        if content_hash(report) != seen:
            raise ContentChanged
        take(named, stored.state, report)

    try:
        await rooms.reports.take_step(
            opened.id, standing.person.actor, Step(named.name, named.target, None, check=check)
        )
    except StillBlocked as stopped:
        return _page(request, standing, {}, stopped.sentence, HTTPStatus.UNPROCESSABLE_ENTITY)
    return RedirectResponse(f"/reports/{opened.id}", HTTPStatus.SEE_OTHER)


async def _proved(request: Request, opened: Opened, target: str, seen: str) -> None:
    """Before a report is finished every format is made and read back; what differs refuses the step.

    Only what can be finished at all is worth the while: the rest is refused by the step itself.
    """
    rooms = rooms_of(request)
    report = rooms.reader.report(opened)
    can_be = not report.stopping and not report.unconfirmed
    if target == "finished" != opened.state and content_hash(report) == seen and can_be:
        await prove(rooms.press, report)


def _page(
    request: Request,
    standing: Standing,
    clashes: Clashes,
    said: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HTMLResponse:
    rooms, opened = rooms_of(request), standing.opened
    report = rooms.reader.report(opened)
    counts = tally(report)
    usual = report.edition.title(report.agency, report.year)
    entries, written = rooms.reports.history(opened.id), rooms.imports.into(opened.id)
    page = HomePage(
        frame=frame(request, standing.person),
        report=crumb(standing, report),
        tally=counts,
        parts=tuple(_parts(entries, counts)),
        title=text_field("/title", usual, opened.fields, clashes),
        preface=text_field("/preface", "", opened.fields, clashes, 3),
        rev=opened.rev,
        content_hash=content_hash(report),
        problems=listed(report, opened.id, writes=standing.writes),
        opening=opening(report),
        undos=undos(entries, opened),
        imports={client_of(each.id): imported_words(each.name, each.figures, each.texts) for each in written},
        source=next((each.id for each in written[::-1] if _is_kept(each, standing)), 0),
        said=said,
    )
    return show(request, page, status)


def _parts(entries: tuple[Entry, ...], counts: Tally) -> Iterator[PartRow]:
    """Each part with the last change that was made in it."""
    last = {section_of(entry.field): entry for entry in entries}
    for part in counts.parts:
        entry = last.get(part.section)
        yield PartRow(part, entry.actor if entry else "", local(entry.at) if entry else None)


def _is_kept(written: Written, standing: Standing) -> bool:
    """Whether this person can still look at the document that was imported."""
    return written.kept and written.person_id == standing.person.id and standing.drafts
