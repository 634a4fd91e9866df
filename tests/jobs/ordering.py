"""Presses and reports for the tests of the workers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app.domain.narrative import Block
from app.domain.report import Report
from app.jobs.hand import Limits, Tools
from app.jobs.press import Press
from app.settings import TEMPLATES
from tests.specimens import case

TOOLS = Tools(TEMPLATES)


@contextmanager
def running(limits: Limits | None = None, workers: int = 1, tools: Tools = TOOLS) -> Iterator[Press]:
    """A press until the block is left."""
    press = Press(tools, workers, limits)
    try:
        yield press
    finally:
        press.close()


def balanced() -> Report:
    return case("2021-balanced")


def long_report(pages: int = 60) -> Report:
    """A report that takes seconds to lay out, and is within what is accepted."""
    report = balanced()
    section = next(section for section, blocks in report.sections.items() if blocks)
    lines = tuple(f"第{number}段。" + "全年工作平稳有序推进，" * 55 for number in range(pages))
    return replace(report, sections={**report.sections, section: (Block("text", paragraphs=lines),)})


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it is not a dead one that nobody has buried."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def memory(pid: int, what: str = "VmRSS") -> int:
    """In bytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{what}:"))


def processor_seconds(pid: int) -> float:
    """What the process has worked so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
