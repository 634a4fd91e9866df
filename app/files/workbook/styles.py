"""How the cells of a workbook look, each look made once, and how a text is put into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.domain import sheet_words as words
from app.domain.formulas import is_formula
from app.domain.headings import ems

Property = str | int | float | bool
MILLIMETRE = 96 / 25.4
"""In the pixels of which a column is wide."""
POINT = 25.4 / 72
LINE = 1.35
"""From line to line, in ems."""
TALLEST = 400.0
"""In points; no row of a spreadsheet is higher than 409."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The looks of one workbook. A look is a set of XlsxWriter's properties."""

    book: Workbook
    made: dict[frozenset[tuple[str, Property]], Format] = field(default_factory=dict)

    def look(self, **properties: Property) -> Format:
        """The same for the same properties."""
        key = frozenset(properties.items())
        if key not in self.made:
            plain: Mapping[str, Property] = {"font_name": words.BODY, "font_size": 10.5, "valign": "vcenter"}
            self.made[key] = self.book.add_format({**plain, **properties})
        return self.made[key]

    def put(self, sheet: Worksheet, row: int, column: int, text: str, **properties: Property) -> None:
        """Write a text, which stays one whatever it looks like, also when somebody edits its cell."""
        if is_formula(text):
            properties["quote_prefix"] = True
        look = self.look(**properties)
        if not text:
            sheet.write_blank(row, column, None, look)
        elif text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would take it for markup of its own.
            sheet.write_rich_string(row, column, text[:1], look, text[1:], look)
        else:
            sheet.write_string(row, column, text, look)


def new_sheet(book: Workbook, name: str, *, title: str, draft: bool) -> Worksheet:
    """A sheet for A4 paper, as wide as the page, with the title above and the number of the page below it."""
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.set_margins(left=28 / 25.4, right=26 / 25.4, top=25 / 25.4, bottom=25 / 25.4)
    mark = f"&R&K7F7F7F{words.DRAFT}" if draft else ""
    # An ampersand begins a code of the header, unless it is doubled.
    shown = " ".join(title.split())[:90].replace("&", "&&")
    sheet.set_header(f"&C&K7F7F7F {shown}{mark}", {"margin": 12 / 25.4})
    sheet.set_footer("&C— &P —", {"margin": 12 / 25.4})
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    return sheet


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a cell `width` mm wide, in letters of `size` points, at the most."""
    room = max(1.0, (width - 2) / (size * POINT))
    # A line that may not begin with a mark, or break in a number, is a little shorter than it could be.
    return sum(max(1, int(-(-ems(each) // max(1.0, room * 0.96)))) for each in text.split("\n"))


def the_end_of(year: int) -> datetime:
    """The last day of a year: a report carries no other date, and the same report is the same file."""
    return datetime(year, 12, 31)  # noqa: DTZ001 - as a workbook keeps it, without a zone
