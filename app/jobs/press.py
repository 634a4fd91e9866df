"""The press: files and page images are ordered here, and made in worker processes.

A final file is read back by a second worker before anybody gets it. The readers start with the first of them.

What was made is kept, and whoever orders the same thing at the same time waits for the same job. An order
never runs longer than its limits allow, and none of them can hold up the process that asks.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from threading import Condition, Thread
from time import monotonic
from typing import cast

from app.domain.print_troubles import PressBusy, PrintingStopped
from app.domain.report import Report
from app.files.copies import Copy
from app.jobs.digests import Digests
from app.jobs.futures import Settling, waited
from app.jobs.hand import Hand, Limits, Tools
from app.jobs.orders import Proof, Rendering, Sheet, View
from app.jobs.shelf import Made, Shelf

MOST_WAITING = 32
LONGEST_WAIT = 30.0
"""In seconds; whoever would wait longer is asked to come again."""
BARRED = 60.0
"""For so many seconds an order that was stopped at its limits is not tried again: a page that looks at it
asks every few seconds."""
MOST_KEPT = 64_000_000
"""In bytes."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order in the queue. `hand` is the worker that it has to go to, or None where any will do."""

    order: Rendering | View
    digest: str
    hand: int | None
    since: float
    made: Future[Made]


class Press:
    """A small pool of workers, each held by one thread. Safe for many threads."""

    def __init__(self, tools: Tools, workers: int = 1, limits: Limits | None = None) -> None:
        """`tools` are what the workers draw with. No worker is started before it is needed."""
        self._digests = Digests(tools.templates)
        limits = limits or Limits()
        self._hands = tuple(Hand("setter", tools.told, limits) for _ in range(workers))
        self._readers = tuple(Hand("reader", (), limits) for _ in range(workers))
        self._threads: list[Thread] = []
        self._turn = Condition()
        self._queue: list[Waiting] = []
        self._under_way: dict[str, Future[Made]] = {}
        self._shelf = Shelf(MOST_KEPT)
        self._barred: dict[str, float] = {}
        self._closed = False

    @property
    def pids(self) -> tuple[int | None, ...]:
        """The processes of the workers, None for one that is not running."""
        return tuple(hand.pid for hand in self._hands)

    def digest(self, report: Report, copy: Copy) -> str:
        """Equal for reports that look the same in every format, as this copy of them."""
        return self._digests.of_copy(report, copy)

    def warm(self, report: Report) -> None:
        """Have the workers ready before the first person asks: each of them looks at this report once."""
        for number in range(len(self._hands)):
            self._put(View(report, Copy(draft=True), 1, 100 + number), number)

    def render(self, report: Report, ending: str, copy: Copy) -> bytes:
        """The report as a file. Blocks. Raises what the writer raises, `NotEqual`, and as `Hand.ask` does."""
        return cast("bytes", self._put(Rendering(report, ending, copy)).result())

    async def rendered(self, report: Report, ending: str, copy: Copy) -> bytes:
        """`render`, without blocking the loop."""
        return cast("bytes", await waited(self._put(Rendering(report, ending, copy))))

    async def seen(self, report: Report, copy: Copy, page: int, width: int, of: int = 0) -> Sheet:
        """A page as an image. Those of the same report `of` go to the same worker, which has it standing."""
        view = View(report, copy, page, width)
        return cast("Sheet", await waited(self._put(view, of % len(self._hands))))

    def close(self) -> None:
        """End the workers and refuse what still waits; afterwards nothing is made."""
        with self._turn:
            self._closed = True
            waiting, self._queue = self._queue, []
            self._turn.notify_all()
        for each in waiting:
            self._settle(each, PressBusy())
        for hand in (*self._hands, *self._readers):
            hand.interrupt()
        for thread in self._threads:
            thread.join()

    def _put(self, order: Rendering | View, hand: int | None = None) -> Future[Made]:
        digest = self._digests.of(order)
        with self._turn:
            kept = self._shelf.get(digest)
            if kept is not None:
                found: Future[Made] = Future()
                found.set_result(kept)
                return found
            if digest in self._under_way:
                return self._under_way[digest]
            if monotonic() < self._barred.get(digest, 0):
                raise PrintingStopped
            if self._closed or len(self._queue) >= MOST_WAITING:
                raise PressBusy
            waiting = Waiting(order, digest, hand, monotonic(), Future())
            self._under_way[digest] = waiting.made
            self._queue.append(waiting)
            self._start()
            self._turn.notify_all()
            return waiting.made

    def _start(self) -> None:
        if not self._threads:
            self._threads = [
                Thread(target=self._work, args=(number,), name=f"press-{number}", daemon=True)
                for number in range(len(self._hands))
            ]
            for thread in self._threads:
                thread.start()

    def _work(self, number: int) -> None:
        """One thread: does what waits for this worker, until the press is closed."""
        hands = (self._hands[number], self._readers[number])
        while waiting := self._next(number):
            with Settling(partial(self._settle, waiting)):
                if monotonic() - waiting.since > LONGEST_WAIT:
                    raise PressBusy
                self._settle(waiting, _made(*hands, waiting.order))
            for hand in hands:
                hand.rest()
        for hand in hands:
            hand.stop()

    def _next(self, number: int) -> Waiting | None:
        """The first page image, else the first file, that this worker may take; None once it is closed."""
        with self._turn:
            while not self._closed:
                mine = [each for each in self._queue if each.hand in {None, number}]
                if mine:
                    chosen = next((each for each in mine if isinstance(each.order, View)), mine[0])
                    self._queue.remove(chosen)
                    return chosen
                self._turn.wait()
        return None

    def _settle(self, waiting: Waiting, outcome: Made | BaseException) -> None:
        with self._turn:
            del self._under_way[waiting.digest]
            now = monotonic()
            self._barred = {digest: until for digest, until in self._barred.items() if until > now}
            if isinstance(outcome, PrintingStopped):
                self._barred[waiting.digest] = now + BARRED
            elif not isinstance(outcome, BaseException):
                self._shelf.put(waiting.digest, outcome)
        if isinstance(outcome, BaseException):
            waiting.made.set_exception(outcome)
        else:
            waiting.made.set_result(outcome)


def _made(setter: Hand, reader: Hand, order: Rendering | View) -> Made:
    """What was ordered; a file that is no draft goes out only if it reads back as its report."""
    made = cast("Made", setter.ask(order))
    if isinstance(order, Rendering) and not order.copy.draft:
        return cast("Made", reader.ask(Proof(order.report, order.ending, cast("bytes", made))))
    return made
