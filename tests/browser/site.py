"""The real application on a real port, with its data in a folder, and people to use it."""

import asyncio
import json
import threading
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TypeVar, cast

import uvicorn

from app.domain.fields import Fields
from app.main import create_app
from app.settings import CASES, Settings
from app.store.people import Person
from app.store.verbs import Entry, NewReport, Step
from app.web.rooms import Rooms
from tests.browser.weather import Weather

PASSWORD = "browser-tests-only"
YEAR = 2022

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """One report, and the people who may write it."""

    report: int
    people: tuple[Person, ...]

    @property
    def path(self) -> str:
        return f"/reports/{self.report}"

    def section(self, name: str) -> str:
        return f"{self.path}/sections/{name}"


class Site:
    """A running server. Questions and orders to its storage go straight to its own loop."""

    def __init__(self, url: str, rooms: Rooms, weather: Weather, loop: asyncio.AbstractEventLoop) -> None:
        self.url = url
        self.rooms = rooms
        self.weather = weather
        self._loop = loop
        self._number = count(1)

    def run(self, asked: Awaitable[T]) -> T:
        async def waited() -> T:
            return await asked

        return asyncio.run_coroutine_threadsafe(waited(), self._loop).result(30)

    def desk(self, fields: Fields | None = None, people: int = 1, last_year: Fields | None = None) -> Desk:
        """A new agency with a report that has these fields, perhaps one on the year before, and drafters."""
        number = next(self._number)
        agency = self.run(self.rooms.accounts.add_agency(f"某市第{number}局"))
        drafters = tuple(
            self._drafter(f"clerk{number}-{each}", "王李张赵"[each] + "某", agency.id)
            for each in range(people)
        )
        if last_year:
            self._report(agency.id, YEAR - 1, last_year, drafters[0])
        return Desk(self._report(agency.id, YEAR, fields or {}, drafters[0]), drafters)

    def _report(self, agency: int, year: int, fields: Fields, by: Person) -> int:
        edition = self.rooms.editions.for_year(year).id
        new = NewReport(agency, year, "agency", edition, fields)
        return self.run(self.rooms.reports.create(new, by.actor)).id

    def _drafter(self, name: str, display: str, agency: int) -> Person:
        accounts = self.rooms.accounts
        person = self.run(accounts.add_person(name, display, PASSWORD))
        self.run(accounts.add_membership(person.id, agency, "drafter"))
        return person

    def fields(self, desk: Desk) -> Fields:
        return self.rooms.reports.open(desk.report).fields

    def finish(self, desk: Desk) -> None:
        self._step(desk, Step("finish", "finished", None))

    def reopen(self, desk: Desk) -> None:
        self._step(desk, Step("reopen", "draft", None))

    def _step(self, desk: Desk, step: Step) -> None:
        self.run(self.rooms.reports.take_step(desk.report, desk.people[0].actor, step))

    def typed(self, desk: Desk) -> list[Entry]:
        """What people wrote since the report was begun."""
        return [entry for entry in self.rooms.reports.history(desk.report) if entry.rev > 1]


def case(name: str) -> dict[str, str | None]:
    """The figures of one of the report files, by address."""
    return cast("dict[str, str | None]", json.loads((CASES / f"{name}.json").read_text("utf-8"))["cells"])


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """The application in a thread of its own until the block is left."""
    app = create_app(Settings(data=folder, idle_minutes=600, absolute_hours=24))
    weather = Weather(app)
    config = uvicorn.Config(weather, port=0, log_config=None, lifespan="on", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=lambda: loop.run_until_complete(server.serve()), daemon=True)
    thread.start()
    started = threading.Event()
    while not server.started and thread.is_alive():
        started.wait(0.02)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield Site(f"http://{host}:{port}", app.state.rooms, weather, loop)
    finally:
        server.should_exit = True
        thread.join(15)
        loop.close()
