"""The command, run in a folder of its own."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import main
from tests.specimens import SCHEMAS, case_text


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left behind."""

    status: int
    out: str
    err: str


Command = Callable[..., Outcome]


@pytest.fixture
def gouji(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """The command in a folder of its own, with a copy of the editions."""
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOUJI_SCHEMAS", str(tmp_path / "schemas"))
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path / "data"))

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["gouji", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Outcome(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def balanced(tmp_path: Path) -> Path:
    return put(tmp_path / "balanced.json", case_text("2021-balanced"))


@pytest.fixture
def half(tmp_path: Path) -> Path:
    return put(tmp_path / "half.json", case_text("2021-half-finished"))


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
