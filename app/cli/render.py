"""`gouji render`: reports as files to print, publish or hand over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from inspect import Parameter, signature
from pathlib import Path
from typing import Annotated, TypeVar

from typer import Argument, Exit, Option, Typer, echo

from app.cli.configured import configured
from app.cli.reading import Readable, report_files
from app.cli.writing import write_whole
from app.domain.command_troubles import NotRendered, SeveralIntoOne
from app.domain.file_troubles import FormatNotOffered, NotWritten
from app.domain.manuscript import manuscript
from app.domain.proof_troubles import NotEqual
from app.domain.telling import told
from app.domain.troubles import Trouble
from app.files.copies import Copy
from app.files.faces import with_fallback
from app.files.formats import FORMATS
from app.proof.gate import passed
from app.rendering import Renderer
from app.settings import TEMPLATES
from app.store.editions import read_editions

Command = TypeVar("Command", bound=Callable[..., None])

FINE, STOPPED, UNUSABLE = 0, 1, 2
MARKS: Mapping[str, tuple[str, str]] = {
    "draft": ("--draft", "Mark it as a draft; it may have findings that stop it."),
    "numbered": ("--lines", "A draft with the numbers of the lines in the margin (PDF)."),
    "annex": ("--annex", "A draft with its findings after the report (PDF)."),
    "one_sided": ("--one-sided", "For paper printed on one side (PDF)."),
    "fragment": ("--fragment", "Without its head, for a site's own page (HTML)."),
}
"""What a copy can bear: the fields of `Copy`, the options, and what they do."""


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


def _marked(command: Command) -> Command:
    """The command with an option for each mark of a copy; they are read from its signature."""
    given = signature(command, eval_str=True)
    options = [each for each in given.parameters.values() if each.kind is not Parameter.VAR_KEYWORD]
    for name, (option, words) in MARKS.items():
        mark = Annotated[bool, Option(option, help=words)]
        options.append(Parameter(name, Parameter.KEYWORD_ONLY, default=False, annotation=mark))
    vars(command)["__signature__"] = given.replace(parameters=options)
    return command


@_marked
def render(
    files: Annotated[list[Path], Argument(metavar="FILE...", help="Report files, and folders of them.")],
    *,
    output: Annotated[
        Path, Option("--output", "-o", metavar="OUT", help="A file, or a folder together with --format.")
    ],
    format_: Annotated[
        str | None, Option("--format", metavar="FORMAT", help="The format, where OUT is a folder.")
    ] = None,
    **marks: bool,
) -> None:
    """Write reports by the ending of OUT: .pdf, .docx, .xlsx, .html, .json or .csv.

    What is no draft is read back and compared with the report before it is written.

    Exit status: 0 all written; 1 a report was not, because of its findings or because what was made of it
    does not read back as the report; 2 a file is no report, or cannot be printed.
    """
    settings = configured()
    with_fallback(settings.fallback_face)
    target = _target(output, format_)
    found = list(report_files(files, read_editions(settings.schemas)))
    readable = [each for each in found if isinstance(each, Readable)]
    _keep_apart(target.of(each.path) for each in readable)
    copy, renderer = _copy(marks), Renderer(TEMPLATES)
    statuses = [FINE if len(readable) == len(found) else UNUSABLE]
    statuses += [_rendered(each, target, copy, renderer) for each in readable]
    raise Exit(max(statuses))


def _copy(marks: Mapping[str, bool]) -> Copy:
    """The copy that was asked for; one for those who review is never the final one."""
    copy = Copy(**marks)
    return replace(copy, draft=copy.draft or copy.numbered or copy.annex)


def _rendered(each: Readable, target: Target, copy: Copy, renderer: Renderer) -> int:
    """Write one report; the exit status."""
    if each.report.stopping and not copy.draft:
        _complain(each)
        return STOPPED
    try:
        script = manuscript(each.report)
        content = FORMATS[target.format].write(script, copy, renderer)
        if not copy.draft:
            passed(script, target.format, content)
    except Trouble as refused:
        echo(f"{each.path}: {refused.sentence}", err=True)
        return STOPPED if isinstance(refused, NotEqual) else UNUSABLE
    _write(target.of(each.path), content)
    return FINE


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
    """In a folder that is made where there is none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as wrong:
        raise NotWritten(str(path)) from wrong
    write_whole(path, content)
