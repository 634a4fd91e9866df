"""What the other rooms may ask of the report store, and the frozen data that goes in and out.

`ReportStore` is a protocol, so that a database server can stand in for the file without another room
noticing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

Kind = Literal["agency", "government"]
State = Literal["draft", "finished"]
Source = Literal["typed", "paste", "import", "carried", "cleared", "computed", "step"]

REVERTING = "@revert:"
"""How the client of a revision begins that undoes another one; the number of that one follows."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something; `name` is written into the log as it is at that moment."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Agency:
    """An office that reports, and the one above it."""

    id: int
    name: str
    parent_id: int | None
    kind: Kind
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One field's new text and the text its writer last saw there. None and "" are both blank; "0" is not."""

    field: str
    value: str | None
    base: str | None


@dataclass(frozen=True, slots=True)
class Sent:
    """One request of one client. `seq` counts a client's requests on a report upwards from 1."""

    client: str
    seq: int
    edits: tuple[Edit, ...]
    source: Source = "typed"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What stands in a field instead, who wrote it and when (UTC). Nothing was written over it."""

    stored: str | None
    by: str
    at: datetime
    by_id: int


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report to begin, with the texts it begins with."""

    agency_id: int
    year: int
    kind: Kind
    edition: str
    fields: Mapping[str, str | None] = field(default_factory=dict)
    source: Source = "carried"


@dataclass(frozen=True, slots=True)
class Listed:
    """A report without its content, for lists."""

    id: int
    agency: Agency
    year: int
    kind: Kind
    edition: str
    state: State
    rev: int
    changed_at: datetime
    changed_by: str


class Revision(NamedTuple):
    """A report as it stands at one revision, which never changes."""

    id: int
    rev: int


@dataclass(frozen=True, slots=True)
class Opened:
    """A report at revision `rev`; `head` is the digest of its last log entry and names this content.

    `fields` holds the text of each field and `revisions` the revision that wrote it; a field that was never
    written is absent from both. Neither is to be changed.
    """

    id: int
    agency: Agency
    year: int
    kind: Kind
    edition: str
    state: State
    rev: int
    head: str
    fields: Mapping[str, str | None]
    revisions: Mapping[str, int]
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Typed:
    """The durable answer to `Sent`. If `replayed`, it is the recorded one and `opened` is as it was then."""

    saved: tuple[str, ...]
    conflicts: Mapping[str, Conflict]
    opened: Opened
    at: datetime
    replayed: bool


def no_check(_opened: Opened) -> None:
    """Refuse nothing."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of state.

    `expected_head` names the content that was decided on (None: whatever stands there). `check` sees exactly
    what is stored, inside the transaction, and refuses by raising a `Trouble`. `key` makes a repeat harmless.
    """

    name: str
    to: State
    expected_head: str | None
    key: str | None = None
    reason: str | None = None
    check: Callable[[Opened], None] = no_check


@dataclass(frozen=True, slots=True)
class Taken:
    """The durable answer to a step; `opened` is the report just after it."""

    opened: Opened
    at: datetime
    replayed: bool


@dataclass(frozen=True, slots=True)
class Undoing:
    """A wish to undo what revision `rev` wrote. `key` makes a repeat harmless."""

    rev: int
    key: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the change log. The field "@report" is the report's creation, "@state" a step."""

    seq: int
    rev: int
    field: str
    before: str | None
    after: str | None
    actor_id: int
    actor: str
    at: datetime
    source: Source
    client: str
    reason: str | None
    digest: str


class ReportStore(Protocol):
    """Reports and their change log. Writing answers when durable; every refusal is a `Trouble`."""

    async def create(self, new: NewReport, by: Actor) -> Opened:
        """A new draft. Raises `ReportExists`, or `NotFound` for the agency."""

    def open(self, report_id: int, rev: int | None = None) -> Opened:
        """The report now, or as it was at revision `rev`. Raises `NotFound`."""

    def list_for(
        self, agency_ids: Collection[int] | None, year: int | None = None, state: State | None = None
    ) -> tuple[Listed, ...]:
        """The reports of these agencies (None: of all), newest year first, then by the agency's name."""

    def previous(self, agency_id: int, year: int, kind: Kind) -> Revision | None:
        """Which report of this kind the agency has for the year before `year`, if any, and its revision."""

    async def type_fields(self, report_id: int, by: Actor, sent: Sent) -> Typed:
        """Keep what was typed, field by field, by the save rule of `app.store.saving`."""

    async def take_step(self, report_id: int, by: Actor, step: Step) -> Taken:
        """Change the state. Raises `ContentChanged`, `KeyReused`, `AlreadyFinished`, and as `check` does."""

    async def revert(self, report_id: int, by: Actor, undoing: Undoing) -> Typed:
        """Write back what stood before a revision; what was changed since stays and is told as conflicts.

        Raises `NotFound` for a revision that wrote no field, and `AlreadyFinished`.
        """

    def history(self, report_id: int, field: str | None = None) -> tuple[Entry, ...]:
        """The log, oldest first, of the report or of one field of it. Raises `NotFound`."""

    def verify(self, report_id: int | None = None) -> list[str]:
        """One sentence for each report whose log or document is not as it was written; empty when all are."""
