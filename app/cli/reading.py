"""Reports from the command line: single files, and all that are in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from typer import echo

from app.domain.file_troubles import BadReportFile, NoReports, NoSuchFile
from app.domain.import_troubles import NoReportIn
from app.domain.imported import Imported
from app.domain.proof_troubles import UnreadableDocument
from app.domain.report import Report
from app.domain.troubles import Trouble
from app.files.bundle import Editions, loads
from app.files.strict_json import MOST_BYTES

REPORT_FILE = ".json"
NO_REPORTS = frozenset({"archive", "data", "image", "slides", "unknown"})
"""The reasons for which a document in a folder is passed over, because nobody meant it to be a report."""
UNFINISHED = (".", "~$")
"""How the names of files and folders begin that programs keep for themselves."""


@dataclass(frozen=True, slots=True)
class Readable:
    """A file that is a report."""

    path: Path
    imported: Imported

    @property
    def report(self) -> Report:
        """The report alone."""
        return self.imported.report


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that is none; what is wrong with it has been said."""

    path: Path


Found = Readable | Unreadable
Read = Callable[[Path], Imported]
"""Reads a file. Raises a `Trouble` that names it."""


def read(path: Path, editions: Editions) -> Report:
    """The report in a report file. Raises `NoSuchFile` and `BadReportFile`."""
    return loads(content(path, MOST_BYTES), editions, str(path))


def content(path: Path, most: int) -> bytes:
    """The bytes of a file, of a longer one those that show that it is longer. Raises `NoSuchFile`."""
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as missing:
        raise NoSuchFile(str(path)) from missing


def report_files(paths: Iterable[Path], editions: Editions) -> Iterator[Found]:
    """What is in these files, and in the `*.json` at any depth of these folders, in order."""
    return read_all(paths, partial(_report_file, editions), (REPORT_FILE,))


def read_all(paths: Iterable[Path], read: Read, endings: tuple[str, ...]) -> Iterator[Found]:
    """What is in these files, and in those with these endings at any depth of these folders, in order.

    Complaints go to standard error. A file in a folder that does not claim to be a report is passed over.
    """
    for path in paths:
        yield from _in_folder(path, read, endings) if path.is_dir() else (_in_file(path, read),)


def _report_file(editions: Editions, path: Path) -> Imported:
    return Imported(read(path, editions))


def _in_file(path: Path, read: Read) -> Found:
    try:
        return Readable(path, read(path))
    except Trouble as trouble:
        echo(trouble.sentence, err=True)
        return Unreadable(path)


def _in_folder(folder: Path, read: Read, endings: tuple[str, ...]) -> Iterator[Found]:
    found = 0
    for path in _files(folder, endings):
        try:
            yield Readable(path, read(path))
        except Trouble as trouble:
            echo(trouble.sentence, err=True)
            if _is_foreign(trouble):
                continue
            yield Unreadable(path)
        found += 1
    if not found:
        echo(NoReports(str(folder)).sentence, err=True)
        yield Unreadable(folder)


def _files(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in endings
        and path.is_file()
        and not any(part.startswith(UNFINISHED) for part in path.relative_to(folder).parts)
    )


def _is_foreign(trouble: Trouble) -> bool:
    """Whether the file does not even claim to be a report."""
    if isinstance(trouble, UnreadableDocument):
        return trouble.reason in NO_REPORTS
    return isinstance(trouble, NoReportIn) or (isinstance(trouble, BadReportFile) and trouble.is_foreign)
