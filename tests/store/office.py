"""What the tests of the store share: an office with two people and a draft, and short ways to type."""

from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from app.store.clock import Clock, now
from app.store.people import Person
from app.store.policy import AccountPolicy
from app.store.storage import Storage, open_storage
from app.store.verbs import Agency, Edit, NewReport, Opened, Sent

T = TypeVar("T")
PASSWORD = "correct horse"


class Run(Protocol):
    """Waits for a coroutine in the test's own event loop."""

    def __call__(self, coro: Coroutine[Any, Any, T], /) -> T: ...


@dataclass(frozen=True, slots=True)
class Office:
    """Two people of an agency and the draft they share."""

    agency: Agency
    li: Person
    wang: Person
    report: Opened


def edit(field: str, value: str | None, base: str | None = None) -> Edit:
    return Edit(field, value, base)


def sent(client: str, seq: int, *edits: Edit) -> Sent:
    return Sent(client, seq, edits)


@contextmanager
def opened(url: str, policy: AccountPolicy | None = None, clock: Clock = now) -> Iterator[Storage]:
    """A store for as long as the block lasts."""
    storage = open_storage(url, policy, clock)
    try:
        yield storage
    finally:
        storage.close()


async def furnish(storage: Storage) -> Office:
    agency = await storage.accounts.add_agency("某市某局")
    li = await storage.accounts.add_person("li", "李明", PASSWORD)
    wang = await storage.accounts.add_person("wang", "王芳", PASSWORD)
    report = await storage.reports.create(NewReport(agency.id, 2024, "agency", "2021"), li.actor)
    return Office(agency, li, wang, report)
