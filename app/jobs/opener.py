"""The worker that opens documents of anybody.

Whatever a document does to its reader, it does here: the process writes no file, speaks to nobody and starts
nothing, and it is ended where a document takes too long or too much.
"""

from __future__ import annotations

import logging
import os
import resource
import sys
import warnings
from dataclasses import replace
from pathlib import Path

from app.domain.troubles import NotFound
from app.jobs.orders import Order, Sourcing
from app.jobs.worker import told, work
from app.proof.importing import sourced
from app.proof.sourced import Sourced

FORBIDDEN = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.remove",
        "os.rename",
        "os.system",
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "subprocess.Popen",
    }
)
"""What no reader has a reason to do, by the names under which Python tells of it."""


def opened(order: Order) -> Sourced:
    """The document that was handed over. Raises what `sourced` raises."""
    if not isinstance(order, Sourcing):
        raise NotFound
    return sourced(order.content, order.name, order.editions, order.aliases, order.asked)


def addresses(memory: int) -> int:
    """How many addresses are that much memory: the libraries take many that they never fill."""
    pages = Path("/proc/self/statm").read_text("ascii").split()
    mapped, resident = (int(each) * resource.getpagesize() for each in pages[:2])
    return memory + mapped - resident


def _shut_in() -> None:
    """From here on nothing is written and nobody is called, and what libraries print is for nobody."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_refuse)
    logging.disable()
    warnings.simplefilter("ignore")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, sys.stdout.fileno())
    os.dup2(silent, sys.stderr.fileno())


def _refuse(event: str, _about: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(event)


if __name__ == "__main__":
    given = told()
    _shut_in()
    work(replace(given, memory=addresses(given.memory)), opened)
