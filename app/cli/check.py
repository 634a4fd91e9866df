"""`gouji check`: what does not add up in these reports."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option, Typer, echo

from app.cli.documents import ENDINGS, NOT_READ, Documents, documents
from app.cli.reading import Found, Unreadable, read_all
from app.domain.file_troubles import NotThePreviousReport, OtherName
from app.domain.imported import Imported
from app.domain.mending import suggestions_for
from app.domain.report import Report
from app.domain.source_troubles import NoYearToCheck, Unsettled
from app.domain.telling import data, told

FINE, STOPPED, UNUSABLE = 0, 1, 2
MENDED = ("block", "explain")
"""The severities for which changes are proposed."""


def register(program: Typer) -> None:
    """Add the command."""
    program.command()(check)


def check(
    files: Annotated[
        list[Path], Argument(metavar="FILE...", help="Reports of any format, and folders of them.")
    ],
    *,
    previous: Annotated[
        Path | None, Option(metavar="FILE", help="The same agency's report on the year before.")
    ] = None,
    as_data: Annotated[
        bool, Option("--json", help="Print JSON; with several files one object a line.")
    ] = False,
) -> None:
    """Print what is wrong with reports.

    Figures that were not read with certainty are checked as blank ones. Exit status: 0 nothing keeps the
    reports from being finished; 1 something does; 2 a file cannot be read as a report.
    """
    several = len(files) > 1 or files[0].is_dir()
    worst = FINE
    with documents() as reader:
        read = partial(_read, reader)
        last_year = read(previous).report if previous else None
        for each in read_all(files, read, (*ENDINGS, *NOT_READ)):
            try:
                report = _beside(each, last_year)
            except NotThePreviousReport as trouble:
                echo(trouble.sentence, err=True)
                report = None
            if report is not None:
                _print(each.path if several else None, report, as_data=as_data)
            worst = max(worst, _status(report))
    raise Exit(worst)


def _read(reader: Documents, path: Path) -> Imported:
    """The report in a file, with a word on standard error where it is not certain. Raises a `Trouble`."""
    found = reader.read(path)
    if not found.report.year:
        raise NoYearToCheck(str(path))
    if not found.certain:
        echo(Unsettled(str(path), len(found.doubtful), len(found.unplaced)).sentence, err=True)
    return found


def _beside(each: Found, last_year: Report | None) -> Report | None:
    """The report with last year's beside it. Raises `NotThePreviousReport`."""
    if isinstance(each, Unreadable):
        return None
    report = each.report
    if last_year is None:
        return report
    given, wanted = (last_year.agency, last_year.year), (report.agency, report.year - 1)
    named = bool(last_year.agency and report.agency)  # without a name nobody knows of what kind it is
    if last_year.year != report.year - 1 or (named and last_year.kind != report.kind):
        raise NotThePreviousReport(str(each.path), given, wanted)
    if named and last_year.agency != report.agency:
        # Agencies are renamed and merged, so this is for a person to judge.
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
