"""`gouji edition`: the editions of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Annotated

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode
from typer import Argument, Option, Typer, echo

from app.cli.configured import configured
from app.domain.command_troubles import FirstYearMissing, NoSuchEdition
from app.domain.compare import compare
from app.domain.edition import Edition
from app.domain.file_troubles import NotWritten
from app.domain.loading import load_edition
from app.domain.troubles import AlreadyExists, NotFound
from app.store.editions import Editions, read_editions

Id = Annotated[str, Argument(metavar="ID")]
group = Typer(help="The editions of the form.", no_args_is_help=True)


def register(program: Typer) -> None:
    """Add the commands."""
    program.add_typer(group, name="edition")


@group.command("list")
def list_() -> None:
    """List the editions: id, report years, official basis."""
    for edition in read_editions(configured().schemas).all:
        echo(f"{edition.id}\t{_years(edition)}\t{edition.shape.basis}")


@group.command()
def show(id_: Id) -> None:
    """Show what an edition asks for, and its rules."""
    for line in _outline(_edition(read_editions(configured().schemas), id_)):
        echo(line)


@group.command()
def diff(old: Id, new: Id) -> None:
    """Show what an edition added (+), dropped (-) and changed (~), by stable ids."""
    editions = read_editions(configured().schemas)
    for difference in compare(_edition(editions, old), _edition(editions, new)):
        echo(difference)


@group.command()
def new(
    id_: Id,
    source: Annotated[str, Option("--from", metavar="ID", help="The edition to begin with.")],
    first: Annotated[
        int | None, Option(metavar="YEAR", help="The first report year; the id, where that is a year.")
    ] = None,
) -> None:
    """Begin a new edition as a copy of another one, and print the name of its file."""
    if first is None and not re.fullmatch("20[0-9]{2}", id_):
        raise FirstYearMissing
    folder = configured().schemas
    copied = folder / f"{_edition(read_editions(folder), source).id}.yaml"
    text = _with(copied.read_text("utf-8"), {"edition": f'"{id_}"', "years": f"{{first: {first or id_}}}"})
    path = folder / f"{load_edition(text, f'{id_}.yaml').id}.yaml"
    _write_new(path, text)
    echo(path)


def _edition(editions: Editions, id_: str) -> Edition:
    try:
        return editions.by_id(id_)
    except NotFound as unknown:
        raise NoSuchEdition(id_, [edition.id for edition in editions.all]) from unknown


def _years(edition: Edition) -> str:
    years = edition.shape.years
    return f"{years.first}-{years.last or ''}"


def _outline(edition: Edition) -> Iterator[str]:
    yield f"{edition.id}\t{_years(edition)}\t{edition.shape.basis}"
    yield edition.shape.document
    for section in edition.sections.values():
        yield f"{section.id}\t{section.heading}"
        for topic in section.prose.topics if section.prose else ():
            yield f"  {section.id}.{topic.id}\t{topic.label}"
        for figure in edition.figures.values():
            if figure.section == section.id:
                yield f"  {figure.address}\t{figure.name}"
    for rule in edition.rules.values():
        off = f"\toff since {rule.off.since}: {rule.off.because}" if rule.off else ""
        yield f"{rule.id}\t{rule.severity}\t{rule.kind}\t{rule.source or rule.basis}\t{rule.says}{off}"


def _with(text: str, values: dict[str, str]) -> str:
    """The YAML text with other values for some of its first-level keys; all else stays as it was written."""
    node = YAML(typ="safe", pure=True).compose(StringIO(text))
    pairs = node.value if isinstance(node, MappingNode) else []
    for key, value in reversed(pairs):
        if key.value in values:
            old = text[value.start_mark.index : value.end_mark.index]
            space = old[len(old.rstrip()) :]
            text = f"{text[: value.start_mark.index]}{values[key.value]}{space}{text[value.end_mark.index :]}"
    return text


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as there:
        raise AlreadyExists(str(path)) from there
    except OSError as wrong:
        raise NotWritten(str(path)) from wrong
