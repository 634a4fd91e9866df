"""`gouji render`: reports as files to print, publish or hand over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option, Typer, echo

from app.cli.configured import configured
from app.cli.reading import Readable, read_all
from app.domain.command_troubles import NotRendered, SeveralIntoOne
from app.domain.file_troubles import FormatNotOffered, NotWritten
from app.domain.manuscript import manuscript
from app.domain.telling import told
from app.files.copies import Copy
from app.files.formats import FORMATS
from app.rendering import Renderer
from app.settings import TEMPLATES
from app.store.editions import read_editions

FINE, STOPPED, UNUSABLE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Target:
    """Where reports go: to one file, or as files of one format into a folder."""

    path: Path
    format: str
    is_folder: bool

    def of(self, source: Path) -> Path:
        """Where the report in this file goes."""
        return self.path / f"{source.stem}.{self.format}" if self.is_folder else self.path


def register(program: Typer) -> None:
    """Add the command."""
    program.command()(render)


def render(
    files: Annotated[list[Path], Argument(metavar="FILE...", help="Report files, and folders of them.")],
    *,
    output: Annotated[
        Path, Option("--output", "-o", metavar="OUT", help="A file, or a folder together with --format.")
    ],
    format_: Annotated[
        str | None, Option("--format", metavar="FORMAT", help="The format, where OUT is a folder.")
    ] = None,
    draft: Annotated[
        bool, Option("--draft", help="Mark it as a draft; it may have findings that stop it.")
    ] = False,
) -> None:
    """Write reports by the ending of OUT: .pdf or .json.

    Exit status: 0 all written; 1 a report was not, because of its findings; 2 a file is no report.
    """
    target = _target(output, format_)
    found = list(read_all(files, read_editions(configured().schemas)))
    readable = [each for each in found if isinstance(each, Readable)]
    _keep_apart(target.of(each.path) for each in readable)
    write, renderer = FORMATS[target.format].write, Renderer(TEMPLATES)
    status = FINE if len(readable) == len(found) else UNUSABLE
    for each in readable:
        if each.report.stopping and not draft:
            _complain(each)
            status = max(status, STOPPED)
        else:
            _write(target.of(each.path), write(manuscript(each.report), Copy(draft=draft), renderer))
    raise Exit(status)


def _target(output: Path, format_: str | None) -> Target:
    """Raises `FormatNotOffered`."""
    ending = format_ or output.suffix.removeprefix(".")
    if ending not in FORMATS:
        raise FormatNotOffered(str(output), list(FORMATS))
    return Target(output, ending, is_folder=format_ is not None)


def _keep_apart(paths: Iterable[Path]) -> None:
    """Raises `SeveralIntoOne` where two reports would become one file."""
    seen: set[Path] = set()
    for path in paths:
        if path in seen:
            raise SeveralIntoOne(str(path))
        seen.add(path)


def _complain(each: Readable) -> None:
    echo(NotRendered(str(each.path), len(each.report.stopping)).sentence, err=True)
    for line in told(each.report, {}):
        echo(line, err=True)


def _write(path: Path, content: bytes) -> None:
    """The whole file or none of it: what stood there before stays until the new one is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError as wrong:
        raise NotWritten(str(path)) from wrong
