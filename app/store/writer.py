"""The one thread that writes, and group commit.

All jobs that wait at a moment go into one transaction, each in a savepoint of its own, and are answered
together after the one COMMIT, which with synchronous=FULL returns when the disk has it. So a burst of savers
shares one fsync, nobody polls for a lock, and "saved" is said only of what survives a power cut.

A job that raises loses its own savepoint and nobody else's. When the transaction itself fails (disk full,
file locked) every job of it is refused, also those that had succeeded: SQLite has rolled all of them back.
The thread lives on and the next batch tries afresh.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

from app.domain.troubles import NotSaved, Overloaded
from app.store.database import Connection, SqliteError

T = TypeVar("T")

QUEUE_LIMIT = 2_000
BATCH_LIMIT = 256
DRAIN_SECONDS = 10.0

log = logging.getLogger(__name__)


class _Savepoint:
    """Whatever a job raises belongs to whoever submitted the job, so it is kept in `error` and not raised."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.error: BaseException | None = None

    def __enter__(self) -> Self:
        self._connection.execute("SAVEPOINT job")
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if not self._connection.in_transaction:
            return False  # SQLite gave up the whole transaction (disk full), so it is every job's trouble
        if error is not None:
            self._connection.execute("ROLLBACK TO job")
        self._connection.execute("RELEASE job")
        self.error = error
        return True


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A job and the future its submitter holds."""

    job: Callable[[Connection], Any]
    future: Future[Any]

    def run(self, connection: Connection) -> Callable[[], None]:
        """Do the job; returns how to tell its outcome once the batch is durable."""
        with _Savepoint(connection) as savepoint:
            result = self.job(connection)
        if savepoint.error is None:
            return lambda: self.future.set_result(result)
        return lambda: self.future.set_exception(savepoint.error)


class Writer:
    """Owns the one writing connection. `commits` counts transactions, `jobs` what went through them."""

    def __init__(self, connection: Connection, limit: int = QUEUE_LIMIT) -> None:
        self._connection = connection
        self._queue: queue.Queue[_Waiting | None] = queue.Queue(limit)
        self._door = threading.Lock()
        self._open = True
        self._thread = threading.Thread(target=self._write, name="writer", daemon=True)
        self.commits = 0
        self.jobs = 0
        self._thread.start()

    def submit(self, job: Callable[[Connection], T]) -> Future[T]:
        """Queue `job`; the future is answered when its effect is durable.

        The job runs in the writer's thread inside a transaction; it is short and neither begins nor ends one.
        Raises `Overloaded` when too much waits and `NotSaved` once closed. The future raises `NotSaved`, or
        what the job raised.
        """
        future: Future[T] = Future()
        with self._door:
            if not (self._open and self._thread.is_alive()):
                raise NotSaved
            try:
                self._queue.put_nowait(_Waiting(job, future))
            except queue.Full:
                raise Overloaded from None
        return future

    @property
    def depth(self) -> int:
        """How many jobs wait."""
        return self._queue.qsize()

    def close(self, patience: float = DRAIN_SECONDS) -> bool:
        """Write what waits, for at most `patience` seconds. Returns whether the file is closed."""
        with self._door:
            if self._open:
                self._open = False
                self._queue.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _write(self) -> None:
        while batch := self._take():
            self._commit([each for each in batch if each.future.set_running_or_notify_cancel()])
        with contextlib.suppress(SqliteError):  # what stays in the WAL is as safe there
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._connection.close()

    def _take(self) -> list[_Waiting]:
        """The jobs that wait, at least one; empty after the last one."""
        first = self._queue.get()
        batch = [] if first is None else [first]
        while batch and len(batch) < BATCH_LIMIT:
            try:
                each = self._queue.get_nowait()
            except queue.Empty:
                break
            if each is None:
                self._queue.put(None)  # for the next look; nothing comes after it
                break
            batch.append(each)
        return batch

    def _commit(self, batch: list[_Waiting]) -> None:
        try:
            for tell in self._transaction(batch):
                tell()
        except SqliteError:
            log.exception("%d jobs refused", len(batch))
            with contextlib.suppress(SqliteError):
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
        finally:
            for each in batch:
                if not each.future.done():
                    each.future.set_exception(NotSaved())

    def _transaction(self, batch: list[_Waiting]) -> list[Callable[[], None]]:
        self._connection.execute("BEGIN IMMEDIATE")
        outcomes = [each.run(self._connection) for each in batch]
        self._connection.execute("COMMIT")
        self.commits += 1
        self.jobs += len(batch)
        return outcomes
