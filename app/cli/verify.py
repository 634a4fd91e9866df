"""`gouji verify`: whether a document says what its report file says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Typer, echo

from app.cli.configured import configured
from app.cli.reading import content, read
from app.domain.difference import verdict
from app.domain.manuscript import manuscript
from app.domain.proof_troubles import UnreadableDocument
from app.intake.limits import MOST_BYTES
from app.proof.proofreading import proofread
from app.store.editions import read_editions

EQUAL, DIFFERS = 0, 1


def register(program: Typer) -> None:
    """Add the command."""
    program.command()(verify)


def verify(
    report: Annotated[Path, Argument(metavar="REPORT.json", help="The report file.")],
    document: Annotated[
        Path, Argument(metavar="DOCUMENT", help="What was made of it: .pdf .docx .xlsx .html .json .csv.")
    ],
) -> None:
    """Read a document back and compare every cell and paragraph with its report.

    Marks of a draft are passed over. Exit status: 0 equal; 1 differs, each place is named; 2 unreadable.
    """
    script = manuscript(read(report, read_editions(configured().schemas)))
    try:
        proof = proofread(script, document.suffix.removeprefix(".").lower(), content(document, MOST_BYTES))
    except UnreadableDocument as wrong:
        raise wrong.named(str(document)) from wrong
    for each in proof.differences:
        echo(each.sentence)
    echo(f"{document}　{verdict(len(proof.differences))}")
    raise Exit(EQUAL if proof.equal else DIFFERS)
