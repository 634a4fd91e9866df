"""Papers as workbooks."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tests.intake.generated import Box, Paper, Sheet, Words, laid

_PLAIN = re.compile(r"0|[1-9][0-9]{0,8}")


def one_sheet(paper: Paper, random: Random) -> bytes:
    """Everything below one another on one sheet, figures as numbers or as text."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("年报")
        as_text = random.random() < 0.5
        left = random.choice((0, 1))
        row = random.choice((0, 2))
        for each in paper.flow:
            row += _written(sheet, each, (row, left), as_text=as_text) + random.choice((0, 1))
    return target.getvalue()


def many_sheets(paper: Paper, random: Random) -> bytes:
    """A sheet for each table, named after its part; the texts on the first."""
    target = BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        texts = book.add_worksheet("报告")
        as_text = random.random() < 0.5
        row, heading, number = 0, "", 0
        for each in paper.flow:
            if isinstance(each, Words):
                row += _written(texts, each, (row, 0), as_text=True)
                heading = each.text if each.role == "heading" else heading
                continue
            number += 1
            sheet = book.add_worksheet(f"表{number}")
            top = _written(sheet, Words("heading", heading), (0, 0), as_text=True)
            _written(sheet, each, (top, 0), as_text=as_text)
    return target.getvalue()


def _written(sheet: Worksheet, piece: Words | Sheet, place: tuple[int, int], *, as_text: bool) -> int:
    """How many rows it took."""
    row, left = place
    if isinstance(piece, Words):
        sheet.write_string(row, left, piece.text)
        return 1
    if piece.caption:
        sheet.write_string(row, left, piece.caption)
        row += 1
    for down, column, box in laid(piece.rows):
        _put(sheet, (row + down, left + column), box, as_text=as_text)
    return row - place[0] + len(piece.rows)


def _put(sheet: Worksheet, place: tuple[int, int], box: Box, *, as_text: bool) -> None:
    row, column = place
    number = box.role == "figure" and not as_text and _PLAIN.fullmatch(box.text)
    if box.colspan > 1 or box.rowspan > 1:
        sheet.merge_range(row, column, row + box.rowspan - 1, column + box.colspan - 1, "")
    if number:
        sheet.write_number(row, column, int(box.text))
    elif box.text:
        sheet.write_string(row, column, box.text)
