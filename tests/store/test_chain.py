"""Whoever changes the log behind the program's back is found, at the first entry that is not as written."""

# ruff: noqa: S608 -- tampering by statements put together here

import asyncio
import hashlib
import json
import random
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.store.chain import Line, digest
from app.store.database import SqliteError, connect_to_write
from app.store.storage import open_for_reading
from app.store.verbs import NewReport, ReportStore, Step
from app.store.verifying import verify
from tests.store.office import Office, edit, opened, sent

LINES = 30
COLUMNS = (
    *("report_id", "rev", "field", "before", "after", "actor_id", "actor", "at"),
    *("source", "client", "client_seq", "reason"),
)


@pytest.fixture(scope="module")
def written(furnished: tuple[Path, Office], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed file with two reports; the log of the first is the entries 1 to 32, and 36."""
    folder = tmp_path_factory.mktemp("written") / "data"
    shutil.copytree(furnished[0], folder)
    with opened(f"sqlite:///{folder}/gouji.db") as storage, asyncio.Runner() as runner:
        runner.run(write(storage.reports, furnished[1]))
        assert storage.reports.verify() == storage.reports.verify(furnished[1].report.id) == []
    return folder


async def write(store: ReportStore, office: Office) -> None:
    id_ = office.report.id
    for seq in range(LINES):
        request = sent(
            "a", seq + 1, edit(f"f{seq % 7}", f"第{seq}次", f"第{seq - 7}次" if seq >= 7 else None)
        )
        assert (await store.type_fields(id_, office.li.actor, request)).saved
    await store.create(NewReport(office.agency.id, 2025, "agency", "2021", {"f0": "1"}), office.wang.actor)
    await store.take_step(id_, office.wang.actor, Step("finish", "finished", None))


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "data")) / "gouji.db"


def tampered(path: Path, *statements: str) -> list[str]:
    with closing(connect_to_write(path)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DROP TRIGGER change_refuses_update")
        connection.execute("DROP TRIGGER change_refuses_delete")
        for statement in statements:
            assert connection.execute(statement).rowcount != 0, statement
    return verify(open_for_reading(f"sqlite:///{path}"))


def first_entry(sentences: list[str]) -> int:
    assert len(sentences) == 1
    found = re.search("第 ([0-9]+) 条", sentences[0])
    assert found, sentences
    return int(found[1])


@pytest.mark.parametrize("act", ["UPDATE change SET after = '8'", "DELETE FROM change"])
def test_the_log_cannot_be_changed_by_a_statement(path: Path, act: str) -> None:
    with closing(connect_to_write(path)) as connection, pytest.raises(SqliteError, match="append-only"):
        connection.execute(act)


TEXTS = ("field", "before", "after", "actor", "client", "reason", "prev", "digest")
CHANGES = {
    **{name: f"UPDATE change SET {name} = 'x' WHERE seq = ?" for name in TEXTS},
    **{name: f"UPDATE change SET {name} = {name} + 9 WHERE seq = ?" for name in ("at", "actor_id", "rev")},
    "client_seq": "UPDATE change SET client_seq = 0 WHERE seq = ?",
    "source": "UPDATE change SET source = 'paste' WHERE seq = ?",
    "blank": "UPDATE change SET after = NULL WHERE seq = ?",
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES.keys())
def test_an_altered_line_is_named(path: Path, statement: str) -> None:
    victim = random.Random(statement).randint(4, LINES)  # noqa: S311 -- some place, no secret
    assert first_entry(tampered(path, statement.replace("?", str(victim)))) == victim


def test_a_deleted_line_is_missed_by_the_next(path: Path) -> None:
    assert first_entry(tampered(path, "DELETE FROM change WHERE seq = 9")) == 10


def test_two_swapped_lines_are_found(path: Path) -> None:
    swap = [f"UPDATE change SET seq = {new} WHERE seq = {old}" for old, new in ((9, 999), (12, 9), (999, 12))]
    assert first_entry(tampered(path, *swap)) == 9


def test_an_inserted_line_is_found(path: Path) -> None:
    insert = f"INSERT INTO change SELECT 1000, {', '.join(COLUMNS)}, prev, digest FROM change WHERE seq = 9"
    assert first_entry(tampered(path, "DROP INDEX ix_change_report_id_rev_field", insert)) == 1000


def test_an_inserted_line_with_a_right_digest_does_not_fit_the_head(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        line = list(connection.execute(f"SELECT {', '.join(COLUMNS)} FROM change WHERE seq = 33").fetchone())
        head = connection.execute("SELECT head FROM report WHERE id = 1").fetchone()[0]
        revs = connection.execute("SELECT rev FROM report WHERE id = 1").fetchone()[0]
    values = dict(zip(COLUMNS, line, strict=True)) | {
        "field": "f99",
        "before": None,
        "after": "9",
        "rev": revs + 1,
        "report_id": 1,
    }
    made = by_the_book(head, list(values.values()))
    row = ", ".join("NULL" if value is None else f"'{value}'" for value in (*values.values(), head, made))
    sentences = tampered(path, f"INSERT INTO change VALUES (500, {row})")
    assert len(sentences) == 1
    assert "最后摘要" in sentences[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report SET document = json_set(document, '$.fields.f3', '9') WHERE id = 1",
        "UPDATE report SET document = json_set(document, '$.revisions.f3', 1) WHERE id = 1",
        "UPDATE report SET document = json_remove(document, '$.fields.f3') WHERE id = 1",
        "UPDATE report SET state = 'draft' WHERE id = 1",
        "UPDATE report SET edition = '2019' WHERE id = 1",
        "UPDATE report SET year = 2031 WHERE id = 1",
        "UPDATE report SET agency_id = 77 WHERE id = 1",
        "UPDATE report SET kind = 'government' WHERE id = 1",
        "UPDATE report SET rev = rev - 1 WHERE id = 1",
        "UPDATE report SET changed_by = '王某' WHERE id = 1",
        "UPDATE report SET changed_at = changed_at + 1 WHERE id = 1",
        "DELETE FROM change WHERE seq = (SELECT max(seq) FROM change WHERE report_id = 1)",
        "DELETE FROM change WHERE report_id = 1",
    ],
)
def test_a_report_that_is_not_what_its_log_says_is_found(path: Path, statement: str) -> None:
    sentences = tampered(path, statement)
    assert len(sentences) == 1
    assert sentences[0].startswith("报告 1 ")


def test_lines_without_their_report_are_found(path: Path) -> None:
    assert first_entry(tampered(path, "DELETE FROM report WHERE id = 1")) == 1


def by_the_book(prev: str, values: list[str | int | None]) -> str:
    """Written from the docstring of `app.store.chain` alone, as a third party would."""

    def part(value: str | int | None) -> bytes:
        if value is None:
            return b"-,"
        content = str(value).encode("utf-8")
        return str(len(content)).encode() + b":" + content + b","

    content = b"".join(part(value) for value in ["gouji-change-1/sha256", prev, *values])
    return "sha256:" + hashlib.sha256(content).hexdigest()


def test_a_third_party_can_verify_a_report_with_the_standard_library(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            f"SELECT prev, digest, {', '.join(COLUMNS)} FROM change WHERE report_id = 1 ORDER BY seq"
        ).fetchall()
        head, document = connection.execute("SELECT head, document FROM report WHERE id = 1").fetchone()
    last, fields, revisions = "", {}, {}
    for prev, own, *values in rows:
        assert prev == last
        last = by_the_book(prev, values)
        assert own == last
        if not values[2].startswith("@"):
            fields[values[2]], revisions[values[2]] = values[4], values[1]
    assert len(rows) == LINES + 3
    assert last == head
    assert json.loads(document) == {"fields": fields, "revisions": revisions}


def test_blank_and_shifted_texts_have_digests_of_their_own() -> None:
    line = Line(1, 2, "f", None, "1", 1, "李", 5, "typed", "a", 1, None)
    variants = [
        line,
        line._replace(before=""),
        line._replace(field="f1", after=""),
        line._replace(reason="-"),
        line._replace(reason=""),
        line._replace(before="1", after=None),
    ]
    assert len({digest("", each) for each in variants}) == len(variants)
    assert digest("", line) != digest("x", line)
    assert digest("x", line) == by_the_book("x", list(line))
