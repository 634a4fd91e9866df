"""The command: what it prints, where, and with which exit status."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Command, put


@pytest.mark.parametrize(
    "command",
    [
        (),
        ("serve",),
        ("check",),
        ("render",),
        ("edition",),
        ("edition", "list"),
        ("edition", "show"),
        ("edition", "diff"),
        ("edition", "new"),
        ("user",),
        ("user", "add"),
        ("user", "agency"),
        ("user", "password"),
        ("user", "token"),
    ],
)
def test_every_command_explains_itself(gouji: Command, command: tuple[str, ...]) -> None:
    done = gouji(*command, "--help")
    assert done.status == 0
    assert "Usage" in done.out
    assert done.err == ""


def test_a_command_that_does_not_exist(gouji: Command) -> None:
    done = gouji("chekc")
    assert (done.status, done.out) == (2, "")
    assert "chekc" in done.err


def test_a_broken_edition_stops_every_command_with_file_and_line(gouji: Command, tmp_path: Path) -> None:
    edition = tmp_path / "schemas" / "2021.yaml"
    put(edition, edition.read_text("utf-8").replace("heading:", "headng:", 1))
    done = gouji("edition", "list")
    assert (done.status, done.out) == (2, "")
    assert re.match(r"2021\.yaml:\d+: ", done.err)


def test_a_setting_that_cannot_be_used(gouji: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_IDLE_MINUTES", "soon")
    done = gouji("edition", "list")
    assert (done.status, done.out) == (2, "")
    assert "GOUJI_IDLE_MINUTES" in done.err
