"""What every worker process does: take one job at a time from the line to its parent, until that is closed.

Each is started as `python -m app.jobs.setter FD BYTES …`: the descriptor of the line, the most memory it may
have, and what else those of its trade are told.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil
from multiprocessing.connection import Connection
from threading import Thread
from time import sleep
from types import TracebackType

from app.domain.print_troubles import PrintingStopped
from app.domain.troubles import Trouble
from app.jobs.orders import Answer, Defect, Job, Known, Order, Product, job_in, packed, refused

HUNG_UP = 70
GRACE = 0.5
"""In seconds."""


Make = Callable[[Order], Product]
"""What a worker can do: an order filled, or a `Trouble` raised."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker was told when it was started."""

    line: int
    memory: int
    more: tuple[str, ...]


def told() -> Told:
    """What stands on the command line."""
    line, memory, *more = sys.argv[1:]
    return Told(int(line), int(memory), tuple(more))


def work(told: Told, make: Make) -> None:
    """Work until there is nobody to work for."""
    line = Connection(told.line)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which closes the line
    resource.setrlimit(resource.RLIMIT_AS, (told.memory, told.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Thread(target=_leave_with_the_parent, args=(line.fileno(),), daemon=True).start()
    gc.freeze()  # what stays for ever need not be looked through again and again
    line.send_bytes(b"awake")
    with _Confession(line):
        known: Known = {}
        for job in _jobs(line, known):
            _limit_time(job.seconds)
            line.send_bytes(_answer(make, job, known))


class _Confession:
    """Tells the parent of a defect before the process dies of it; what it left behind is not trusted."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def __enter__(self) -> None:
        return

    def __exit__(
        self, kind: type[BaseException] | None, what: BaseException | None, where: TracebackType | None
    ) -> None:
        if kind and issubclass(kind, Exception) and not issubclass(kind, BrokenPipeError):
            trace = "".join(traceback.format_exception(kind, what, where))
            self._line.send_bytes(packed(Defect(trace), {}))
            os._exit(1)


def _answer(make: Make, job: Job, known: Known) -> bytes:
    try:
        return packed(_made(make, job), known)
    except MemoryError:
        return packed(refused(PrintingStopped()), known)


def _made(make: Make, job: Job) -> Answer:
    try:
        return make(job.order)
    except Trouble as trouble:
        return refused(trouble)


def _jobs(line: Connection, known: Known) -> Iterator[Job]:
    while True:
        try:
            content = line.recv_bytes()
        except EOFError:
            return
        yield job_in(content, known)


def _limit_time(seconds: float) -> None:
    """Holds even where the parent is stuck; the system counts in whole seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(used.ru_utime + used.ru_stime + seconds), hard))


def _leave_with_the_parent(line: int) -> None:
    """End at once when the other end of the line is gone, whatever is being done."""
    watch = select.poll()
    watch.register(line, 0)  # only the end of the line
    watch.poll()
    sleep(GRACE)  # one that does nothing ends by itself, in good order
    os._exit(HUNG_UP)
