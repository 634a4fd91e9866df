"""One worker process, and the line to it. Used by one thread at a time."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from app.domain.print_troubles import PrintingBroken, PrintingStopped
from app.jobs.orders import Answer, Defect, Job, Known, Order, Product, Refused, answer_in, packed

Trade = Literal["setter", "reader", "opener"]
PACKAGES = Path(__file__).parent.parent.parent
GETTING_UP = 60.0
"""In seconds: a worker has a second of imports before it, more on a machine under load."""
LAST_WORD = 1.0
# Memory that a job has freed goes back to the system, some 20 MB a worker; it costs no measurable time.
THRIFT = {"MALLOC_TRIM_THRESHOLD_": "131072", "MALLOC_MMAP_THRESHOLD_": "131072"}


@dataclass(frozen=True, slots=True)
class Tools:
    """What workers draw with: the folder of the templates, and the face for rare characters, if any."""

    templates: Path
    face: Path | None = None

    @property
    def told(self) -> tuple[str, ...]:
        """The same for a worker's command line."""
        return str(self.templates), str(self.face or "")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: `seconds` on the clock from its beginning, and bytes of memory in all.

    `processor` are the seconds that it may work: where these are fewer, a job is not stopped because others
    keep the machine busy. `jobs` is after how many a worker makes way for a fresh one. Of the addresses that
    are counted here a worker usually has some 0.4 GB, and about a third of them is memory.
    """

    seconds: float = 20.0
    processor: float = 22.0
    memory: int = 1_000_000_000
    jobs: int = 500


class WorkerDefect(Exception):
    """A mistake of the program, met in a worker; its text is the traceback there."""


class Hand:
    """A worker that is started when it is needed, and started anew after it was killed or has died."""

    def __init__(self, trade: Trade, told: Iterable[str], limits: Limits) -> None:
        """`trade` is the module that the worker runs; it is `told` something more, and keeps to `limits`."""
        self._trade, self._told, self._limits = trade, tuple(told), limits
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None
        self._known: Known = {}
        self._done, self._awake, self._ended = 0, False, False

    @property
    def pid(self) -> int | None:
        """The number of the process, or None where none is running."""
        return self._process.pid if self._process else None

    def start(self) -> Connection:
        """The line to the worker, which is started where there is none; it is not waited for."""
        if self._line is not None:
            return self._line
        mine, its = socket.socketpair()
        with its:
            # -P: nothing is imported from the folder in which somebody happens to stand.
            command = [sys.executable, "-P", "-m", f"app.jobs.{self._trade}"]
            told = [its.fileno(), self._limits.memory, *self._told]
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                [*command, *map(str, told)],
                env={**os.environ, **THRIFT, "PYTHONPATH": str(PACKAGES)},
                stdin=subprocess.DEVNULL,
                pass_fds=[its.fileno()],
            )
        self._line = Connection(mine.detach())
        self._known, self._done, self._awake = {}, 0, False
        if self._ended:
            self.stop()
            raise PrintingBroken
        return self._line

    def ask(self, order: Order) -> Product:
        """What the worker makes of the order.

        Raises the `Trouble` that the worker raised, `PrintingStopped` where a limit was reached,
        `PrintingBroken` where the worker died, and `WorkerDefect`.
        """
        answer = self._answer(order)
        if isinstance(answer, Defect):
            self.stop()
            raise WorkerDefect(answer.trace)
        if isinstance(answer, Refused):
            if answer.kind is PrintingStopped:
                self.stop()
            raise answer.trouble()
        return answer

    def rest(self) -> None:
        """Between two jobs: a worker that has done many makes way for a fresh one."""
        if self._done >= self._limits.jobs and not self._ended:
            self.stop()
            with suppress(PrintingBroken):  # the press has been closed meanwhile
                self.start()

    def stop(self) -> int | None:
        """End the worker, whatever it is doing; its exit status, negative for a signal."""
        process, line = self._process, self._line
        self._process = self._line = None
        if line is not None:
            line.close()
        if process is None:
            return None
        with suppress(subprocess.TimeoutExpired):
            return process.wait(LAST_WORD)  # it goes by itself when the line is closed
        process.kill()
        return process.wait()

    def interrupt(self) -> None:
        """From another thread: what is being done fails, and nothing more is begun."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()

    def _answer(self, order: Order) -> Answer:
        line, limits = self.start(), self._limits
        with suppress(EOFError, OSError):
            if not self._awake:
                self._wake(line)
            line.send_bytes(packed(Job(order, limits.processor), self._known))
            if not line.poll(limits.seconds):
                self._kill()
                raise PrintingStopped
            answer = answer_in(line.recv_bytes(), self._known)
            self._done += 1
            return answer
        raise PrintingStopped if self.stop() == -signal.SIGXCPU else PrintingBroken

    def _wake(self, line: Connection) -> None:
        """Wait for a worker that has just been started to say so. Raises `PrintingBroken` if it does not."""
        if not line.poll(GETTING_UP):
            self._kill()
            raise PrintingBroken
        self._awake = bool(line.recv_bytes())

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
        self.stop()
