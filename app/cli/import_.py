"""`gouji import`: published or drafted reports into report files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option, Typer, echo

from app.cli.documents import documents
from app.cli.writing import write_whole
from app.domain.characters import one_line
from app.domain.import_troubles import NoAgencyIn, NoYearIn, SeveralImports
from app.domain.imported import Asked, Imported
from app.domain.troubles import Trouble
from app.files.bundle import dumps

PLACED, LOOK, UNUSABLE = 0, 1, 2


def register(program: Typer) -> None:
    """Add the command."""
    program.command(name="import")(import_)


def import_(
    files: Annotated[
        list[Path], Argument(metavar="FILE...", help="Reports: .docx .pdf .html .xlsx .txt .json.")
    ],
    *,
    edition: Annotated[
        str | None, Option(metavar="E", help="The edition, where it is not to be recognised.")
    ] = None,
    year: Annotated[
        int | None, Option(metavar="Y", min=2008, max=2100, help="The year that it reports on.")
    ] = None,
    agency: Annotated[str | None, Option(metavar="A", help="Whose report it is.")] = None,
    output: Annotated[
        Path | None, Option("-o", "--output", metavar="REPORT.json", help="Where the report file goes.")
    ] = None,
    as_data: Annotated[
        bool, Option("--json", help="Print JSON with what is doubtful; with several files one object a line.")
    ] = False,
) -> None:
    """Read reports that were made with other programs.

    Exit status: 0 everything has its place; 1 something needs a person, and is listed; 2 unreadable.
    """
    if output and len(files) > 1:
        raise SeveralImports(str(output))
    asked = Asked(edition, year, one_line(agency or "") or None)
    worst = PLACED
    with documents() as reader:
        for path in files:
            try:
                found = reader.read(path, asked)
            except Trouble as trouble:
                echo(trouble.sentence, err=True)
                worst = UNUSABLE
                continue
            lacking = _lacking(found, str(path))
            if output:
                write_whole(output, dumps(found.report).encode())
            if as_data:
                _print_data(found, lacking, path if len(files) > 1 else None)
            else:
                _print(found, lacking, path if len(files) > 1 else None, with_report=not output)
            worst = max(worst, PLACED if found.certain and not lacking else LOOK)
    raise Exit(worst)


def _lacking(found: Imported, name: str) -> Sequence[str]:
    """What the document does not say of itself, and a report file has to."""
    troubles: list[Trouble] = []
    if not found.report.year:
        troubles.append(NoYearIn(name))
    if not found.report.agency:
        troubles.append(NoAgencyIn(name))
    return [each.sentence for each in troubles]


def _print(found: Imported, lacking: Sequence[str], named: Path | None, *, with_report: bool) -> None:
    """The report file, and on standard error what a person has to look at."""
    if with_report:
        echo(dumps(found.report), nl=False)
    if named and not found.certain:
        echo(named, err=True)
    for line in (*found.told(), *lacking):
        echo(line, err=True)


def _print_data(found: Imported, lacking: Sequence[str], named: Path | None) -> None:
    content: dict[str, object] = {} if named is None else {"file": str(named)}
    content |= json.loads(dumps(found.report))
    content["unplaced"] = [
        *({"text": each.text, "where": each.where, "why": each.why} for each in found.unplaced),
        *({"text": "", "where": "", "why": why} for why in lacking),
    ]
    content["doubtful"] = [
        {"address": each.address, "read": each.read, "why": each.why, "where": each.where.words}
        for each in found.doubtful
    ]
    echo(json.dumps(content, ensure_ascii=False))
