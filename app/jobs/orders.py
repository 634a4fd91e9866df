"""What is asked of a worker process and what it answers, and how both travel.

The web process reads answers too, so nothing that lays out pages may be imported here. Only our own two
processes speak to each other: no pickle ever comes from elsewhere.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import MutableMapping
from dataclasses import dataclass, replace

from app.domain.edition import Edition
from app.domain.report import Report
from app.domain.troubles import Trouble
from app.files.copies import Copy


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


Order = Rendering | View | Proof


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


Answer = bytes | Sheet | Refused | Defect


class _Sender(pickle.Pickler):
    """Leaves editions out: there are few, they are large, and they never change."""

    def __init__(self, into: io.BytesIO, known: MutableMapping[int, Edition]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.known, self.new = known, dict[int, Edition]()

    def persistent_id(self, value: object) -> int | None:
        if not isinstance(value, Edition):
            return None
        if id(value) not in self.known:
            self.known[id(value)] = self.new[id(value)] = value  # kept, so that its id is nobody else's
        return id(value)


class _Receiver(pickle.Unpickler):
    def __init__(self, content: bytes, known: MutableMapping[int, Edition]) -> None:
        super().__init__(io.BytesIO(content))
        self._known = known

    def persistent_load(self, key: int) -> Edition:
        return self._known[key]


def packed(job: Job, known: MutableMapping[int, Edition]) -> bytes:
    """The job as bytes. `known` holds the editions the other side has, and is added to."""
    # What a report has worked out about itself is left out: the other side does it faster than it reads it.
    report = job.order.report
    previous = replace(report.previous) if report.previous else None
    order = replace(job.order, report=replace(report, previous=previous))
    into = io.BytesIO()
    sender = _Sender(into, known)
    sender.dump(Job(order, job.seconds))
    return pickle.dumps((sender.new, into.getvalue()), pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes, known: MutableMapping[int, Edition]) -> Job:
    """The job in these bytes. `known` holds the editions that came before, and is added to."""
    new, rest = pickle.loads(content)  # noqa: S301 - from the process that started this one
    known.update(new)
    job: Job = _Receiver(rest, known).load()
    return job


def refused(trouble: Trouble) -> Refused:
    """A refusal, ready to travel."""
    return Refused(type(trouble), dict(vars(trouble)))
