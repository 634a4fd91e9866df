"""Writes the documents that are made from the code: `make docs`. A test fails while one is out of date."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain import sheet_words
from app.domain.address import Address
from app.domain.dataset import Datum, dataset, unit
from app.domain.edition import Edition
from app.domain.fields import Head, from_fields
from app.domain.loading import load_edition
from app.domain.manuscript import manuscript
from app.domain.ruling import Rule
from app.domain.values import AnyKind, Money
from app.files.bundle import FORMAT, Bundle
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


COLUMNS = (
    "the figure's name, `section.row.column`, see below; the same in every format",
    "heading of the section",
    "caption above the grid, if it has one",
    "labels of the row, outermost first, joined by ` > `",
    "labels of the column, likewise",
    "the figure as it is printed; empty for blank, which is not zero",
    "what it says as a number in the unit of the column, plain digits; empty where it is no number",
    "that unit",
    "kind of value",
    "state, see below",
    "whether the form prints it; the others serve the checks only",
    "the agency",
    "the year reported on",
    "the edition of the form",
)
STATES = {
    "filled": "stated by the agency",
    "computed": "a total left blank, added up",
    "blank": "left blank",
    "unread": "stated, and no figure of its kind: only in drafts",
}
ABOUT_DATA = f"""# The data dictionary

Made by `make docs` from `schemas/` and the code; do not edit. What stands in the files that carry the figures
of a report, and every figure of every edition.

- **JSON**, `{FORMAT}`: the whole report. Its keys are explained in [report-file.md](report-file.md), and
  [report.schema.json](report.schema.json) is their JSON Schema.
- **CSV**: one line a figure. The same file is attached to the PDF.
- **XLSX**: the tables as in print; on the sheet `{sheet_words.TEXTS}` the text; on the sheet
  `{sheet_words.DATA}` the columns of the CSV but the last three. The name of a figure's cell is its address.

## The CSV

RFC 4180: UTF-8 with byte order mark, commas, CR LF. Lines stand in printed order. A field that a spreadsheet
might take for a formula (it begins with `=`, `+`, `-`, `@`, their full-width forms, a tab or a line end, and
is no number) or that begins with an apostrophe has an apostrophe before it: whoever reads the file takes one
leading apostrophe away.
"""


def dictionary_page() -> str:
    """`docs/data-dictionary.md`: the columns of the data files, and every figure of every edition."""
    columns = [
        f"| `{name}` | {meaning} |" for name, meaning in zip(sheet_words.COLUMNS, COLUMNS, strict=True)
    ]
    states = [f"- `{word}`: {STATES[state]}" for state, word in sheet_words.STATES.items()]
    lines = [ABOUT_DATA, "| column | what it holds |", "|---|---|", *columns, "", "States:", "", *states, ""]
    for edition in editions():
        lines += _edition(edition)
    return "\n".join(lines)


def _edition(edition: Edition) -> Iterator[str]:
    yield f"## Edition {edition.id}: {edition.shape.basis}"
    yield ""
    yield "Of the column *blank*: `no` - the report is not finished while it is; `sum` - a blank one counts"
    yield "as the sum of its parts; `yes` - it may stay blank."
    wanted = _wanted(edition)
    section = ""
    for datum in dataset(manuscript(from_fields(edition, Head("-", edition.shape.years.first), {}))):
        if datum.section != section:
            section = datum.section
            yield from ("", f"### {section}", "", "| address | row | column | kind | unit | blank |")
            yield "|---|---|---|---|---|---|"
        yield _figure(datum, edition, wanted)
    yield ""


def _wanted(edition: Edition) -> frozenset[Address]:
    """The figures that an empty report is told to fill in before it can be finished."""
    blank = from_fields(edition, Head("-", edition.shape.years.first), {})
    return frozenset(address for each in blank.stopping for address in each.addresses)


def _figure(datum: Datum, edition: Edition, wanted: frozenset[Address]) -> str:
    blank = "sum" if edition.figures[datum.address].computed else "no" if datum.address in wanted else "yes"
    row, column = sheet_words.PATH.join(datum.row), sheet_words.PATH.join(datum.column)
    return f"| `{datum.address}` | {row} | {column} | {_kind(datum.kind)} | {unit(datum.kind)} | {blank} |"


def _kind(kind: AnyKind) -> str:
    decimals = f", at most {kind.decimals} decimals" if isinstance(kind, Money) else ""
    return f"{sheet_words.KINDS[kind.kind]} `{kind.kind}`{decimals}"


def report_schema() -> str:
    """`docs/report.schema.json`: the report file as JSON Schema. Its addresses are those of the edition."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    whole = dialect | Bundle.model_json_schema() | {"title": FORMAT}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def pages() -> Mapping[Path, str]:
    """Each generated document with what should be in it."""
    docs = ROOT / "docs"
    return {
        docs / "rules.md": rules_page(),
        docs / "change-log.md": change_log_page(),
        docs / "data-dictionary.md": dictionary_page(),
        docs / "report.schema.json": report_schema(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
