"""What only shows with more than one process: killing, locking, starting twice."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe

import pytest

from app.domain.troubles import NotSaved, SecondWriter
from app.store.storage import Storage, open_for_reading, open_storage
from app.store.verifying import verify
from tests.store.office import Office, Run, edit, opened, sent
from tests.store.saver import hold, open_second, save_until_killed

KILLS = 10
PATIENCE = 20.0
# It has the imports done, so that a process costs milliseconds, and no threads of ours to inherit.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.saver"])


@contextmanager
def process(work: Callable[..., None], *given: object) -> Iterator[tuple[Pipe, int]]:
    """Another process and the pipe it speaks through; killed at the end of the block if it still runs."""
    here, there = PROCESSES.Pipe()
    other = PROCESSES.Process(target=work, args=(*given, there))
    other.start()
    there.close()
    assert other.pid is not None
    try:
        yield here, other.pid
    finally:
        other.kill()
        other.join(PATIENCE)
        here.close()


def heard(pipe: Pipe) -> Iterator[str]:
    """What is in the pipe, to the last word before the other end broke off."""
    while pipe.poll(PATIENCE):
        try:
            yield pipe.recv()
        except (EOFError, ConnectionResetError):
            return


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(url: str, office: Office) -> None:
    acknowledged: list[str] = []
    chance = random.Random(20)  # noqa: S311 -- moments, not secrets
    for life in range(KILLS):
        with process(save_until_killed, url, office.report.id, office.li.actor, life) as (pipe, pid):
            acknowledged.append(pipe.recv() if pipe.poll(PATIENCE) else "nothing came")
            time.sleep(chance.uniform(0.01, 0.15))
            os.kill(pid, signal.SIGKILL)
            acknowledged.extend(heard(pipe))
        assert verify(open_for_reading(url)) == []
    with opened(url) as storage:
        kept = [line.after for line in storage.reports.history(office.report.id) if line.client]
        assert set(acknowledged) <= set(kept)
        assert len(kept) == len(set(kept))
        assert len(acknowledged) > 10 * KILLS
        assert storage.reports.verify() == []


def test_a_foreign_process_that_holds_the_file_delays_and_loses_nothing(
    storage: Storage, office: Office, run: Run
) -> None:
    request = sent("a", 1, edit("/title", "一"))
    with process(hold, storage.database.path) as (pipe, _):
        assert pipe.recv() == "held"
        begun = time.monotonic()
        with pytest.raises(NotSaved):
            run(storage.reports.type_fields(office.report.id, office.li.actor, request))
        assert time.monotonic() - begun < 5
        assert storage.reports.open(office.report.id) == office.report
        pipe.send("let go")
        with pytest.raises(EOFError):
            pipe.recv()
    assert storage.is_ready()
    assert run(storage.reports.type_fields(office.report.id, office.li.actor, request)).saved == ("/title",)


def test_a_second_process_does_not_start(storage: Storage, url: str) -> None:
    with process(open_second, url) as (pipe, _):
        assert pipe.recv() == SecondWriter.sentence
    with pytest.raises(SecondWriter):
        open_storage(url)
    storage.close()
    with process(open_second, url) as (pipe, _):
        assert pipe.recv() == "opened"
