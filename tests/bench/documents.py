"""The documents against what else could print them, in one run, with a figure changed every time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

from app.domain.address import Address
from app.domain.manuscript import Manuscript, manuscript
from app.files.copies import FINAL
from app.files.pdf import printing as pdf
from app.files.pdf.page_images import Galley
from app.files.word import writing as word
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.bench import rivals
from tests.specimens import case

ROUNDS = 12
RENDERINGS = 500
WIDTH = 794
OURS, PREVIEW = "conformant PDF, one warm worker", "one figure changed: new page image"
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
    scripts = _changing()
    galley = Galley(renderer)
    with ExitStack() as open_:
        browser = open_.enter_context(rivals.resident_chromium())
        command = open_.enter_context(rivals.chromium_command())
        office = open_.enter_context(rivals.libreoffice_command())
        typst = open_.enter_context(rivals.typst_in_process())

        def html() -> str:
            page, css = pdf.composed(next(scripts), FINAL, renderer)
            return page.replace("</head>", f"<style>{css}</style></head>")

        ways: Mapping[str, Callable[[], Callable[[], object]]] = {
            OURS: lambda: partial(pdf.render, next(scripts), FINAL, renderer),
            PREVIEW: lambda: partial(galley.page_png, next(scripts), FINAL, 4, WIDTH),
            BROWSER: lambda: partial(browser, html()),
            BROWSER_COMMAND: lambda: partial(command, html()),
            OFFICE: lambda: partial(office, word.write(next(scripts), FINAL, renderer)),
            TYPST: lambda: partial(typst, next(scripts)),
        }
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(ROUNDS + 1):
            for name, way in ways.items():
                seconds = _timed(way())
                if number:  # the first round warms up
                    taken[name].append(seconds)
    return taken


def memory() -> tuple[int, int]:
    """Resident megabytes of a process after 50 and after 500 renderings, with a figure changed each time."""
    command = [sys.executable, "-m", "tests.bench.documents"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return int(said[0]), int(said[1])


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _changing() -> Iterator[Manuscript]:
    """The balanced report for ever, one figure of the largest table another every time."""
    script = manuscript(case("2021-balanced"))
    largest = max((grid for part in script.parts for grid in part.grids), key=lambda grid: len(grid.body))
    addresses = [cell.address for row in largest.body for cell in row if cell.address]
    for number in count():
        changed: Mapping[Address, str] = {addresses[number % len(addresses)]: str(number % 90 + 10)}
        yield replace(script, written={**script.written, **changed})


def _resident() -> int:
    """Megabytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def _render_for_long() -> None:
    renderer, scripts = Renderer(TEMPLATES), _changing()
    for number in range(1, RENDERINGS + 1):
        pdf.render(next(scripts), FINAL, renderer)
        if number in (50, RENDERINGS):
            print(_resident(), flush=True)  # noqa: T201 - its answer


if __name__ == "__main__":
    _render_for_long()
