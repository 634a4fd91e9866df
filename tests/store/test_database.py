import re
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from app.domain.troubles import DatabaseNewer, DatabaseUnsupported, LibraryTooOld, NotFound
from app.store.database import (
    OLDEST_LIBRARY,
    SqliteError,
    check_library,
    connect_to_read,
    connect_to_write,
    database_path,
)
from app.store.migrating import configuration, migrate, newest_revision, revision_of
from app.store.storage import Storage, open_for_reading, open_storage
from app.store.tables import METADATA
from tests.store.office import Office, opened


@pytest.fixture
def fresh(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/nowhere/yet/100%.db"


def plain(statement: str) -> str:
    """SQL without the layout."""
    return re.sub(r"\s+", " ", statement.replace('"', "")).strip()


def test_migrating_an_empty_file_gives_exactly_the_tables_of_the_models(fresh: str) -> None:
    migrate(fresh)
    with closing(connect_to_read(database_path(fresh))) as connection:
        rows = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index')"
            " AND tbl_name <> 'alembic_version'"
        ).fetchall()
    dialect = sqlite.dialect()
    tables = [str(CreateTable(table).compile(dialect=dialect)) for table in METADATA.sorted_tables]
    indexes = [
        str(CreateIndex(index).compile(dialect=dialect))
        for table in METADATA.sorted_tables
        for index in table.indexes
    ]
    assert sorted(parts(row[0]) for row in rows) == sorted(parts(each) for each in tables + indexes)


def parts(statement: str) -> list[str]:
    """A statement's clauses; in which order the constraints stand means nothing."""
    return sorted(part.strip(" ,") for part in plain(statement).replace("(", "(\n", 1).split(", "))


def test_there_is_nothing_left_for_alembic_to_generate(fresh: str) -> None:
    migrate(fresh)
    engine = create_engine(f"sqlite:///{database_path(fresh)}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
        assert revision_of(connection) == newest_revision() is not None
    engine.dispose()


def test_every_table_is_strict(storage: Storage) -> None:
    rows = storage.database.reader().execute("PRAGMA table_list").fetchall()
    loose = {row[1] for row in rows if row[0] == "main" and not row[5]}
    assert loose == {"alembic_version", "sqlite_schema"}


def test_migrating_again_changes_nothing(url: str, office: Office) -> None:
    migrate(url)
    with opened(url) as storage:
        assert storage.reports.open(office.report.id) == office.report


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    fresh: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade_and_stumble(config: Config, revision: str) -> None:
        original(config, revision)
        raise NotFound

    original = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_and_stumble)
    with pytest.raises(NotFound):
        migrate(fresh)
    with closing(connect_to_read(database_path(fresh))) as connection:
        assert connection.execute("SELECT * FROM sqlite_schema").fetchall() == []


def test_a_file_of_a_later_version_is_left_alone_and_the_lock_given_back(url: str) -> None:
    with closing(connect_to_write(database_path(url))) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for _ in range(2):
        with pytest.raises(DatabaseNewer, match="9999"):
            open_storage(url)


def test_the_alembic_folder_is_found_wherever_the_program_lies() -> None:
    assert Path(configuration().get_main_option("script_location") or "").is_dir()


@pytest.mark.parametrize("address", ["postgresql+psycopg://host/db", "sqlite://", "sqlite:///:memory:"])
def test_only_a_file_can_be_opened(address: str) -> None:
    with pytest.raises(DatabaseUnsupported):
        open_storage(address)


def test_an_old_library_is_refused() -> None:
    check_library()
    check_library(OLDEST_LIBRARY)
    with pytest.raises(LibraryTooOld, match=re.escape("3.51.2")):
        check_library((3, 51, 2))


def test_a_reader_can_neither_write_nor_checkpoint(storage: Storage) -> None:
    reader = storage.database.reader()
    with pytest.raises(SqliteError, match="readonly"):
        reader.execute("UPDATE person SET active = 0")
    with pytest.raises(SqliteError, match="readonly"):
        reader.execute("CREATE TABLE another (id INTEGER)")
    assert reader is storage.database.reader()


def test_reading_beside_a_server_and_after_it(storage: Storage, office: Office, url: str) -> None:
    def count() -> int:
        with closing(open_for_reading(url)) as database:
            return int(database.reader().execute("SELECT count(*) FROM person").fetchone()[0])

    assert count() == 2
    storage.close()
    assert count() == 2
    assert office.report.rev == 1


def test_there_is_nothing_to_read_before_the_first_start(fresh: str) -> None:
    with pytest.raises(NotFound):
        open_for_reading(fresh)
    assert not database_path(fresh).parent.exists()
