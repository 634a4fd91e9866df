"""The sheets of a workbook beside its tables: the text of the report, its data by address, what it all is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from app.domain import sheet_words as words
from app.domain.content import content_hash
from app.domain.dataset import Datum
from app.domain.manuscript import Manuscript
from app.files.workbook.figures import exact
from app.files.workbook.styles import LINE, MILLIMETRE, TALLEST, Property, Styles, lines

PAGE = 156.0
"""The width of the text, in millimetres."""
SIZE = 12.0
_COLUMNS = (54.0, 54.0, 34.0, 70.0, 52.0, 34.0, 26.0, 14.0, 26.0, 20.0, 20.0)
"""Of the sheet of data, in millimetres."""
_TITLE: Mapping[str, Property] = {"font_name": words.TITLE, "font_size": 18.0, "align": "center"}
_HEADING: Mapping[str, Property] = {"font_name": words.HEADING, "font_size": 14.0}
_PASSAGE: Mapping[str, Property] = {"font_size": SIZE, "bold": True}
_PARAGRAPH: Mapping[str, Property] = {"font_size": SIZE, "valign": "top", "align": "left"}


def write_texts(sheet: Worksheet, styles: Styles, script: Manuscript) -> None:
    """Title, preface, headings and paragraphs, one below the other in the first column."""
    sheet.set_column_pixels(0, 0, round(PAGE * MILLIMETRE))
    row = 0
    for text, look in _texts(script):
        size = float(look["font_size"])
        height = (lines(text, PAGE, size) + 0.5) * size * LINE
        # What is higher than a row can be stands in several that are joined.
        rows = int(-(-height // TALLEST))
        for each in range(row, row + rows):
            sheet.set_row(each, height / rows)
        if rows > 1:
            sheet.merge_range(row, 0, row + rows - 1, 0, "", styles.look(text_wrap=True, **look))
        styles.put(sheet, row, 0, text, text_wrap=True, **look)
        row += rows


def _texts(script: Manuscript) -> Iterator[tuple[str, Mapping[str, Property]]]:
    yield script.title, _TITLE
    for text in script.preface:
        yield text, _PARAGRAPH
    for part in script.parts:
        yield part.heading, _HEADING
        for passage in part.passages:
            if passage.heading:
                yield passage.heading, _PASSAGE
            for text in passage.paragraphs:
                yield text, _PARAGRAPH


def write_data(sheet: Worksheet, styles: Styles, data: Sequence[Datum]) -> None:
    """Every figure on a line of its own, by address: as it is printed, and as a number if it is one."""
    sheet.set_landscape()
    number = words.COLUMNS.index(words.NUMBER)
    for column, width in enumerate(_COLUMNS):
        sheet.set_column_pixels(column, column, round(width * MILLIMETRE))
        title = words.COLUMNS[column]
        styles.put(sheet, 0, column, title, font_name=words.HEADING, border=1, bg_color="#EDEDED")
    for row, datum in enumerate(data, 1):
        for column, text in enumerate(words.in_words(datum)):
            if column == number and datum.number is not None and exact(datum.number):
                look = styles.look(border=1, num_format="0.############" if "." in text else "0")
                sheet.write_number(row, column, float(datum.number), look)
            else:
                styles.put(sheet, row, column, text, border=1, num_format="@")
    last = len(_COLUMNS) - 1
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(data), last)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(data), last)
    # The printed figures stay texts, about which nobody needs to be warned.
    sheet.ignore_errors({"number_stored_as_text": f"A1:K{len(data) + 1}"})


def write_about(sheet: Worksheet, styles: Styles, script: Manuscript, *, draft: bool) -> None:
    """Of which report this is the workbook, and how to read it."""
    report, shape = script.report, script.report.edition.shape
    facts = (
        script.title,
        report.agency,
        str(report.year),
        shape.edition,
        f"{shape.basis}　{shape.document}",
        words.DRAFT if draft else words.FINAL,
        content_hash(report),
    )
    sheet.set_column_pixels(0, 0, round(26 * MILLIMETRE))
    sheet.set_column_pixels(1, 1, round((PAGE - 26) * MILLIMETRE))
    for row, (name, text) in enumerate((*zip(words.FACTS, facts, strict=True), *words.NOTES.items())):
        sheet.set_row(row, (lines(text, PAGE - 26, SIZE) + 0.8) * SIZE * LINE)
        styles.put(sheet, row, 0, name, font_name=words.HEADING, font_size=SIZE, border=1)
        styles.put(sheet, row, 1, text, font_size=SIZE, border=1, text_wrap=True, align="left")
