"""Documents of anybody, read by a process that may be killed without harm."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import cache, partial
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from app.domain.aliases import Aliases, load_aliases
from app.domain.import_troubles import NoReportIn
from app.domain.imported import Asked
from app.domain.proof_troubles import UnreadableDocument
from app.domain.source_troubles import ReadersBusy, ReadingBroken, ReadingStopped
from app.jobs.importing import LIMITS, MOST_OF_ONE, MOST_WAITING, Importer
from app.proof.importing import sourced
from app.proof.sourced import Sourced
from tests.files.printed import case_pdf
from tests.house import ROOT
from tests.intake.extracted import extracted
from tests.jobs.ordering import is_running, memory
from tests.jobs.test_limits import eventually
from tests.reports import editions
from tests.specimens import SCHEMAS, case, case_text

NAME = "年报.txt"
REPORT = extracted(case("2021-balanced")).encode()


@cache
def aliases() -> Aliases:
    return load_aliases((SCHEMAS / "reading" / "aliases.yaml").read_text("utf-8"), "aliases.yaml", editions())


@cache
def thick() -> bytes:
    """A PDF of dozens of pages full of tables, which takes seconds to read."""
    made = BytesIO()
    with pikepdf.open(BytesIO(case_pdf("2021-balanced"))) as one, pikepdf.new() as many:
        for _ in range(70 // len(one.pages)):
            many.pages.extend(one.pages)
        many.save(made)
    return made.getvalue()


@contextmanager
def reading(**limits: float) -> Iterator[Importer]:
    """An importer until the block is left. It may take longer than a real one, on a busy machine."""
    given = {"seconds": 60.0, "rest": 60.0, **limits}
    rest = given.pop("rest")
    own = replace(LIMITS, **given)  # type: ignore[arg-type]  # numbers of bytes are whole
    with closing(Importer(editions(), aliases(), own, rest)) as importer:
        yield importer


@pytest.fixture(scope="module")
def importer() -> Iterator[Importer]:
    with reading() as importer:
        yield importer


def works(importer: Importer) -> bool:
    return importer.source(REPORT, NAME).imported.report.year == case("2021-balanced").year


def begun(importer: Importer) -> int:
    """The worker, as soon as there is one: it is at least a second before it has read anything."""
    assert eventually(lambda: importer.pid is not None, 60)
    assert importer.pid
    return importer.pid


def is_another(importer: Importer, pid: int) -> bool:
    return importer.pid != pid


def test_a_document_is_read_as_this_process_would_read_it(importer: Importer) -> None:
    asked = Asked(year=2023, agency="柳湾镇人民政府")
    for content, name in ((REPORT, NAME), (case_text("2021-half-finished").encode(), "half.json")):
        assert importer.source(content, name) == sourced(content, name, editions(), aliases(), Asked())
    given = importer.source(REPORT, NAME, asked)
    assert given == sourced(REPORT, NAME, editions(), aliases(), asked)
    assert given.imported.report.edition in editions()
    assert any(each is given.imported.report.edition for each in editions())


def test_a_refusal_comes_back_as_it_was_and_names_the_file(importer: Importer) -> None:
    pid = importer.pid
    for content, kind in (
        (b"", UnreadableDocument),
        ("通知".encode(), NoReportIn),
        (b"PK\x03\x04", UnreadableDocument),
    ):
        with pytest.raises(kind, match=r"^来信\.txt："):
            importer.source(content, "来信.txt")
    assert importer.pid == pid or pid is None


def test_several_at_once_get_each_their_own(importer: Importer) -> None:
    async def all_at_once() -> list[Sourced]:
        asked = (Asked(year=2010 + number) for number in range(6))
        return await asyncio.gather(
            *(importer.sourced(REPORT, NAME, each, of=at % 2) for at, each in enumerate(asked))
        )

    assert [each.imported.report.year for each in asyncio.run(all_at_once())] == list(range(2010, 2016))


def test_what_takes_too_long_is_stopped_and_the_next_is_read() -> None:
    with reading(seconds=4.0) as importer:
        assert works(importer)
        assert importer.pid
        os.kill(importer.pid, signal.SIGSTOP)  # takes for ever, whatever it is given
        with pytest.raises(ReadingStopped, match=r"^巨大\.txt：读取时间过长"):
            importer.source(REPORT, "巨大.txt")
        assert works(importer)


def test_what_takes_too_much_work_is_stopped_and_the_next_is_read() -> None:
    with reading(processor=0.5) as importer:
        with pytest.raises(ReadingStopped, match=r"^巨大\.pdf：读取时间过长"):
            importer.source(thick(), "巨大.pdf")
        assert works(importer)


def test_what_takes_too_much_memory_is_stopped_and_the_next_is_read() -> None:
    with reading(memory=120_000_000) as importer:
        assert works(importer)
        pid = importer.pid
        with pytest.raises((ReadingStopped, ReadingBroken), match="巨大"):
            importer.source(b"1" * 48_000_000, "巨大.txt")
        assert works(importer)
        assert importer.pid
        assert importer.pid != pid
        assert memory(importer.pid, "VmHWM") < 120_000_000


def test_a_worker_that_is_killed_takes_no_other_document_with_it() -> None:
    with reading() as importer:
        lost = importer._put(REPORT, "巨大.txt", Asked(), 0)
        waiting = importer._put(REPORT, NAME, Asked(), 0)
        for _ in range(2):  # it is tried once more, and then given up
            pid = begun(importer)
            os.kill(pid, signal.SIGKILL)
            assert eventually(partial(is_another, importer, pid), 60)
        with pytest.raises(ReadingBroken, match="巨大"):
            lost.result(60)
        assert waiting.result(60).imported.report.year
        asleep = importer.pid
        assert asleep
        os.kill(asleep, signal.SIGKILL)
        assert works(importer)


def test_more_than_can_be_read_in_time_is_refused_and_nobody_is_held_up_by_another() -> None:
    served: list[int] = []

    def note(of: int, found: Future[Sourced]) -> None:
        if found.exception() is None:
            served.append(of)

    with reading() as importer:
        futures = []
        refused = []
        for of, count in ((1, MOST_OF_ONE + 3), (2, 2), (3, MOST_WAITING)):
            for _ in range(count):
                try:
                    futures.append(importer._put(REPORT, NAME, Asked(), of))
                    futures[-1].add_done_callback(partial(note, of))
                except ReadersBusy:
                    refused.append(of)
        for each in futures:
            each.result(120)
    assert refused.count(1) in {2, 3}  # the first one may be under way already
    assert refused.count(2) == 0
    assert refused.count(3) >= MOST_WAITING - MOST_OF_ONE
    assert {1, 2, 3} <= set(served[:5])


def test_an_importer_that_is_closed_leaves_nothing_running() -> None:
    with reading() as importer:
        lost = importer._put(REPORT, "巨大.txt", Asked(), 0)
        pid = begun(importer)
        waiting = importer._put(REPORT, NAME, Asked(), 0)
        importer.close()
        for each in (lost, waiting):
            with pytest.raises((ReadingBroken, ReadersBusy)):
                each.result(0)
        assert not is_running(pid)
        with pytest.raises(ReadersBusy):
            importer.source(REPORT, NAME)


def test_a_worker_that_has_nothing_to_do_goes() -> None:
    with reading(rest=0.2) as importer:
        assert importer.pid is None
        assert works(importer)
        assert eventually(lambda: importer.pid is None)
        assert works(importer)


SHUT_IN = """
import os, socket, subprocess, sys
from pathlib import Path
from app.jobs import opener
opener._shut_in()
for number, attempt in enumerate([
    lambda: Path("left.txt").write_text("x"),
    lambda: subprocess.run(["true"]),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.getaddrinfo("localhost", 80),
    lambda: os.system("true"),
    lambda: os.remove(sys.argv[1]),
    lambda: os.fork(),
]):
    try:
        attempt()
    except OSError:
        continue
    os._exit(10 + number)
print("heard")
"""


def test_a_reader_writes_nothing_calls_nobody_and_starts_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("kept")
    command = [sys.executable, "-c", SHUT_IN, str(kept)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert kept.read_text() == "kept"
    left = tmp_path / "left.txt"
    assert not left.exists() or left.stat().st_size == 0
