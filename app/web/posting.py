"""A section's form sent whole, by its button: the way of saving that needs no script.

Every field comes back, so the page's revision comes with them. What differs from that revision was typed;
what somebody else has changed since is noticed as in any other save.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.fields import Fields, block_order, known_field
from app.domain.report import Report
from app.domain.request_troubles import Malformed, UnknownField
from app.domain.shape import SectionShape
from app.domain.troubles import NotFound
from app.store.people import Person
from app.store.verbs import Edit, Opened, ReportStore, Sent, Typed
from app.web.forms import Form
from app.web.frames import local
from app.web.sheet import Clash, written

ACTS = frozenset({"take", "state", "zero", "apply", "add", "drop"})
HEAD = ACTS | {"rev"}
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
    sent, merged = posted.sent, {**posted.shown, **typed}
    if "take" in sent:
        return {_figure(posted, sent["take"]): ""}
    if "apply" in sent:
        pairs = (pair.partition("=") for pair in sent["apply"].split(";"))
        return {_figure(posted, address): value for address, _, value in pairs}
    if "zero" in sent:
        return {
            figure.address: "0"
            for figure in posted.report.edition.figures.values()
            if figure.section == section.id and not figure.computed and not merged.get(figure.address)
        }
    order = block_order(section, written(merged))
    if "add" in sent:
        return {f"/{section.id}/blocks": " ".join((*order, _next(order)))}
    if "drop" in sent:
        return _dropped(section, order, sent["drop"])
    return {}


def _figure(posted: Posted, address: str) -> str:
    if Address(address) not in posted.report.edition.figures:
        raise UnknownField(address)
    return address


def _next(order: tuple[str, ...]) -> str:
    names = (f"extra-{number}" for number in range(1, MOST_ADDED + 1))
    free = next((name for name in names if name not in order), None)
    if free is None:
        raise Malformed
    return free


def _dropped(section: SectionShape, order: tuple[str, ...], key: str) -> dict[str, str]:
    if key not in order or not key.startswith("extra-"):
        raise NotFound
    name = f"/{section.id}/{key}"
    rest = " ".join(each for each in order if each != key)
    return {name: "", f"{name}/heading": "", f"/{section.id}/blocks": rest}


async def kept(
    reports: ReportStore, opened: Opened, person: Person, shown: Fields, texts: Mapping[str, str]
) -> Typed | None:
    """Store what differs from what the page showed. None where nothing does."""
    edits = tuple(
        Edit(name, text, shown.get(name)) for name, text in texts.items() if text != (shown.get(name) or "")
    )
    if not edits:
        return None
    return await reports.type_fields(opened.id, person.actor, Sent(f"form-{secrets.token_hex(8)}", 1, edits))


def clashes_of(person: Person, typed: Typed, texts: Mapping[str, str]) -> dict[str, Clash]:
    """The fields that were not kept, for the page that shows both texts."""
    return {
        name: Clash(texts[name], found.stored or "", found.by, local(found.at), own=found.by_id == person.id)
        for name, found in typed.conflicts.items()
    }
