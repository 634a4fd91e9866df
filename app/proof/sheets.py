"""A workbook against the manuscript: its tables, its text, its data and its checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import zip_longest

from app.domain import difference as words
from app.domain import sheet_words
from app.domain.content import content_hash
from app.domain.difference import Difference
from app.domain.manuscript import Manuscript, Part
from app.domain.relations import Relation
from app.intake.neutral import Neutral, Paragraph, Place, Row, Table, TableCell
from app.intake.workbook import NUMBER
from app.proof import document, records, tables
from app.proof.outcome import Outcome, summed
from app.proof.texts import same
from app.proof.wanted import WantedTables, wanted

CLOSE = Decimal("1e-9")
"""Sums of decimals in binary differ behind the twelfth digit."""


def compared(script: Manuscript, book: Neutral) -> Outcome:
    """What differs in any sheet."""
    sheets = {each.caption: each for each in book.items if isinstance(each, Table)}
    ours = (sheet_words.CHECKS, sheet_words.TEXTS, sheet_words.DATA, sheet_words.ABOUT)
    printed = [sheet for name, sheet in sheets.items() if name not in ours]
    missing = [Difference(words.on_page(0, name), name, change="lost") for name in ours if name not in sheets]
    checks, texts, data, about = (sheets[name].rows if name in sheets else () for name in ours)
    facts = tuple(_facts(script, about))
    return summed(
        (
            Outcome(tuple(missing)),
            *_tables(script, printed),
            _texts(script, texts),
            Outcome(_data(script, data)),
            Outcome(tuple(_checks(script, checks))),
            Outcome(facts, draft=_is_draft(about)),
        )
    )


def _tables(script: Manuscript, sheets: Sequence[Table]) -> Iterator[Outcome]:
    """The sheets of the tables: the heading of the part in the first row, its grids below."""
    parts = [part for part in script.parts if part.grids]
    for part, sheet in zip_longest(parts, sheets):
        if part is None or sheet is None:
            lost = Difference(words.row(part.heading, 0), part.heading, change="lost") if part else None
            yield Outcome(
                (lost or Difference(words.on_page(0, sheet.caption), found=sheet.caption, change="extra"),)
            )
        else:
            yield Outcome(tuple(_heading(part, sheet)))
            yield tables.compared(script, part, (Table(sheet.rows[1:], sheet.place),))


def _heading(part: Part, sheet: Table) -> Iterator[Difference]:
    said = "".join(cell.text for cell in sheet.rows[0]) if sheet.rows else ""
    if not same(part.heading, said):
        yield Difference(words.on_page(0, sheet.caption) + words.heading(part.heading), part.heading, said)


def _texts(script: Manuscript, rows: Sequence[Row]) -> Outcome:
    """One text a row; of rows that are joined the first."""
    items = tuple(
        Paragraph(cell.text, Place(row=cell.place.row, sheet=cell.place.sheet))
        for row in rows
        for cell in row
        if cell.text
    )
    pieces = tuple(each for each in wanted(script) if not isinstance(each, WantedTables))
    return document.in_order(script, pieces, items)


def _data(script: Manuscript, rows: Sequence[Row]) -> tuple[Difference, ...]:
    where = words.on_page(0, sheet_words.DATA)
    return records.lines(script, rows, (), where, str).differences


def _checks(script: Manuscript, rows: Sequence[Row]) -> Iterator[Difference]:
    """The relations with what both sides come to, worked out once more."""
    relations = [each for each in script.report.edition.relations if _is_shown(script, each)]
    lines = [tuple(cell for cell in row) for row in rows[1:]]
    where = words.on_page(0, sheet_words.CHECKS)
    if len(lines) != len(relations):
        yield Difference(where, str(len(relations)), str(len(lines)))
        return
    for number, (relation, line) in enumerate(zip(relations, lines, strict=True), 2):
        place = words.row(sheet_words.CHECKS, number)
        yield from (
            Difference(where + place, expected, cell.text)
            for expected, cell in zip(_came_to(script, relation), line[2:], strict=False)
            if not _is_close(expected, cell)
        )


def _is_shown(script: Manuscript, relation: Relation) -> bool:
    figures = script.report.edition.figures
    is_printed = all(figures[address].printed for address in relation.addresses)
    return relation.rule.severity == "block" and relation.within_the_year and is_printed


def _came_to(script: Manuscript, relation: Relation) -> tuple[str, ...]:
    """Both sides, what lies between them, and the verdict; nothing of what is not known."""
    sides = relation.sides(script.report.case)
    if sides is None:
        return ("", "", "", sheet_words.OPEN)
    left, right = sides
    verdict = sheet_words.HOLDS if relation.holds(left, right) else sheet_words.BROKEN
    return (*(format(Decimal(each), "f") for each in (left, right, left - right)), verdict)


def _is_close(expected: str, cell: TableCell) -> bool:
    if NUMBER not in cell.marks:
        return same(expected, cell.text)
    found = Decimal(cell.marks[NUMBER])
    return bool(expected) and abs(Decimal(expected) - found) <= CLOSE * max(abs(found), Decimal(1))


def _facts(script: Manuscript, rows: Sequence[Row]) -> Iterator[Difference]:
    """What the workbook says of itself, as far as it is about the report."""
    said = {row[0].text: row[1].text for row in rows if len(row) > 1}
    report = script.report
    title, agency, year, edition, _, _, digest = sheet_words.FACTS
    facts = {
        title: script.title,
        agency: report.agency,
        year: str(report.year),
        edition: report.edition.id,
        digest: content_hash(report),
    }
    for name, expected in facts.items():
        if not same(expected, said.get(name, "")):
            place = words.on_page(0, sheet_words.ABOUT) + words.cell(name)
            yield Difference(place, expected, said.get(name, ""))


def _is_draft(rows: Sequence[Row]) -> bool:
    return any(cell.text == sheet_words.DRAFT for row in rows for cell in row)
