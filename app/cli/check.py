"""`gouji check`: what does not add up in these reports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option, Typer, echo

from app.cli.configured import configured
from app.cli.reading import Readable, Unreadable, read, read_all
from app.domain.file_troubles import NotThePreviousReport, OtherName
from app.domain.mending import suggestions_for
from app.domain.report import Report
from app.domain.telling import data, told
from app.store.editions import read_editions

FINE, STOPPED, UNUSABLE = 0, 1, 2
MENDED = ("block", "explain")
"""The severities for which changes are proposed."""


def register(program: Typer) -> None:
    """Add the command."""
    program.command()(check)


def check(
    files: Annotated[list[Path], Argument(metavar="FILE...", help="Report files, and folders of them.")],
    *,
    previous: Annotated[
        Path | None, Option(metavar="FILE", help="The same agency's report on the year before.")
    ] = None,
    as_data: Annotated[
        bool, Option("--json", help="Print JSON; with several files one object a line.")
    ] = False,
) -> None:
    """Print what is wrong with reports.

    Exit status: 0 nothing keeps them from being finished; 1 something does; 2 a file is no report.
    """
    editions = read_editions(configured().schemas)
    last_year = read(previous, editions) if previous else None
    several = len(files) > 1 or files[0].is_dir()
    worst = FINE
    for each in read_all(files, editions):
        try:
            report = _beside(each, last_year)
        except NotThePreviousReport as trouble:
            echo(trouble.sentence, err=True)
            report = None
        if report is not None:
            _print(each.path if several else None, report, as_data=as_data)
        worst = max(worst, _status(report))
    raise Exit(worst)


def _beside(each: Readable | Unreadable, last_year: Report | None) -> Report | None:
    """The report with last year's beside it. Raises `NotThePreviousReport`."""
    if isinstance(each, Unreadable):
        return None
    report = each.report
    if last_year is None:
        return report
    given, wanted = (last_year.agency, last_year.year), (report.agency, report.year - 1)
    if (last_year.kind, last_year.year) != (report.kind, report.year - 1):
        raise NotThePreviousReport(str(each.path), given, wanted)
    if last_year.agency != report.agency:  # agencies are renamed and merged, so this is for a person to judge
        echo(OtherName(str(each.path), last_year.agency, report.agency).sentence, err=True)
    return replace(report, previous=last_year)


def _print(path: Path | None, report: Report, *, as_data: bool) -> None:
    """`path` is given where there are several files."""
    changes = suggestions_for(report, [each for each in report.findings if each.severity in MENDED])
    if as_data:
        named = {} if path is None else {"file": str(path)}
        echo(json.dumps(named | data(report, changes), ensure_ascii=False))
        return
    if path is not None:
        echo(path)
    for line in told(report, changes):
        echo(line)


def _status(report: Report | None) -> int:
    if report is None:
        return UNUSABLE
    return STOPPED if report.stopping else FINE
