"""A report as a workbook: the tables as in print, their totals as formulas; the text; the data by address.

What somebody typed is never carried out: every text is written as text, and there is no formula but ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from app.domain import sheet_words as words
from app.domain.manuscript import Manuscript
from app.domain.print_troubles import NoGlyph, TextTooLong
from app.files.copies import Copy
from app.files.workbook.checks import checks, write_checks
from app.files.workbook.figures import ledger, quoted
from app.files.workbook.layout import Leaf, leaf
from app.files.workbook.styles import Styles, new_sheet, the_end_of
from app.files.workbook.tables import write_table
from app.files.workbook.texts import write_about, write_data, write_texts
from app.rendering import Renderer

LONGEST = 32_767
"""So many characters has a cell, those beyond the Basic Multilingual Plane counted twice."""
LONGEST_NAME = 31
"""Of a sheet."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\s]+")
_UNKNOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(script: Manuscript, copy: Copy, _renderer: Renderer) -> bytes:
    """The report as XLSX, the same bytes for the same report; a draft says so above every page.

    Raises `TextTooLong` for what no cell holds, `NoGlyph` for characters that no workbook can have.
    """
    _check(script)
    made = BytesIO()
    with Workbook(made, _OPTIONS) as book:
        book.set_properties(
            {
                "title": script.title,
                "author": script.report.agency,
                "created": the_end_of(script.report.year),
            }
        )
        _fill(book, script, draft=copy.draft)
    return made.getvalue()


def _fill(book: Workbook, script: Manuscript, *, draft: bool) -> None:
    edition, styles = script.report.edition, Styles(book)
    leaves = _leaves(script)
    figures = ledger(script, leaves)
    sheets = {
        name: new_sheet(book, name, title=script.title, draft=draft)
        for name in (*(each.name for each in leaves), words.CHECKS, words.TEXTS, words.DATA, words.ABOUT)
    }
    for each in leaves:
        write_table(sheets[each.name], styles, each, figures)
    write_checks(sheets[words.CHECKS], styles, checks(edition, figures))
    write_texts(sheets[words.TEXTS], styles, script)
    write_data(sheets[words.DATA], styles, tuple(figures.data.values()))
    write_about(sheets[words.ABOUT], styles, script, draft=draft)
    for address, spot in figures.spots.items():
        cell = xl_rowcol_to_cell(spot.row, spot.column, row_abs=True, col_abs=True)
        book.define_name(address, f"={quoted(spot.sheet)}{cell}")


def _leaves(script: Manuscript) -> tuple[Leaf, ...]:
    """The sheets of the tables, each under the name by which the form calls its table."""
    parts = tuple(part for part in script.parts if part.grids)
    tables = (script.report.edition.sections[part.id].table for part in parts)
    names = sheet_names([table.label if table else "" for table in tables])
    return tuple(leaf(name, part) for name, part in zip(names, parts, strict=True))


def sheet_names(wanted: Sequence[str]) -> tuple[str, ...]:
    """Names that sheets can have, all different, and none of them that of a sheet of ours."""
    taken = {words.CHECKS, words.TEXTS, words.DATA, words.ABOUT, "history"}
    names: list[str] = []
    for each in wanted:
        plain = _FORBIDDEN.sub("", each)[:LONGEST_NAME].strip("'") or words.SHEET
        number, name = 1, plain
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: LONGEST_NAME - 4]}_{number}"
        taken.add(name.casefold())
        names.append(name)
    return tuple(names)


def _check(script: Manuscript) -> None:
    for place, text in _texts(script):
        unknown = tuple(dict.fromkeys(_UNKNOWN.findall(text)))
        if unknown:
            raise NoGlyph(unknown)
        length = len(text.encode("utf-16-le")) // 2
        if length > LONGEST:
            raise TextTooLong(place, length, LONGEST)


def _texts(script: Manuscript) -> Iterator[tuple[str, str]]:
    """Everything that somebody typed: where, and the text."""
    edition = script.report.edition
    for text in (script.title, script.report.agency, *script.preface):
        yield script.title[:20], text
    for part in script.parts:
        for passage in part.passages:
            for text in (passage.heading, *passage.paragraphs):
                yield edition.part_name(part.id), text
    for address, text in script.written.items():
        figure = edition.figures[address]
        yield f"{edition.part_name(figure.section)}“{figure.name}”", text
