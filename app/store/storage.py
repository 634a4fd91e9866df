"""Everything that is remembered, opened and closed together."""

from __future__ import annotations

import concurrent.futures
from contextlib import ExitStack
from dataclasses import dataclass

from app.domain.troubles import NotFound, NotSaved, Overloaded
from app.store.accounts import Accounts
from app.store.bearer import issue, make_key, read_key
from app.store.clock import Clock, now
from app.store.database import Database, WriterLock, check_library, connect_to_write, database_path
from app.store.imports import Imports
from app.store.migrating import migrate
from app.store.policy import AccountPolicy
from app.store.reports import SqliteReports
from app.store.writer import Writer

PROBE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Storage:
    """The open store of one process."""

    reports: SqliteReports
    accounts: Accounts
    imports: Imports
    database: Database
    writer: Writer
    lock: WriterLock

    def is_ready(self) -> bool:
        """Whether a transaction goes through within five seconds. Waits for it, so call it in a thread."""
        try:
            self.writer.submit(lambda connection: connection.total_changes).result(PROBE_SECONDS)
        except (NotSaved, Overloaded, concurrent.futures.TimeoutError):
            return False
        return True

    def close(self) -> None:
        """Write what waits, close the file and let another process write.

        A writer that is still at it after ten seconds keeps the lock until the process ends.
        """
        finished = self.writer.close()
        self.accounts.close()
        self.database.close()
        if finished:
            self.lock.release()


def open_storage(url: str, policy: AccountPolicy | None = None, clock: Clock = now) -> Storage:
    """Lock the database for this process, bring it up to date, and open it.

    Raises `DatabaseUnsupported`, `LibraryTooOld`, `DatabaseNewer`, or `SecondWriter` while another process
    writes.
    """
    check_library()
    path = database_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as undo:
        lock = WriterLock(path)
        undo.callback(lock.release)
        migrate(url)
        make_key(path)
        database, writer = Database(path), Writer(connect_to_write(path))
        accounts = Accounts(database, writer, policy or AccountPolicy(), clock)
        undo.pop_all()
    reports, imports = SqliteReports(database, writer, clock), Imports(database, writer, clock)
    return Storage(reports, accounts, imports, database, writer, lock)


def open_for_reading(url: str) -> Database:
    """The database beside a running server: nothing can be written. Raises `NotFound` when there is none."""
    check_library()
    path = database_path(url)
    if not path.exists():
        raise NotFound
    return Database(path)


def bearer_token(url: str, name: str, days: int = AccountPolicy().token_days, clock: Clock = now) -> str:
    """A token for the person of this name, made beside a running server. Raises `NotFound`."""
    database = open_for_reading(url)
    try:
        return issue(database.reader(), read_key(database.path), name, clock(), days)
    finally:
        database.close()
