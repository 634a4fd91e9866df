"""Writes the documents that are made from the code: `make docs`. A test fails while one is out of date."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path

from app.domain.edition import Edition
from app.domain.loading import load_edition
from app.domain.ruling import Rule
from app.store import chain

ROOT = Path(__file__).parents[1]
BASES = {
    "explicit": "printed in the form or said in the notice",
    "implied": "follows from what the labels mean",
    "legal": "follows from a law or an official interpretation",
    "local": "from a local notice; a house may change it",
    "heuristic": "our own test of plausibility",
}


def editions() -> tuple[Edition, ...]:
    """Every edition of the repository, newest first."""
    files = sorted((ROOT / "schemas").glob("*.yaml"), reverse=True)
    return tuple(load_edition(path.read_text("utf-8"), path.name) for path in files)


def rules_page() -> str:
    """`docs/rules.md`: every rule of every edition with severity, basis, source and sentence."""
    lines = [
        "# Every rule of every edition",
        "",
        "Made by `make docs` from `schemas/`; do not edit. `block` stops the report, `explain` stops it",
        "until a reason is given, `warn` and `inform` are shown. Words in braces are filled in. Basis:",
        "",
        *(f"- `{name}`: {meaning}" for name, meaning in BASES.items()),
        "",
    ]
    for edition in editions():
        lines += [
            f"## Edition {edition.id}: {edition.shape.basis}",
            "",
            "| rule | kind | severity | basis | says |",
            "|---|---|---|---|---|",
        ]
        lines += [_row(rule) for rule in edition.rules.values()]
        lines.append("")
    return "\n".join(lines)


def _row(rule: Rule) -> str:
    source = f"：{rule.source}" if rule.source else ""
    off = f" (off since {rule.off.since}: {rule.off.because})" if rule.off else ""
    return f"| `{rule.id}`{off} | {rule.kind} | {rule.severity} | {rule.basis}{source} | {rule.says} |"


def change_log_page() -> str:
    """`docs/change-log.md`: how the chain of changes is made, for whoever wants to verify one."""
    columns = "\n".join(f"{place}. `{name}`" for place, name in enumerate(chain.COLUMNS, start=1))
    return (
        "# The change log\n\nMade by `make docs` from `app/store/chain.py`; do not edit.\n\n"
        f"{inspect.getdoc(chain)}\n\n"
        f"ALGORITHM is `{chain.ALGORITHM}`. COLUMNS, in this order:\n\n{columns}\n"
    )


def pages() -> Mapping[Path, str]:
    """Each generated document with what should be in it."""
    return {ROOT / "docs" / "rules.md": rules_page(), ROOT / "docs" / "change-log.md": change_log_page()}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
