"""What every worker process does: take one job at a time from the line to its parent, until that is closed.

`setter` and `reader` are started as `python -m app.jobs.setter FD BYTES TEMPLATES FACE`: the descriptor of
the line, the most memory it may have, the folder of the templates, the face for rare characters or nothing.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from time import sleep
from types import TracebackType

from app.domain.edition import Edition
from app.domain.print_troubles import PrintingStopped
from app.domain.troubles import Trouble
from app.jobs.orders import Answer, Defect, Job, Order, Sheet, refused, unpacked

HUNG_UP = 70
GRACE = 0.5
"""In seconds."""


Make = Callable[[Order], bytes | Sheet]
"""What a worker can do: an order filled, or a `Trouble` raised."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a worker was told when it was started."""

    line: int
    memory: int
    templates: Path
    face: Path | None


def told() -> Told:
    """What stands on the command line."""
    line, memory, templates, face = sys.argv[1:]
    return Told(int(line), int(memory), Path(templates), Path(face) if face else None)


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
        for job in _jobs(line):
            _limit_time(job.seconds)
            line.send_bytes(pickle.dumps(_answer(make, job), pickle.HIGHEST_PROTOCOL))


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
            self._line.send_bytes(pickle.dumps(Defect(trace)))
            os._exit(1)


def _answer(make: Make, job: Job) -> Answer:
    try:
        return make(job.order)
    except Trouble as trouble:
        return refused(trouble)
    except MemoryError:
        return refused(PrintingStopped())


def _jobs(line: Connection) -> Iterator[Job]:
    known: dict[int, Edition] = {}
    while True:
        try:
            content = line.recv_bytes()
        except EOFError:
            return
        yield unpacked(content, known)


def _limit_time(seconds: float) -> None:
    """The parent's clock is the one that counts; this one holds even where the parent is stuck."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, hard))


def _leave_with_the_parent(line: int) -> None:
    """End at once when the other end of the line is gone, whatever is being done."""
    watch = select.poll()
    watch.register(line, 0)  # only the end of the line
    watch.poll()
    sleep(GRACE)  # one that does nothing ends by itself, in good order
    os._exit(HUNG_UP)
