"""The real application on a real database: an agency, the one above it, one beside it, and their people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.domain.fields import to_fields
from app.main import create_app
from app.settings import SCHEMAS, Settings
from app.store.people import Role
from app.store.verbs import NewReport, Opened
from app.web.rooms import Rooms
from tests.specimens import case
from tests.web.visiting import Visitor

PASSWORD = "correct-horse-battery"
YEAR = 2024
PARTS: dict[str, tuple[str, Role]] = {
    "drafter": ("mine", "drafter"),
    "colleague": ("mine", "drafter"),
    "reviewer": ("mine", "reviewer"),
    "stranger": ("beside", "drafter"),
    "supervisor": ("above", "supervisor"),
}

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class House:
    """A running application. People are called by their part."""

    app: FastAPI
    first: TestClient
    agencies: Mapping[str, int]
    years: Iterator[int]
    sessions: dict[str, str]

    @property
    def rooms(self) -> Rooms:
        rooms: Rooms = self.app.state.rooms
        return rooms

    def run(self, make: Callable[[], Awaitable[T]]) -> T:
        """Something of the store, in the application's own loop."""
        assert self.first.portal

        async def made() -> T:
            return await make()

        return self.first.portal.call(made)

    def client(self) -> TestClient:
        """A browser of its own, in the application's loop."""
        client = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False)
        client.portal = self.first.portal
        return client

    def visitor(self, part: str = "nobody", *, anew: bool = False) -> Visitor:
        """A browser in which this person is signed in: in a session of old, as hashing is slow, or anew."""
        client = self.client()
        if part != "nobody":
            if anew or part not in self.sessions:
                self.sessions[part] = self.sign_in(part)
            client.cookies.set("gouji", self.sessions[part])
            if anew:
                del self.sessions[part]
        return Visitor(client)

    def sign_in(self, part: str) -> str:
        """A session of its own."""
        accounts = self.rooms.accounts
        return self.run(lambda: accounts.sign_in(part, PASSWORD, "testclient")).token

    def report(
        self,
        fields: Mapping[str, str | None] | None = None,
        *,
        of: str = "mine",
        year: int | None = None,
        edition: str = "",
    ) -> Opened:
        """A new report; without a year of its own it gets one that no other report has."""
        year = year or next(self.years)
        by = self.rooms.accounts.person("drafter").actor
        chosen = edition or self.rooms.editions.for_year(YEAR).id
        new = NewReport(self.agencies[of], year, "agency", chosen, fields or {})
        return self.run(lambda: self.rooms.reports.create(new, by))

    def fields(self, report: Opened) -> Mapping[str, str | None]:
        return self.rooms.reports.open(report.id).fields


def balanced() -> dict[str, str | None]:
    """The fields of a report in which everything adds up and nothing is missing, for whatever agency."""
    fields = to_fields(case("2021-balanced"))
    return {name: text for name, text in fields.items() if name not in {"/title", "/preface"}}


@contextmanager
def opened(folder: Path, schemas: Path = SCHEMAS) -> Iterator[House]:
    """The application with its people, until the block is left."""
    app = create_app(Settings(data=folder, schemas=schemas))
    with ExitStack() as stack:
        first = stack.enter_context(TestClient(app))
        # Years far apart, so that no report is another's last year.
        house = House(app, first, {}, count(2030, 4), {})
        agencies = house.run(lambda: _settle(app.state.rooms))
        yield House(app, first, agencies, house.years, {})


async def _settle(rooms: Rooms) -> dict[str, int]:
    accounts = rooms.accounts
    above = await accounts.add_agency("滨江市人民政府", "government")
    mine = await accounts.add_agency("滨江市发展和改革委员会", "agency", above.id)
    beside = await accounts.add_agency("滨江市教育局", "agency")
    agencies = {"above": above.id, "mine": mine.id, "beside": beside.id}
    for part, (agency, role) in PARTS.items():
        person = await accounts.add_person(
            part, {"drafter": "李晓明", "colleague": "王芳"}.get(part, part), PASSWORD
        )
        await accounts.add_membership(person.id, agencies[agency], role)
    return agencies
