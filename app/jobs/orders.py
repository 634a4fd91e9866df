"""What is asked of a worker process and what it answers, and how both travel.

The web process reads answers too, so nothing that lays out pages may be imported here. Only our own two
processes speak to each other: no pickle ever comes from elsewhere.
"""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import MutableMapping
from dataclasses import dataclass, fields
from typing import cast

from app.domain.aliases import Aliases
from app.domain.edition import Edition
from app.domain.imported import Asked
from app.domain.report import Report
from app.domain.troubles import Trouble
from app.files.copies import Copy
from app.proof.sourced import Sourced


@dataclass(frozen=True, slots=True)
class Rendering:
    """A report as a file."""

    report: Report
    ending: str
    copy: Copy


@dataclass(frozen=True, slots=True)
class View:
    """One page as an image, so many pixels wide. Pages count from 1."""

    report: Report
    copy: Copy
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A final file that is to be read back, and the report that it has to say."""

    report: Report
    ending: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Sourcing:
    """A document of anybody that is to be read: its bytes, its name, and with what it is understood."""

    content: bytes
    name: str
    editions: tuple[Edition, ...]
    aliases: Aliases
    asked: Asked


Order = Rendering | View | Proof | Sourcing


@dataclass(frozen=True, slots=True)
class Job:
    """An order, and the processor time that it may take."""

    order: Order
    seconds: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as PNG, and how many pages there are."""

    png: bytes
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal on its way: an exception is taken apart, because it may need more than its sentence."""

    kind: type[Trouble]
    said: dict[str, object]

    def trouble(self) -> Trouble:
        """The refusal as it was raised."""
        trouble = self.kind.__new__(self.kind)
        vars(trouble).update(self.said)
        trouble.args = (trouble.sentence,)
        return trouble


@dataclass(frozen=True, slots=True)
class Defect:
    """A mistake of the program, as its traceback."""

    trace: str


Product = bytes | Sheet | Sourced
Answer = Product | Refused | Defect
Shared = Edition | Aliases
Known = MutableMapping[int, Shared]
"""What both ends of a line have, by the number under which it was sent."""


class _Sender(pickle.Pickler):
    """Leaves editions and their like out: there are few, they are large, and they never change."""

    def __init__(self, into: io.BytesIO, known: Known) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.dispatch_table = {**copyreg.dispatch_table, Report: _bare}
        self._numbers = {id(value): number for number, value in known.items()}
        self._known, self.new = known, dict[int, Shared]()

    def persistent_id(self, value: object) -> int | None:
        if not isinstance(value, Edition | Aliases):
            return None
        number = self._numbers.setdefault(id(value), len(self._known))
        if number not in self._known:
            self._known[number] = self.new[number] = value
        return number


class _Receiver(pickle.Unpickler):
    def __init__(self, content: io.BytesIO, known: Known) -> None:
        super().__init__(content)
        self._known = known

    def persistent_load(self, key: int) -> Shared:
        return self._known[key]


def _bare(report: Report) -> tuple[type[Report], tuple[object, ...]]:
    """Without what it has worked out about itself: the other side does that faster than it reads it."""
    return Report, tuple(getattr(report, each.name) for each in fields(report))


def packed(parcel: Job | Answer, known: Known) -> bytes:
    """A job or an answer as bytes. `known` holds what the other side has, and is added to."""
    into = io.BytesIO()
    sender = _Sender(into, known)
    sender.dump(parcel)
    return pickle.dumps(sender.new, pickle.HIGHEST_PROTOCOL) + into.getbuffer()


def job_in(content: bytes, known: Known) -> Job:
    """The job in these bytes. `known` holds what came before, and is added to."""
    return cast("Job", _unpacked(content, known))


def answer_in(content: bytes, known: Known) -> Answer:
    """The answer in these bytes, the same way."""
    return cast("Answer", _unpacked(content, known))


def _unpacked(content: bytes, known: Known) -> object:
    stream = io.BytesIO(content)
    known.update(pickle.load(stream))  # noqa: S301 - from our own process at the other end
    return _Receiver(stream, known).load()


def refused(trouble: Trouble) -> Refused:
    """A refusal, ready to travel."""
    return Refused(type(trouble), dict(vars(trouble)))
