"""`gouji serve --demo`: a furnished city, one process at a time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Served:
    """A running demo: its address, and what it printed before that."""

    url: str
    accounts: list[list[str]]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[[], Served]]:
    """Starts `gouji serve --demo`, ending the one before."""
    running: list[subprocess.Popen[str]] = []
    environment = {**os.environ, "GOUJI_DATA": str(tmp_path / "data")}

    def end() -> None:
        for process in running:
            process.terminate()
            process.wait(PATIENCE)
            if process.stdout:
                process.stdout.close()
        running.clear()

    def start() -> Served:
        end()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--demo", "--port", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        running.append(process)
        assert process.stdout
        lines: list[str] = []
        while not lines or not lines[-1].startswith("http"):
            line = process.stdout.readline()
            assert line, lines
            lines.append(line.strip())
        await_answer(f"{lines[-1]}/healthz")
        return Served(lines[-1], [line.split("\t") for line in lines[:-1]])

    yield start
    end()


def await_answer(url: str) -> None:
    begun = time.monotonic()
    while True:
        try:
            assert httpx2.get(url).status_code == 200
        except httpx2.TransportError:
            assert time.monotonic() - begun < PATIENCE
            time.sleep(0.1)
        else:
            return


def desk_of(served: Served, account: list[str]) -> str:
    with httpx2.Client(base_url=served.url, follow_redirects=True, headers={"Origin": served.url}) as client:
        answer = client.post("/signin", data={"name": account[0], "password": account[1]})
        assert answer.status_code == 200
        return answer.text


def test_the_demo_prints_its_accounts_and_starts_twice(served: Callable[[], Served]) -> None:
    first = served()
    assert first.accounts
    desks = [desk_of(first, account) for account in first.accounts]
    assert "云河市科学技术局" in desks[0]
    assert "2025" in desks[0]
    again = served()
    assert again.accounts == first.accounts
    assert desk_of(again, again.accounts[0]).count("/reports/") == desks[0].count("/reports/")


def test_one_process_at_a_time_writes_to_a_database(
    served: Callable[[], Served], tmp_path: Path, gouji: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    served()
    monkeypatch.setenv("GOUJI_DATA", str(tmp_path / "data" / "demo"))
    second = gouji("serve", "--port", "1")
    assert (second.status, second.out) == (2, "")
    assert second.err.count("\n") == 1
    # Beside the running server a token can be made.
    assert gouji("user", "token", "wang").status == 0
