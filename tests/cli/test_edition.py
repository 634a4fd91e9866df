"""`gouji edition`: what there is, what differs, and a new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Command, Outcome, put


def test_editions_are_listed_and_shown(gouji: Command) -> None:
    assert [line.split("\t")[:2] for line in gouji("edition", "list").out.splitlines()] == [
        ["2019", "2019-2020"],
        ["2021", "2021-"],
    ]
    shown = gouji("edition", "show", "2021").out
    assert "requests.new.natural" in shown
    assert "requests-balance\tblock" in shown
    unknown = gouji("edition", "show", "1999")
    assert (unknown.status, unknown.out) == (2, "")
    assert "2019、2021" in unknown.err


def test_a_new_edition_begins_as_a_copy(gouji: Command, tmp_path: Path) -> None:
    done = gouji("edition", "new", "2026", "--from", "2021")
    path = tmp_path / "schemas" / "2026.yaml"
    assert done == Outcome(0, f"{path}\n", "")
    assert gouji("edition", "diff", "2021", "2026").out == "~ form years: 2021- → 2026-\n"
    old, new = (tmp_path / "schemas" / "2021.yaml").read_text("utf-8"), path.read_text("utf-8")
    assert sum(one != other for one, other in zip(old.splitlines(), new.splitlines(), strict=True)) == 2
    put(path, new.replace("label: 规章,", "label: 政府规章,"))
    assert "~ row proactive.regulation: 规章 → 政府规章" in gouji("edition", "diff", "2021", "2026").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("2021", "--from", "2019"),
        ("next", "--from", "2021"),
        ("../x", "--from", "2021", "--first", "2030"),
        ("2030", "--from", "x"),
    ],
)
def test_a_new_edition_writes_over_nothing_and_nowhere_else(
    gouji: Command, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    done = gouji("edition", "new", *arguments)
    assert (done.status, done.out) == (2, "")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before
