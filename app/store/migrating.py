"""Bringing a database file up to this program's tables, at every start, all or nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from app.domain.troubles import DatabaseNewer
from app.store.database import check_library, connect_to_write, database_path


def migrate(url: str) -> None:
    """Bring the database to the newest revision; the caller holds the lock, or nobody else writes.

    Raises `DatabaseUnsupported`, `LibraryTooOld`, or `DatabaseNewer` for a file of a later version of the
    program.
    """
    check_library()
    path = database_path(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = _engine(path)
    with engine.begin() as connection:
        _refuse_newer(connection)
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def revision_of(connection: Connection) -> str | None:
    """The revision a database is at; None for an empty file."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The revision this program's tables are at."""
    return ScriptDirectory.from_config(configuration()).get_current_head()


def configuration() -> Config:
    """Alembic's settings, without a file of their own."""
    config = Config()
    # Alembic reads % as the start of a reference.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _refuse_newer(connection: Connection) -> None:
    known = {step.revision for step in ScriptDirectory.from_config(configuration()).walk_revisions()}
    found = revision_of(connection)
    if found is not None and found not in known:
        raise DatabaseNewer(found)


def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", module=sqlite, creator=partial(connect_to_write, path), poolclass=NullPool
    )

    # The driver would begin transactions only at the first INSERT, leaving CREATE TABLE outside.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
