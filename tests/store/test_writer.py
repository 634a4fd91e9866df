import asyncio
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.domain.troubles import NotFound, NotSaved, Overloaded
from app.store.database import Connection, connect_to_read, connect_to_write
from app.store.storage import Storage
from app.store.verbs import Typed
from app.store.writer import Writer
from tests.store.office import Office, Run, edit, sent

PATIENCE = 10.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "plain.db"
    with closing(connect_to_write(path)) as connection:
        connection.execute("CREATE TABLE kept (text TEXT) STRICT")
    return path


@pytest.fixture
def writer(path: Path) -> Iterator[Writer]:
    writer = Writer(connect_to_write(path), limit=20)
    yield writer
    writer.close()


def kept(path: Path) -> list[str]:
    with closing(connect_to_read(path)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM kept ORDER BY rowid")]


class Keep:
    """A job that keeps a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __call__(self, connection: Connection) -> str:
        connection.execute("INSERT INTO kept VALUES (?)", (self.text,))
        return self.text


@contextmanager
def held(writer: Writer) -> Iterator[None]:
    """The writer is busy for as long as the block lasts, so what is submitted meanwhile becomes one batch."""
    go, busy = threading.Event(), threading.Event()

    def hold(_connection: Connection) -> None:
        busy.set()
        go.wait(PATIENCE)

    writer.submit(hold)
    assert busy.wait(PATIENCE)
    try:
        yield
    finally:
        go.set()


def test_what_waits_together_is_committed_together(writer: Writer, path: Path) -> None:
    with held(writer):
        before = writer.commits
        futures = [writer.submit(Keep(str(number))) for number in range(15)]
    assert [future.result(PATIENCE) for future in futures] == [str(number) for number in range(15)]
    assert writer.commits - before == 2  # the one that was busy, and one for all fifteen
    assert kept(path) == [str(number) for number in range(15)]


def test_nobody_is_told_before_it_is_committed(writer: Writer, path: Path) -> None:
    seen_when_told: list[list[str]] = []
    with held(writer):
        for text in ("a", "b"):
            # Runs in the writer's thread at the moment of telling; another connection sees what is committed.
            writer.submit(Keep(text)).add_done_callback(lambda _: seen_when_told.append(kept(path)))
    assert writer.close()
    assert seen_when_told == [["a", "b"], ["a", "b"]]


def test_a_job_that_fails_loses_only_its_own(writer: Writer, path: Path) -> None:
    def fails(connection: Connection) -> None:
        connection.execute("INSERT INTO kept VALUES ('never')")
        raise NotFound

    def is_wrong(connection: Connection) -> None:
        connection.execute("INSERT INTO kept VALUES ('neither')")
        connection.execute("INSERT INTO nowhere VALUES (1)")

    with held(writer):
        first, refused = writer.submit(Keep("a")), writer.submit(fails)
        wrong, last = writer.submit(is_wrong), writer.submit(Keep("b"))
    assert (first.result(PATIENCE), last.result(PATIENCE)) == ("a", "b")
    assert isinstance(refused.exception(PATIENCE), NotFound)
    assert "nowhere" in str(wrong.exception(PATIENCE))
    assert kept(path) == ["a", "b"]


def test_a_job_that_ends_the_transaction_takes_nobody_elses_word(writer: Writer, path: Path) -> None:
    def ends_it(connection: Connection) -> None:
        connection.execute("ROLLBACK")

    with held(writer):
        innocent, guilty = writer.submit(Keep("a")), writer.submit(ends_it)
    assert isinstance(innocent.exception(PATIENCE), NotSaved)
    assert isinstance(guilty.exception(PATIENCE), NotSaved)
    assert writer.submit(Keep("b")).result(PATIENCE) == "b"
    assert kept(path) == ["b"]


def leave_pages(writer: Writer, spare: int) -> None:
    """Let the file grow by so many pages and no more: a disk that is full, as SQLite sees it."""

    def limit(connection: Connection) -> int:
        (size,) = connection.execute("PRAGMA page_count").fetchone()
        (most,) = connection.execute(f"PRAGMA max_page_count = {size + spare}").fetchone()
        return int(most) - int(size)

    assert writer.submit(limit).result(PATIENCE) == spare


def test_every_job_of_a_batch_that_fills_the_disk_is_refused(writer: Writer, path: Path) -> None:
    leave_pages(writer, 3)
    with held(writer):
        futures = [writer.submit(Keep(text)) for text in ("a", "x" * 100_000, "b")]
    for future in futures:
        assert isinstance(future.exception(PATIENCE), NotSaved)
    assert kept(path) == []
    leave_pages(writer, 100_000)
    assert writer.submit(Keep("c")).result(PATIENCE) == "c"
    assert kept(path) == ["c"]


def test_a_full_disk_refuses_saving_and_nothing_else(storage: Storage, office: Office, run: Run) -> None:
    store, id_ = storage.reports, office.report.id
    leave_pages(storage.writer, 20)
    said: list[str] = []
    with pytest.raises(NotSaved) as refusal:  # noqa: PT012 -- how many fit does not matter
        for seq in range(1, 50):
            text = str(seq) * 5_000
            answer = run(store.type_fields(id_, office.li.actor, sent("a", seq, edit(f"f{seq}", text))))
            said.extend(answer.saved)
    assert refusal.value.sentence.startswith("未保存")
    assert list(store.open(id_).fields) == said
    assert said
    leave_pages(storage.writer, 100_000)
    again = run(store.type_fields(id_, office.li.actor, sent("a", 50, edit("/title", "好"))))
    assert again.saved == ("/title",)
    assert store.verify() == []


def test_too_much_waiting_is_refused_at_once(writer: Writer, path: Path) -> None:
    with held(writer):
        futures = [writer.submit(Keep(str(number))) for number in range(20)]
        assert writer.depth == 20
        with pytest.raises(Overloaded):
            writer.submit(Keep("one too many"))
    assert [future.result(PATIENCE) for future in futures] == kept(path)


def test_closing_writes_what_waits_and_empties_the_log_file(writer: Writer, path: Path) -> None:
    with held(writer):
        futures = [writer.submit(Keep(str(number))) for number in range(10)]
        assert not writer.close(patience=0.1)
        with pytest.raises(NotSaved):
            writer.submit(Keep("too late"))
    assert writer.close()
    assert not path.with_name(path.name + "-wal").exists()
    assert [future.result(0) for future in futures] == kept(path)


def test_a_job_that_was_cancelled_while_waiting_is_not_done(writer: Writer, path: Path) -> None:
    with held(writer):
        cancelled, other = writer.submit(Keep("a")), writer.submit(Keep("b"))
        assert cancelled.cancel()
    assert other.result(PATIENCE) == "b"
    assert kept(path) == ["b"]


def test_many_savers_share_commits(storage: Storage, office: Office, run: Run) -> None:
    async def clerk(number: int) -> list[Typed]:
        return [
            await storage.reports.type_fields(
                office.report.id, office.li.actor, sent(f"tab-{number}", seq, edit(f"f{number}", str(seq)))
            )
            for seq in range(1, 11)
        ]

    async def all_of_them() -> list[list[Typed]]:
        return await asyncio.gather(*map(clerk, range(40)))

    commits, jobs = storage.writer.commits, storage.writer.jobs
    answers = run(all_of_them())
    assert storage.writer.jobs - jobs == 400
    assert storage.writer.commits - commits < 200
    assert all(answer.saved for clerks in answers for answer in clerks)
    assert storage.reports.verify() == []


def test_every_commit_waits_for_the_disk(storage: Storage) -> None:
    def settings(connection: Connection) -> list[object]:
        names = ("synchronous", "journal_mode", "foreign_keys")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert storage.writer.submit(settings).result(PATIENCE) == [2, "wal", 1]
