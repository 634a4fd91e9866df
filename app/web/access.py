"""Who is asking, and what this person may do with a report.

A drafter of the agency writes; everybody else with a role there, or with supervision above it, reads. For all
others the report does not exist, and they are answered as if it did not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response

from app.domain.troubles import NotFound, NotYours, SignedOut
from app.store.accounts import SignedIn
from app.store.people import Person
from app.store.verbs import Opened
from app.web.reading import Place
from app.web.rooms import Rooms, rooms_of

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A report as one person has opened it."""

    person: Person
    opened: Opened
    drafts: bool

    @property
    def writes(self) -> bool:
        """Whether the person can change the report as it stands."""
        return self.drafts and self.opened.state == "draft"


def cookie_name(*, secure: bool) -> str:
    """The session cookie; over HTTPS browsers hold a `__Host-` cookie to this very host."""
    return "__Host-gouji" if secure else "gouji"


def token_of(request: Request) -> str:
    """The session token that came with the request, or nothing."""
    return request.cookies.get(cookie_name(secure=rooms_of(request).secure), "")


def keep(response: Response, rooms: Rooms, signed_in: SignedIn) -> None:
    """Hand the session to the browser, until it is closed or the session ends."""
    response.set_cookie(
        cookie_name(secure=rooms.secure),
        signed_in.token,
        path="/",
        secure=rooms.secure,
        httponly=True,
        samesite="lax",
    )


def drop(response: Response, rooms: Rooms) -> None:
    """Take the session back from the browser."""
    response.delete_cookie(
        cookie_name(secure=rooms.secure), path="/", secure=rooms.secure, httponly=True, samesite="lax"
    )


async def visitor(request: Request) -> Person:
    """The person who asks. Raises `SignedOut`."""
    token = token_of(request)
    person = rooms_of(request).accounts.who(token) if token else None
    if person is None:
        raise SignedOut
    return person


Visitor = Annotated[Person, Depends(visitor)]


def drafts(rooms: Rooms, person: Person, report_id: int) -> tuple[Place, bool]:
    """Where a report belongs, and whether the person writes there.

    Raises `NotFound` unless they may at least read it.
    """
    if not 0 < report_id <= LARGEST_ID:
        raise NotFound
    place = rooms.reader.place(report_id)
    if "drafter" in person.roles.get(place.agency, ()):
        return place, True
    roles = rooms.accounts.roles_at(person, place.agency)
    if not roles:
        raise NotFound
    return place, "drafter" in roles


async def reading(request: Request, report_id: int, person: Visitor) -> Standing:
    """The report, for somebody who may at least read it."""
    rooms = rooms_of(request)
    _, writes = drafts(rooms, person, report_id)
    return Standing(person, rooms.reports.open(report_id), writes)


async def writing(standing: Annotated[Standing, Depends(reading)]) -> Standing:
    """The report, for somebody who writes in it. Raises `NotYours` for those who only read it."""
    if not standing.drafts:
        raise NotYours
    return standing


Reading = Annotated[Standing, Depends(reading)]
Writing = Annotated[Standing, Depends(writing)]
