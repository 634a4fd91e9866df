"""Report files from the command line: single ones, and all that are in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from typer import echo

from app.domain.file_troubles import BadReportFile, NoReports, NoSuchFile
from app.domain.report import Report
from app.domain.troubles import Trouble
from app.files.bundle import Editions, loads
from app.files.strict_json import MOST_BYTES


@dataclass(frozen=True, slots=True)
class Readable:
    """A file that is a report."""

    path: Path
    report: Report


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that is none; what is wrong with it has been said."""

    path: Path


def read(path: Path, editions: Editions) -> Report:
    """The report in a file. Raises `NoSuchFile` and `BadReportFile`."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as missing:
        raise NoSuchFile(str(path)) from missing
    return loads(content, editions, str(path))


def read_all(paths: Iterable[Path], editions: Editions) -> Iterator[Readable | Unreadable]:
    """What is in these files, and in the `*.json` at any depth of these folders, in order.

    Complaints go to standard error. A file in a folder that does not claim to be a report is passed over.
    """
    for path in paths:
        yield from _in_folder(path, editions) if path.is_dir() else (_in_file(path, editions),)


def _in_file(path: Path, editions: Editions) -> Readable | Unreadable:
    try:
        return Readable(path, read(path, editions))
    except Trouble as trouble:
        echo(trouble.sentence, err=True)
        return Unreadable(path)


def _in_folder(folder: Path, editions: Editions) -> Iterator[Readable | Unreadable]:
    found = 0
    for path in sorted(folder.rglob("*.json")):
        try:
            yield Readable(path, read(path, editions))
        except Trouble as trouble:
            echo(trouble.sentence, err=True)
            if isinstance(trouble, BadReportFile) and trouble.is_foreign:
                continue
            yield Unreadable(path)
        found += 1
    if not found:
        echo(NoReports(str(folder)).sentence, err=True)
        yield Unreadable(folder)
