"""The save of what is being typed: one small request, answered when it is durable.

The form sends `client`, `seq`, `source`, `section`, and for each changed field `v.FIELD`, its new text, and
`b.FIELD`, the text it had when it was last known to be saved. The answer is 200 with what was kept and what
somebody else had changed meanwhile; any other status means that nothing was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import cast, get_args

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.content import content_hash
from app.domain.edition import Edition
from app.domain.fields import known_field
from app.domain.report import Report
from app.domain.request_troubles import Malformed, UnknownField
from app.domain.troubles import NotYours
from app.rendering import Renderer
from app.store.people import Person
from app.store.verbs import Conflict, Edit, Sent, Source, Typed
from app.web.access import drafts, visitor
from app.web.forms import Form, form
from app.web.frames import local
from app.web.glyphs import unprintable
from app.web.rooms import Rooms, rooms_of
from app.web.tally import Tally, tally

HEAD = frozenset({"client", "seq", "source", "section"})
SOURCES = frozenset(get_args(Source)) & {"typed", "paste", "carried", "cleared"}
LARGEST_SEQ = 2**53
LONGEST_CLIENT = 64

router = APIRouter()


@router.post("/reports/{report_id:int}/fields")
async def save(request: Request, report_id: int) -> HTMLResponse:
    """Keep the fields of one request and say what the report looks like now."""
    rooms = rooms_of(request)
    person = await visitor(request)
    place, writes = drafts(rooms, person, report_id)
    if not writes:
        raise NotYours
    sent_form = await form(request, is_known)
    sent = sent_of(sent_form, place.edition)
    typed = await rooms.reports.type_fields(report_id, person.actor, sent)
    return HTMLResponse(acknowledged(rooms, person, sent, typed, sent_form.get("section", "")))


def is_known(key: str) -> bool:
    """Whether a save may have this key. Whether the report has the field is another question."""
    return key in HEAD or key.startswith(("v.", "b."))


def sent_of(sent: Form, edition: Edition) -> Sent:
    """The request as the store takes it. Raises `Malformed` or `UnknownField`."""
    client, seq, source = sent.get("client", ""), sent.get("seq", ""), sent.get("source", "typed")
    if not 0 < len(client) <= LONGEST_CLIENT or source not in SOURCES:
        raise Malformed
    if not (seq.isascii() and seq.isdigit()) or not 0 < int(seq[:20]) <= LARGEST_SEQ:
        raise Malformed
    return Sent(client, int(seq), edits_of(sent, edition), cast("Source", source))


def edits_of(sent: Form, edition: Edition) -> tuple[Edit, ...]:
    """The changed fields; a base without a text belongs to nothing."""
    edits = tuple(
        Edit(key[2:], text, sent.get(f"b.{key[2:]}")) for key, text in sent.items() if key.startswith("v.")
    )
    for edit in edits:
        if not known_field(edition, edit.field):
            raise UnknownField(edit.field)
    bases = sum(key.startswith("b.") for key in sent)
    if not edits or bases != sum(edit.base is not None for edit in edits):
        raise Malformed
    return edits


def acknowledged(rooms: Rooms, person: Person, sent: Sent, typed: Typed, section: str) -> str:
    """The fragments that go back: what was kept, and how far the report is now.

    Without a section the page is the report's home, where the title is typed and the report is finished.
    """
    report = rooms.reader.report(typed.opened)
    ack = rooms.renderer.part(
        "ack",
        seq=sent.seq,
        ok=orjson.dumps(typed.saved).decode(),
        bad=orjson.dumps(bad(person, typed.conflicts)).decode(),
        unset=orjson.dumps(unset(report, typed.saved)).decode(),
        at=local(typed.at),
    )
    counts = tally(report)
    if section:
        return ack + progress(rooms.renderer, counts, typed.opened.id, section)
    return ack + rooms.renderer.part(
        "finishing",
        report=typed.opened.id,
        tally=counts,
        finished=typed.opened.state == "finished",
        drafts=True,
        content_hash=content_hash(report),
        swapped=True,
    )


@lru_cache(maxsize=1024)
def progress(renderer: Renderer, counts: Tally, report_id: int, section: str) -> str:
    """The fragment that tells how far the report is; most keystrokes do not change it, so it is kept."""
    return renderer.part("tally", tally=counts, report=report_id, section=section, swapped=True)


def unset(report: Report, saved: tuple[str, ...]) -> dict[str, str]:
    """For each field that was kept and cannot be printed, why not."""
    return {each.field: each.sentence for each in unprintable(report) if each.field in saved}


def bad(person: Person, conflicts: Mapping[str, Conflict]) -> dict[str, dict[str, str | bool]]:
    """For each field that was not kept, what stands there, whose it is, and since when."""
    return {
        name: {
            "stored": conflict.stored or "",
            "by": conflict.by,
            "at": f"{local(conflict.at):%H:%M}",
            "own": conflict.by_id == person.id,
        }
        for name, conflict in conflicts.items()
    }
