"""A section's form sent whole, by its button: the way of saving that needs no script.

Every field comes back, so the page's revision comes with them. What differs from that revision was typed;
what somebody else has changed since is noticed as in any other save.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.carried import is_mark, mark_of
from app.domain.fields import Fields, block_order, known_field
from app.domain.report import Report
from app.domain.request_troubles import Malformed, UnknownField
from app.domain.shape import SectionShape
from app.domain.troubles import NotFound
from app.store.people import Person
from app.store.verbs import Edit, Opened, ReportStore, Sent, Source, Typed
from app.web.forms import Form
from app.web.frames import local
from app.web.lastyear import ADDED, appended, bringing
from app.web.sheet import Clash, written

HEAD = frozenset({"rev", "state", "take", "apply", "zero", "confirm", "bring", "add", "drop"})
MOST_ADDED = 20


@dataclass(frozen=True, slots=True)
class Posted:
    """A whole form: what the page showed, what came back."""

    report: Report
    section: SectionShape | None
    shown: Fields
    sent: Form


def is_known(key: str) -> bool:
    """Whether the form of a section may have this key; whether the report has the field is seen later."""
    return key in HEAD or "." in key or key.startswith("/")


def shown_to(reports: ReportStore, opened: Opened, sent: Form) -> Fields:
    """The fields as they were on the page that was sent back. Raises `Malformed` without its revision."""
    rev = sent.get("rev", "")
    if not (rev.isascii() and rev.isdigit()) or not 0 < int(rev[:18]) <= opened.rev:
        raise Malformed
    return opened.fields if int(rev) == opened.rev else reports.open(opened.id, int(rev)).fields


def texts_of(posted: Posted) -> dict[str, str]:
    """What the whole form asks to be stored: what was typed, then what the pressed button does to it."""
    edition, sent = posted.report.edition, posted.sent
    typed = {name: text for name, text in sent.items() if name not in HEAD}
    for name in typed:
        if not known_field(edition, name):
            raise UnknownField(name)
    if posted.section is None:
        return typed
    return typed | _pressed(posted, posted.section, typed)


def _pressed(posted: Posted, section: SectionShape, typed: Mapping[str, str]) -> dict[str, str]:
    merged = {**posted.shown, **typed}
    act = next((act for name, act in PRESSED.items() if name in posted.sent), None)
    return act(posted, section, merged) if act else {}


def _taken(posted: Posted, _section: SectionShape, _merged: Fields) -> dict[str, str]:
    """A total given back to the computation."""
    return {_figure(posted, posted.sent["take"]): ""}


def _applied(posted: Posted, _section: SectionShape, _merged: Fields) -> dict[str, str]:
    """A suggestion."""
    pairs = (pair.partition("=") for pair in posted.sent["apply"].split(";"))
    return {_figure(posted, address): value for address, _, value in pairs}


def _zeroed(posted: Posted, section: SectionShape, merged: Fields) -> dict[str, str]:
    """Zero in every cell that is blank."""
    return {
        figure.address: "0"
        for figure in posted.report.edition.figures.values()
        if figure.section == section.id and not figure.computed and not merged.get(figure.address)
    }


def _confirmed(posted: Posted, section: SectionShape, _merged: Fields) -> dict[str, str]:
    """The mark of one field cleared, or with `section` those of the whole section."""
    what = posted.sent["confirm"]
    waiting = {each.field for each in posted.report.unconfirmed if each.section == section.id}
    if what != "section":
        if not known_field(posted.report.edition, mark_of(what)):
            raise UnknownField(what)
        waiting &= {what}
    return {mark_of(field): "" for field in sorted(waiting)}


def _brought(posted: Posted, section: SectionShape, merged: Fields) -> dict[str, str]:
    """One paragraph of last year appended to its block, or to one that is added for it."""
    order = block_order(section, written(merged))
    came = bringing(posted.report, section, merged, posted.sent["bring"])
    if came.key != ADDED:
        return appended(merged, f"/{section.id}/{came.key}", came.text)
    name = f"/{section.id}/"
    bare = (key for key in order if key.startswith("extra-") and not merged.get(f"{name}{key}/heading"))
    key = next(bare, None) if not came.heading else None
    if key:
        return appended(merged, f"{name}{key}", came.text)
    key = _next(order)
    head = {f"{name}blocks": " ".join((*order, key)), f"{name}{key}/heading": came.heading}
    return head | appended(merged, f"{name}{key}", came.text)


def _figure(posted: Posted, address: str) -> str:
    if Address(address) not in posted.report.edition.figures:
        raise UnknownField(address)
    return address


def _added(_posted: Posted, section: SectionShape, merged: Fields) -> dict[str, str]:
    order = block_order(section, written(merged))
    return {f"/{section.id}/blocks": " ".join((*order, _next(order)))}


def _next(order: tuple[str, ...]) -> str:
    names = (f"extra-{number}" for number in range(1, MOST_ADDED + 1))
    free = next((name for name in names if name not in order), None)
    if free is None:
        raise Malformed
    return free


def _dropped(posted: Posted, section: SectionShape, merged: Fields) -> dict[str, str]:
    order, key = block_order(section, written(merged)), posted.sent["drop"]
    if key not in order or not key.startswith("extra-"):
        raise NotFound
    name = f"/{section.id}/{key}"
    rest = " ".join(each for each in order if each != key)
    return {name: "", f"{name}/heading": "", mark_of(name): "", f"/{section.id}/blocks": rest}


PRESSED: Mapping[str, Callable[[Posted, SectionShape, Fields], dict[str, str]]] = {
    "take": _taken,
    "apply": _applied,
    "zero": _zeroed,
    "confirm": _confirmed,
    "bring": _brought,
    "add": _added,
    "drop": _dropped,
}
"""What each button of the form does; a form is sent by one of them, or by none."""


async def kept(
    reports: ReportStore, opened: Opened, person: Person, shown: Fields, texts: Mapping[str, str]
) -> Typed | None:
    """Store what differs from what the page showed. None where nothing does."""
    edits = tuple(
        Edit(name, text, shown.get(name)) for name, text in texts.items() if text != (shown.get(name) or "")
    )
    if not edits:
        return None
    carried = any(edit.value and is_mark(edit.field) for edit in edits)
    source: Source = "carried" if carried else "typed"
    sent = Sent(f"form-{secrets.token_hex(8)}", 1, edits, source)
    return await reports.type_fields(opened.id, person.actor, sent)


def clashes_of(person: Person, typed: Typed, texts: Mapping[str, str]) -> dict[str, Clash]:
    """The fields that were not kept, for the page that shows both texts."""
    return {
        name: Clash(texts[name], found.stored or "", found.by, local(found.at), own=found.by_id == person.id)
        for name, found in typed.conflicts.items()
    }
