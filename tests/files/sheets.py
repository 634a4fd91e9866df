"""Workbooks read back: their values with calamine, the rest from their XML."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from python_calamine import CalamineWorkbook

from app.domain.fields import Head, from_fields
from app.domain.grid import Grid
from app.domain.manuscript import Manuscript, manuscript
from app.domain.report import Report
from app.domain.sheet_words import ABOUT, CHECKS, DATA, TEXTS
from app.files.copies import FINAL
from app.files.workbook.writing import write
from tests.files.printed import RENDERER
from tests.specimens import case, edition

Value = object
OURS = (CHECKS, TEXTS, DATA, ABOUT)
NAMES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its values by row and column from 0, its joined cells, its own XML."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...]
    xml: etree._Element

    def at(self, row: int, column: int) -> Value:
        """A value, "" for none."""
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else ""

    @property
    def formulas(self) -> Mapping[str, str]:
        """The formulas by the names of their cells."""
        return {cell.get("r"): cell.findtext("x:f", None, NAMES) for cell in self.cells if has(cell, "x:f")}

    @property
    def cells(self) -> list[etree._Element]:
        """The cells as they stand in the file."""
        return list(self.xml.iterfind(".//x:c", NAMES))

    def found(self, path: str) -> list[etree._Element]:
        """What stands in the sheet's XML at a path of names without their space."""
        return list(self.xml.iterfind("/".join(f"x:{name}" for name in path.split("/")), NAMES))


def has(node: etree._Element, path: str) -> bool:
    """Whether something stands there."""
    return node.find(path, NAMES) is not None


def workbook(report: Report) -> bytes:
    """The report as a finished workbook."""
    return write(manuscript(report), FINAL, RENDERER)


@cache
def case_workbook(name: str) -> bytes:
    """The report of a case file as a workbook."""
    return workbook(case(name))


def sheets(content: bytes) -> dict[str, Sheet]:
    """The sheets by their names, in order."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    found: dict[str, Sheet] = {}
    for number, name in enumerate(book.sheet_names, 1):
        sheet = book.get_sheet_by_name(name)
        xml = part(content, f"xl/worksheets/sheet{number}.xml")
        rows = sheet.to_python(skip_empty_area=False)
        found[name] = Sheet(name, rows, tuple(sheet.merged_cell_ranges or ()), xml)
    return found


def part(content: bytes, name: str) -> etree._Element:
    """One of the files of which a workbook is made."""
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def without_results(content: bytes) -> bytes:
    """The workbook with the results of all its formulas taken out, as if nobody had ever worked them out."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, re.sub(r"(</f>)<v>[^<]*</v>", r"\1", text))
    return made.getvalue()


def same(value: Value, text: str) -> bool:
    """Whether a cell says what is printed: a number by its value, anything else letter by letter."""
    if isinstance(value, float):
        bare = re.fullmatch(r"(-?[0-9]+(?:\.[0-9]+)?)\D*", text)
        return bare is not None and Decimal(str(value)) == Decimal(bare[1])
    return value == text


def filled(sheet: Sheet) -> Iterator[Value]:
    """Every value of a sheet that is not blank, row by row."""
    yield from (value for row in sheet.rows for value in row if value != "")


def column(letters: str) -> int:
    """The number of a column from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def spot(cell: str) -> tuple[int, int]:
    """Row and column of a cell by its name, `C5` or `$C$5`."""
    match = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", cell)
    assert match, cell
    return int(match[2]) - 1, column(match[1])


def names(content: bytes) -> dict[str, tuple[str, tuple[int, int]]]:
    """The names of cells, each with its sheet and its place."""
    found = {}
    for name in part(content, "xl/workbook.xml").iterfind(".//x:definedName", NAMES):
        if not name.get("name").startswith("_xlnm."):
            sheet, _, cell = name.text.rpartition("!")
            found[name.get("name")] = sheet.strip("'").replace("''", "'"), spot(cell)
    return found


def tables(script: Manuscript, found: dict[str, Sheet]) -> Iterator[tuple[Sheet, str, tuple[Grid, ...]]]:
    """The sheets of the tables, each with the heading and the grids that belong on it."""
    parts = [part for part in script.parts if part.grids]
    ours = [sheet for name, sheet in found.items() if name not in OURS]
    for sheet, each in zip(ours, parts, strict=True):
        yield sheet, each.heading, each.grids


def village(**fields: str) -> Report:
    made: dict[str, str | None] = {name.replace("__", "."): text for name, text in fields.items()}
    return from_fields(edition("festival"), Head("柳湾村", 2016), made)
