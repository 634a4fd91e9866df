"""Measure, and print one table. Times are medians."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median, quantiles

from app.domain.address import Address
from app.domain.mending import suggestions_for
from app.domain.report import Report
from tests.bench import documents, keystroke, reading
from tests.specimens import case

MILLI = 1000
BALANCED, WRONG = "2021-balanced", Address("requests.granted.natural")


def main() -> None:
    """Every measurement, the long ones last."""
    whole = case(BALANCED)
    wrong = replace(whole, cells={**whole.cells, WRONG: "999"})
    _row("all rules over one full report", _seconds(lambda: fresh(whole).findings, 500), "goal < 1 ms")
    _row("… where one figure is wrong", _seconds(lambda: fresh(wrong).findings, 500), "goal < 1 ms")
    _row("suggestions for all its findings", _seconds(lambda: _suggested(wrong), 50))
    _documents()
    _reading()
    ours, theirs = keystroke.measured()
    _row("an endpoint that commits one row", theirs)
    _row("one keystroke's whole request", ours)
    _ratio("keystroke ÷ one row", median(ours) / median(theirs), "goal ≤ 4 ×")


def _documents() -> None:
    taken = documents.measured()
    for name, seconds in taken.items():
        _row(name, seconds)
    for ours in (documents.OURS, documents.WHOLE):
        print(f"against: {ours}")  # noqa: T201 - its purpose
        for name, goal in documents.GOALS.items():
            _ratio(name, median(taken[name]) / median(taken[ours]), goal)
    preview = median(taken[documents.PREVIEW])
    _ratio("page image ÷ Typst", preview / median(taken[documents.TYPST]), "goal ≤ 1 ×")
    early, late = documents.memory()
    print(f"{'resident after 50, 500 renderings':44}{early} MB, {late} MB    goal: flat, < 160 MB")  # noqa: T201 - its purpose


def _reading() -> None:
    for taken in reading.measured():
        for line in reading.told(taken):
            print(line, flush=True)  # noqa: T201 - its purpose
    name, seconds = reading.slowest_refusal()
    line = f"{f'slowest bomb, {name}':44}{seconds * MILLI:9.3f} ms   goal < 5 s"
    print(line, flush=True)  # noqa: T201 - its purpose


def _ratio(name: str, value: float, goal: str) -> None:
    print(f"{name:44}{value:9.2f} ×    {goal}".rstrip(), flush=True)  # noqa: T201 - its purpose


def fresh(report: Report) -> Report:
    """The same report with nothing worked out yet."""
    return replace(report)


def _suggested(report: Report) -> object:
    findings = [each for each in report.findings if each.severity == "block"]
    return suggestions_for(fresh(report), findings)


def _seconds(work: Callable[[], object], times: int) -> list[float]:
    work()
    taken: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return taken


def _row(name: str, taken: list[float], goal: str = "") -> None:
    slow = quantiles(taken, n=20)[-1]
    line = f"{name:44}{median(taken) * MILLI:9.3f} ms   95 of 100 within {slow * MILLI:9.3f} ms   {goal}"
    print(line.rstrip(), flush=True)  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
