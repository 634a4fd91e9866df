"""The documents against what else could print them, in one run, with a figure changed every time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from app.domain.address import Address
from app.domain.manuscript import Manuscript, manuscript
from app.files.copies import FINAL, Copy
from app.files.pdf import printing as pdf
from app.files.pdf.page_images import Galley
from app.files.word import writing as word
from app.jobs.hand import Tools
from app.jobs.press import Press
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.bench import rivals
from tests.specimens import case

ROUNDS = 12
RENDERINGS = 500
WIDTH = 794
DRAFT = Copy(draft=True)
OURS, WHOLE = "conformant PDF, a figure changed", "conformant PDF, laid out as a whole"
PREVIEW = "page image, a figure changed"
BROWSER, BROWSER_COMMAND = "Chromium, resident, same HTML", "Chromium, one command"
OFFICE, TYPST = "LibreOffice, one command, our Word file", "Typst, resident, whole document"

GOALS = {
    BROWSER: "goal ≥ 1 ×",
    BROWSER_COMMAND: "goal ≥ 3 ×",
    OFFICE: "goal ≥ 3 ×",
    TYPST: "for information",
}
"""How many times as long as ours the others should take."""

Times = Mapping[str, list[float]]


def measured() -> Times:
    """The seconds of each way to print, interleaved so that all have the same weather."""
    renderer = Renderer(TEMPLATES)
    printing, viewing = Galley(renderer), Galley(renderer)
    with ExitStack() as open_:
        browser = open_.enter_context(rivals.resident_chromium())
        command = open_.enter_context(rivals.chromium_command())
        office = open_.enter_context(rivals.libreoffice_command())
        typst = open_.enter_context(rivals.typst_in_process())

        def html(script: Manuscript) -> str:
            page, css = pdf.composed(script, FINAL, renderer)
            return page.replace("</head>", f"<style>{css}</style></head>")

        ways: Mapping[str, Callable[[Manuscript], Callable[[], object]]] = {
            OURS: lambda script: partial(printing.pdf, script, FINAL),
            WHOLE: lambda script: partial(pdf.render, script, FINAL, renderer),
            PREVIEW: lambda script: partial(viewing.page_png, script, FINAL, 4, WIDTH),
            BROWSER: lambda script: partial(browser, html(script)),
            BROWSER_COMMAND: lambda script: partial(command, html(script)),
            OFFICE: lambda script: partial(office, word.write(script, FINAL, renderer)),
            TYPST: lambda script: partial(typst, script),
        }
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for number, script in zip(range(ROUNDS + 1), _changing(), strict=False):
            for name, way in ways.items():
                seconds = _timed(way(script))
                if number:  # the first round warms up
                    taken[name].append(seconds)
    return taken


def memory() -> tuple[int, int]:
    """Resident megabytes of the worker that sets, after 50 and 500 files with a figure changed each time."""
    report = case("2021-balanced")
    [address, *_] = _largest(manuscript(report))
    with closing(Press(Tools(TEMPLATES))) as press:
        found = []
        for number in range(1, RENDERINGS):
            press.render(report.with_cells({address: str(number)}), "pdf", DRAFT)
            if number in (50, RENDERINGS - 1):  # after the last one the worker makes way for a fresh one
                found.append(_resident(press.pids[0]))
    early, late = found
    return early, late


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _changing() -> Iterator[Manuscript]:
    """The balanced report for ever, each time with one figure of the largest table changed."""
    script = manuscript(case("2021-balanced"))
    addresses = _largest(script)
    for number in count():
        yield script
        changed = {addresses[number % len(addresses)]: str(number % 90 + 10)}
        script = replace(script, written={**script.written, **changed})


def _largest(script: Manuscript) -> list[Address]:
    """The figures of the largest table."""
    largest = max((grid for part in script.parts for grid in part.grids), key=lambda grid: len(grid.body))
    return [cell.address for row in largest.body for cell in row if cell.address]


def _resident(pid: int | None) -> int:
    """Megabytes that a process has in memory now."""
    pages = int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20
