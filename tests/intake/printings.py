"""Invented reports as others lay them out to be printed: one HTML of a report, in many styles.

`written(report, sheet)` is the page; who prints it, a browser or a typesetter, is decided elsewhere.
`judged` counts how much of it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from math import lcm
from random import Random

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.fields import Head, block_keys, from_fields
from app.domain.grid import Grid, GridCell
from app.domain.imported import Imported
from app.domain.manuscript import Manuscript, Part, manuscript
from app.domain.report import Report
from tests.intake.layouts import FACE, PROSE

PAPER = f"""
@font-face {{ font-family: Song; src: url("{FACE.as_uri()}") }}
@page {{ size: A4; margin: 25mm 22mm }}
body {{ font: 12pt/1.7 Song; margin: 0 }}
p {{ margin: 0; text-indent: 2em; text-align: justify }}
h1 {{ font-size: 20pt; text-align: center; margin: 0 0 10pt }}
h2 {{ font-size: 13pt; margin: 8pt 0 4pt }} h3 {{ font-size: 12pt; margin: 4pt 0 }}
table {{ width: 100%; border-collapse: collapse; font-size: 10pt; line-height: 1.3; margin: 6pt 0 }}
td {{ padding: 2pt }}
"""
RULED = "td { border: 0.5pt solid black }"


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a report is laid out: its style, how its tables are built, and what stands around it.

    `stacked` makes one table of all blocks of a section; `captions` are rows of the table then.
    """

    style: str = RULED
    table: str = ""
    around: str = "{}"
    stacked: bool = True
    paper: str = PAPER
    cell: Callable[[str, GridCell], str] = field(default=lambda text, _: escape(text))
    repeated: bool = False


def written(report: Report, sheet: Sheet) -> str:
    """The whole page."""
    script = manuscript(report)
    body = sheet.around.format("".join(_parts(script, sheet)))
    return f"<!DOCTYPE html><meta charset=utf-8><style>{sheet.paper}{sheet.style}</style><body>{body}"


def _parts(script: Manuscript, sheet: Sheet) -> Iterator[str]:
    yield f"<h1>{escape(script.title)}</h1>"
    yield from (f"<p>{escape(each)}</p>" for each in script.preface)
    for part in script.parts:
        yield f"<h2>{escape(part.heading)}</h2>"
        for passage in part.passages:
            if passage.heading:
                yield f"<h3>{escape(passage.heading)}</h3>"
            yield from (f"<p>{escape(each)}</p>" for each in passage.paragraphs)
        yield from _tables(part, script, sheet)


def _tables(part: Part, script: Manuscript, sheet: Sheet) -> Iterator[str]:
    if sheet.stacked and part.grids:
        width = lcm(*(each.stubs + each.width for each in part.grids))
        heads = [_rows(each, each.head, width, script, sheet) for each in part.grids]
        bodies = [_rows(each, each.body, width, script, sheet) for each in part.grids]
        if sheet.repeated and len(part.grids) == 1:
            yield f"<table {sheet.table}><thead>{heads[0]}</thead><tbody>{bodies[0]}</tbody></table>"
            return
        rows = "".join(
            _caption(grid, width, sheet) + head + body
            for grid, head, body in zip(part.grids, heads, bodies, strict=True)
        )
        yield f"<table {sheet.table}><tbody>{rows}</tbody></table>"
        return
    for grid in part.grids:
        width = grid.stubs + grid.width
        head = _rows(grid, grid.head, width, script, sheet)
        body = _rows(grid, grid.body, width, script, sheet)
        caption = f"<p>{escape(grid.caption)}</p>" if grid.caption else ""
        yield f"{caption}<table {sheet.table}><tbody>{head}{body}</tbody></table>"


def _caption(grid: Grid, width: int, sheet: Sheet) -> str:
    if not grid.caption:
        return ""
    return f"<tr><td colspan={width}>{sheet.cell(grid.caption, GridCell('head', grid.caption))}</td></tr>"


def _rows(
    grid: Grid, rows: tuple[tuple[GridCell, ...], ...], width: int, script: Manuscript, sheet: Sheet
) -> str:
    times = width // (grid.stubs + grid.width)
    made = ""
    for row in rows:
        cells = ""
        for cell in row:
            text = script.written[cell.address] if cell.address else cell.text
            spans = f"colspan={cell.colspan * times} rowspan={cell.rowspan} class={cell.role}"
            cells += f"<td {spans}>{sheet.cell(text, cell)}</td>"
        made += f"<tr>{cells}</tr>"
    return made


@dataclass(frozen=True, slots=True)
class Tally:
    """How many printed cells were read, were marked or were not found; and those wrong without a mark."""

    right: int
    doubtful: int
    lost: tuple[Address, ...]
    wrong: Mapping[Address, tuple[str, str]]

    @property
    def printed(self) -> int:
        """All cells in which something is printed."""
        return self.right + self.doubtful + len(self.lost)


def judged(report: Report, imported: Imported) -> Tally:
    """What was read held against what was printed."""
    script = manuscript(report)
    printed = {address for part in script.parts for address in _addresses(part)}
    wanted = {address: script.written[address] for address in printed}
    doubts = {each.address for each in imported.doubtful}
    got = {address: text for address, text in imported.report.cells.items() if text}
    said = {address: text for address, text in wanted.items() if text}
    wrong = {
        address: (wanted.get(address, ""), text)
        for address, text in got.items()
        if text != wanted.get(address, "") and address not in doubts
    }
    right = sum(1 for address, text in said.items() if got.get(address) == text)
    marked = sum(1 for address in said if address in doubts)
    lost = tuple(each for each in said if each not in doubts and got.get(each) != said[each])
    return Tally(right, marked, lost, wrong)


def _addresses(part: Part) -> Iterator[Address]:
    for grid in part.grids:
        for row in grid.body:
            yield from (cell.address for cell in row if cell.address)


def invented(edition: Edition, random: Random, *, blank: float = 0.0, agency: str = "某市某局") -> Report:
    """A report whose figures all differ, so that a misplaced one is seen; nothing in it adds up."""
    figures = list(edition.figures.values())
    numbers = random.sample(range(10, 9999), len(figures))
    fields: dict[str, str | None] = {
        figure.address: "" if random.random() < blank else str(number)
        for figure, number in zip(figures, numbers, strict=True)
    }
    for section in edition.sections.values():
        for at, block in enumerate(block_keys(section)):
            told = (PROSE[: random.randrange(20, len(PROSE))] + "。", PROSE)
            fields[f"/{section.id}/{block}"] = "\n".join(told[: 1 + at % 2])
    return from_fields(edition, Head(agency, edition.shape.years.first), fields)


def printed(html: str) -> bytes:
    """The page, set by a typesetter."""
    made: bytes = HTML(string=html).write_pdf(font_config=FontConfiguration())
    return made
