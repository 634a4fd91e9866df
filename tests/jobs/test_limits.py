"""What a job may not do to others: take for ever, take all memory, die, or outlive the server."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.domain.print_troubles import PrintingBroken, PrintingStopped
from app.files.copies import Copy
from app.jobs.hand import Limits, WorkerDefect
from app.jobs.press import Press
from tests.house import ROOT
from tests.jobs.ordering import (
    balanced,
    is_running,
    long_report,
    memory,
    processor_seconds,
    running,
)

DRAFT = Copy(draft=True)
# The press of a server that is killed while it prints; its worker's number goes to standard output.
SERVER = """
from app.files.copies import Copy
from tests.jobs.ordering import balanced, long_report, running
with running() as press:
    press.render(balanced(), "json", Copy())
    print(press.pids[0], flush=True)
    press.render(long_report(80), "pdf", Copy(draft=True))
"""


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.02)
    return holds()


def works_on(press: Press) -> int:
    """The worker, once it is busy with the job that it was given."""
    [pid] = press.pids
    assert pid
    before = processor_seconds(pid)
    assert eventually(lambda: processor_seconds(pid) > before + 0.3)
    return pid


def test_what_takes_too_long_is_stopped_and_others_go_on() -> None:
    with running(Limits(seconds=0.25)) as press:
        assert press.render(balanced(), "json", DRAFT)
        [pid] = press.pids
        with pytest.raises(PrintingStopped):
            press.render(long_report(), "pdf", DRAFT)
        assert pid
        assert not is_running(pid)
        assert press.render(replace(balanced(), preface="下一份。"), "json", DRAFT)
        # A page that asks again every few seconds does not keep the worker from the others.
        [second] = press.pids
        with pytest.raises(PrintingStopped):
            press.render(long_report(), "pdf", DRAFT)
        assert press.pids == (second,)


def test_what_takes_too_much_memory_is_stopped_and_others_go_on() -> None:
    with running() as press:
        press.render(balanced(), "json", DRAFT)
        [pid] = press.pids
        assert pid
        idle = memory(pid, "VmPeak")
    with running(Limits(memory=idle + 30_000_000)) as press:
        assert press.render(balanced(), "json", DRAFT)
        before = press.pids
        with pytest.raises((PrintingStopped, PrintingBroken, WorkerDefect)):
            press.render(long_report(80), "pdf", DRAFT)
        assert press.render(replace(balanced(), preface="下一份。"), "json", DRAFT)
        assert press.pids != before


def test_a_killed_worker_takes_only_its_own_job_with_it() -> None:
    with running() as press, ThreadPoolExecutor() as people:
        press.render(balanced(), "json", DRAFT)
        lost: Future[bytes] = people.submit(press.render, long_report(), "pdf", DRAFT)
        pid = works_on(press)
        waiting: Future[bytes] = people.submit(
            press.render, replace(balanced(), preface="排队。"), "json", DRAFT
        )
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(PrintingBroken):
            lost.result(20)
        assert waiting.result(20)
        assert not is_running(pid)


def test_a_worker_that_died_in_its_sleep_is_replaced() -> None:
    with running() as press:
        press.render(balanced(), "json", DRAFT)
        [pid] = press.pids
        assert pid
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(PrintingBroken):
            press.render(replace(balanced(), preface="正好撞上。"), "json", DRAFT)
        assert press.render(replace(balanced(), preface="再试一次。"), "json", DRAFT)


def test_no_worker_outlives_a_server_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE) as server:
        assert server.stdout
        worker = int(server.stdout.readline())
        before = processor_seconds(worker)
        assert eventually(lambda: processor_seconds(worker) > before + 0.3)
        server.kill()
    assert eventually(lambda: not is_running(worker))
