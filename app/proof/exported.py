"""The lines of data in our own workbooks and CSV files: each figure to the letter, by its address.

The tables of a workbook are there to be worked on, and these lines are as they were when it was written. So a
figure of which both say the same number is taken from the line, letter by letter; where they differ the table
is right. A CSV file has nothing but these lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.address import Address
from app.domain.aliases import Aliases
from app.domain.edition import Edition
from app.domain.fields import Head, from_fields
from app.domain.formulas import unguarded
from app.domain.imported import Imported, Where
from app.domain.sheet_words import COLUMNS, NUMBER, STATES
from app.intake.neutral import Neutral, Table, TableCell
from app.proof.enclosed import says

ADDRESS, TEXT, STATE = COLUMNS[0], COLUMNS[COLUMNS.index(NUMBER) - 1], COLUMNS[9]
AGENCY, YEAR, EDITION = COLUMNS[-3:]
NOT_TYPED = (STATES["computed"], STATES["blank"])
Line = Mapping[str, TableCell]


@dataclass(frozen=True, slots=True)
class Exported:
    """The lines, each by the titles of its columns."""

    lines: tuple[Line, ...]

    def said(self, title: str) -> str:
        """What the first line has in a column; nothing where there is none, as in a workbook."""
        return next((line[title].text for line in self.lines if title in line), "")

    def cells(self, text_of: Callable[[str], str]) -> dict[Address, str | None]:
        """Every figure as it was typed. `text_of` is what a field stands for."""
        return {
            Address(line[ADDRESS].text): text_of(text) if (text := _typed(line)) else None
            for line in self.lines
        }


def exported(neutral: Neutral) -> Exported | None:
    """The lines in a document, where it has any."""
    for table in neutral.items:
        if isinstance(table, Table) and table.rows:
            titles = {cell.place.column: cell.text for cell in table.rows[0]}
            if {ADDRESS, TEXT, STATE} <= set(titles.values()):
                return Exported(tuple(_lines(table, titles)))
    return None


def to_the_letter(imported: Imported, found: Exported) -> Imported:
    """What was read from the tables of a workbook, in the words of its lines; and what no table shows."""
    report = imported.report
    doubtful = {each.address for each in imported.doubtful}
    settled: dict[Address, str | None] = {}
    for line in found.lines:
        address = Address(line[ADDRESS].text)
        figure = report.edition.figures.get(address)
        if figure is None or address in doubtful:
            continue
        shown = report.cells.get(address)
        if not figure.printed or (shown and says(figure, shown, line[TEXT].text)):
            settled[address] = _typed(line)
    return replace(imported, report=report.with_cells(settled)) if settled else imported


def as_report(found: Exported, editions: Sequence[Edition], aliases: Aliases) -> Imported | None:
    """The report that a CSV file is; None where it does not say whose, of what year and in what form."""
    agency, year = found.said(AGENCY), found.said(YEAR)
    edition = next((each for each in editions if each.id == found.said(EDITION)), None)
    if edition is None or not agency or not (year.isascii() and year.isdigit()):
        return None
    cells = found.cells(unguarded)
    if not cells.keys() <= edition.figures.keys():
        return None
    head = Head(unguarded(agency), int(year), aliases.kind(agency))
    fields = {str(address): text for address, text in cells.items()}
    stood = {line[ADDRESS].text: line[TEXT].place for line in found.lines}
    seen = {
        address: Where(table=stood[address].table, row=stood[address].row, column=stood[address].column)
        for address, text in fields.items()
        if text
    }
    return Imported(from_fields(edition, head, fields), seen=seen)


def _lines(table: Table, titles: Mapping[int, str]) -> Iterator[Line]:
    for row in table.rows[1:]:
        line = {titles[cell.place.column]: cell for cell in row if cell.place.column in titles}
        if line.keys() >= {ADDRESS, TEXT, STATE} and line[ADDRESS].text:
            yield line


def _typed(line: Line) -> str | None:
    """What somebody typed; a total that was added up is blank."""
    return None if line[STATE].text in NOT_TYPED else line[TEXT].text or None
