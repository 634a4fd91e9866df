"""The database file: which library opens it, how, and who may write to it.

Exactly one process writes to a file, through one connection (`app.store.writer`). All other connections are
opened read-only, so they can neither write nor checkpoint. That keeps the precondition of SQLite's WAL-reset
corruption (two connections that write or checkpoint at once; 3.7.0 to 3.51.2) from arising, and the library
floor keeps the bug itself out: two fences, because either alone has been climbed before.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from functools import partial
from pathlib import Path

from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from app.domain.troubles import DatabaseUnsupported, LibraryTooOld, SecondWriter

# The standard library's class has the same shape; only its types are used.
Connection = sqlite3.Connection

OLDEST_LIBRARY = (3, 51, 3)
BUSY_MILLISECONDS = 2_000
WAL_BYTES_KEPT = 64 * 1024 * 1024

SqliteError: type[Exception] = sqlite.Error
UniqueError: type[Exception] = sqlite.IntegrityError


def check_library(found: tuple[int, ...] = sqlite.sqlite_version_info) -> None:
    """Raise `LibraryTooOld` for a SQLite with the WAL-reset corruption."""
    if found < OLDEST_LIBRARY:
        raise LibraryTooOld(".".join(map(str, found)), ".".join(map(str, OLDEST_LIBRARY)))


def database_path(url: str) -> Path:
    """The file that `sqlite:///path` names. Raises `DatabaseUnsupported` for everything else."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or not address.database or address.database == ":memory:":
        raise DatabaseUnsupported(address.drivername)
    return Path(address.database).absolute()


def connect_to_write(path: Path) -> Connection:
    """The connection of the one writer: WAL, and every commit on the disk before it returns."""
    connection: Connection = sqlite.connect(
        path, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_BYTES_KEPT}").fetchall()
    return connection


def connect_to_read(path: Path) -> Connection:
    """A connection that SQLite itself refuses to write through."""
    connection: Connection = sqlite.connect(
        path.as_uri() + "?mode=ro",
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


_HELD: set[Path] = set()


class WriterLock:
    """A lock file beside the database; the kernel drops the lock when its process ends, however it ends.

    A record lock, not flock(2): that one would pass to a forked child and outlive a killed parent. Record
    locks do not exclude the own process, hence the set.
    """

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(database.name + ".lock")
        if self.path in _HELD:
            raise SecondWriter
        self._file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            self._file.close()
            raise SecondWriter from None
        _HELD.add(self.path)

    def release(self) -> None:
        """Let another process write. A second time changes nothing."""
        if not self._file.closed:
            self._file.close()
            _HELD.discard(self.path)


class Database:
    """Reading from one database file; a connection per thread for the hot path, an engine for the rest."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine: Engine = create_engine(
            "sqlite://", module=sqlite, creator=partial(connect_to_read, path), poolclass=NullPool
        )
        self._thread = threading.local()
        self._opened: list[Connection] = []

    def reader(self) -> Connection:
        """This thread's read-only connection, its prepared statements kept."""
        connection: Connection | None = getattr(self._thread, "connection", None)
        if connection is None:
            connection = connect_to_read(self.path)
            self._thread.connection = connection
            self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Close every reading connection. No thread may be reading any more."""
        while self._opened:
            self._opened.pop().close()
        self._thread = threading.local()
        self.engine.dispose()
