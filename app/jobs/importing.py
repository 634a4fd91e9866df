"""Documents of anybody are handed in here, and read by a worker process that may be killed without harm.

One document is read at a time; those who wait take turns, so that somebody with many holds up nobody with
one. The worker starts with the first document and ends when none has come for a while.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Condition, Thread
from time import monotonic
from typing import cast

from app.domain.aliases import Aliases
from app.domain.edition import Edition
from app.domain.imported import Asked
from app.domain.print_troubles import PrintingBroken, PrintingStopped
from app.domain.source_troubles import ReadersBusy, ReadingBroken, ReadingStopped
from app.jobs.futures import Settling, waited
from app.jobs.hand import Hand, Limits, WorkerDefect
from app.jobs.orders import Sourcing
from app.proof.sourced import Sourced

LIMITS = Limits(seconds=15.0, processor=4.0, memory=500_000_000, jobs=100)
"""A document is refused after five seconds of work: four and what is left of the second in which they end."""
MOST_WAITING = 16
MOST_OF_ONE = 8
"""So many documents of one person may wait."""
MOST_BYTES = 100_000_000
"""Of all documents that wait."""
LONGEST_WAIT = 30.0
"""In seconds; whoever would wait longer is asked to come again."""
REST = 60.0
"""After so many seconds without a document the worker ends."""
UNASKED = Asked()

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document in the queue, handed in by somebody."""

    order: Sourcing
    of: int
    since: float
    found: Future[Sourced]


class Importer:
    """One worker, held by one thread. Safe for many threads."""

    def __init__(
        self, editions: Iterable[Edition], aliases: Aliases, limits: Limits = LIMITS, rest: float = REST
    ) -> None:
        """`editions` and `aliases` are those with which every document is understood."""
        self._editions, self._aliases = tuple(editions), aliases
        self._limits, self._rest = limits, rest
        self._hand = Hand("opener", (), limits)
        self._turn = Condition()
        self._queue: list[Waiting] = []
        self._served: dict[int, float] = {}
        self._thread: Thread | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The process of the worker, None where none is running."""
        return self._hand.pid

    def source(self, content: bytes, name: str, asked: Asked = UNASKED, of: int = 0) -> Sourced:
        """The document as it was read and understood. Blocks. `of` is who asks, for taking turns.

        Raises what `app.proof.importing.sourced` raises, and `ReadingStopped`, `ReadingBroken` and
        `ReadersBusy`.
        """
        return self._put(content, name, asked, of).result()

    async def sourced(self, content: bytes, name: str, asked: Asked = UNASKED, of: int = 0) -> Sourced:
        """`source`, without blocking the loop."""
        return await waited(self._put(content, name, asked, of))

    def close(self) -> None:
        """End the worker and refuse what still waits; afterwards nothing is read."""
        with self._turn:
            self._closed = True
            waiting, self._queue = self._queue, []
            self._turn.notify_all()
        for each in waiting:
            each.found.set_exception(ReadersBusy(each.order.name))
        self._hand.interrupt()
        if self._thread:
            self._thread.join()

    def _put(self, content: bytes, name: str, asked: Asked, of: int) -> Future[Sourced]:
        order = Sourcing(content, name, self._editions, self._aliases, asked)
        with self._turn:
            if self._closed or not self._has_room(order, of):
                raise ReadersBusy(name)
            waiting = Waiting(order, of, monotonic(), Future())
            self._queue.append(waiting)
            if not self._thread:
                self._thread = Thread(target=self._work, name="importer", daemon=True)
                self._thread.start()
            self._turn.notify_all()
            return waiting.found

    def _has_room(self, order: Sourcing, of: int) -> bool:
        waiting = sum(len(each.order.content) for each in self._queue)
        return not self._queue or (
            len(self._queue) < MOST_WAITING
            and sum(each.of == of for each in self._queue) < MOST_OF_ONE
            and waiting + len(order.content) <= MOST_BYTES
        )

    def _work(self) -> None:
        """The one thread: reads what waits, until the importer is closed."""
        while not self._closed:
            waiting = self._next()
            if waiting is None:
                self._hand.stop()
                continue
            with Settling(partial(_tell, waiting)):
                if monotonic() - waiting.since > LONGEST_WAIT:
                    raise ReadersBusy(waiting.order.name)
                waiting.found.set_result(self._read(waiting.order))
            self._hand.rest()
        self._hand.stop()

    def _next(self) -> Waiting | None:
        """The first document of whoever was not served for the longest; None where nobody has come."""
        with self._turn:
            self._turn.wait_for(lambda: self._queue or self._closed, self._rest)
            if self._closed or not self._queue:
                return None
            chosen = min(self._queue, key=lambda each: self._served.get(each.of, 0.0))
            self._queue.remove(chosen)
            self._served = {each.of: self._served.get(each.of, 0.0) for each in self._queue}
            self._served[chosen.of] = monotonic()
            return chosen

    def _read(self, order: Sourcing) -> Sourced:
        try:
            return self._tried(order)
        except PrintingBroken:
            # Killed from outside, perhaps in its sleep: that is no fault of the document.
            try:
                return self._tried(order)
            except PrintingBroken as broken:
                raise ReadingBroken(order.name) from broken

    def _tried(self, order: Sourcing) -> Sourced:
        try:
            return cast("Sourced", self._hand.ask(order))
        except PrintingStopped as limit:
            raise ReadingStopped(order.name) from limit
        except WorkerDefect as defect:
            log.error("a document of %s bytes was not read: %s", len(order.content), defect)  # noqa: TRY400 - the trace is the worker's
            raise ReadingBroken(order.name) from defect


def _tell(waiting: Waiting, wrong: BaseException) -> None:
    waiting.found.set_exception(wrong)
