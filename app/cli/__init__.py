"""The command `gouji`: results to standard output, complaints to standard error, no traceback for bad input.

Only the module of the command that is asked for is loaded, so that a check does not wait for a web framework.
"""

from __future__ import annotations

import sys
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword

from typer import Typer, echo

from app.domain.loading import BadEdition
from app.domain.troubles import Trouble

COMMANDS = ("serve", "check", "import", "render", "verify", "edition", "user")
UNUSABLE = 2
"""The exit status when what was given cannot be used."""


def main() -> None:
    """Runs one command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that lacks a character shows its code; it does not end the program.
            stream.reconfigure(errors="backslashreplace")
    try:
        _program(sys.argv[1:])()
    except Trouble as trouble:
        echo(trouble.sentence, err=True)
        sys.exit(UNUSABLE)
    except BadEdition as wrong:
        echo(wrong, err=True)
        sys.exit(UNUSABLE)


def _program(arguments: list[str]) -> Typer:
    program = Typer(
        name="gouji",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    program.callback()(_no_options)
    asked = [name for name in COMMANDS if name in arguments[:1]]
    for name in asked or COMMANDS:
        module = f"{name}_" if iskeyword(name) else name
        import_module(f"{__name__}.{module}").register(program)
    return program


def _no_options() -> None:
    """Write, check and print the annual report on open government information."""
