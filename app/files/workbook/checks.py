"""The relations that must hold between the figures of the tables, as formulas that anybody can follow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from app.domain import sheet_words as words
from app.domain.edition import Edition
from app.domain.figures import Figure
from app.domain.relations import Relation, Term, plain
from app.domain.values import Number
from app.files.workbook.figures import Ledger, exact, ranges
from app.files.workbook.layout import Spot
from app.files.workbook.styles import LINE, MILLIMETRE, Styles, lines

_COLUMNS = (24.0, 78.0, 14.0, 14.0, 14.0, 14.0)
_SIZE = 10.5
_HEAD = 24.0


@dataclass(frozen=True, slots=True)
class Check:
    """One relation: where, in words, its two sides as formulas, its cells, and both sums if known.

    It is `live` unless a figure stands in its cell as text, which no formula can work with.
    """

    table: str
    says: str
    sides: tuple[str, str]
    cells: tuple[Spot, ...]
    op: str
    sums: tuple[Number, Number] | None
    live: bool


def checks(edition: Edition, ledger: Ledger) -> tuple[Check, ...]:
    """The relations that keep a report from being finished and whose figures are all in the tables."""
    return tuple(
        _check(edition, relation, ledger)
        for relation in edition.relations
        if relation.rule.severity == "block"
        and relation.within_the_year
        and all(address in ledger.spots for address in relation.addresses)
    )


def _check(edition: Edition, relation: Relation, ledger: Ledger) -> Check:
    sides = (relation.left, relation.right)
    name = _names([edition.figures[address] for address in relation.addresses])
    left, right = (
        words.added([_term(term, name(edition.figures[term.address])) for term in side]) for side in sides
    )
    sums = tuple(_sum(side, ledger) for side in sides)
    table = edition.sections[relation.section].table
    return Check(
        table=table.label if table else "",
        says=words.relation(relation.name, left, right, relation.op),
        sides=(_formula(sides[0], ledger), _formula(sides[1], ledger)),
        cells=tuple(ledger.spots[address] for address in relation.addresses),
        op=relation.op,
        sums=None if sums[0] is None or sums[1] is None else (sums[0], sums[1]),
        live=all(map(ledger.countable, relation.addresses)),
    )


def _names(figures: Sequence[Figure]) -> Callable[[Figure], str]:
    """How to call figures beside each other: along a row by their columns, along a column by their rows."""
    if len({figure.row for figure in figures}) == 1:
        return lambda figure: figure.column_name
    if len({figure.column for figure in figures}) == 1:
        return lambda figure: figure.row_name
    return lambda figure: figure.name


def _term(term: Term, name: str) -> str:
    return name if term.times == 1 else f"{plain(term.times)} × {name}"


def _formula(terms: Sequence[Term], ledger: Ledger) -> str:
    if all(term.times == 1 for term in terms):
        return f"SUM({ranges([ledger.spots[term.address] for term in terms], abroad=True)})"
    return "+".join(
        f"{plain(term.times)}*N({ranges([ledger.spots[term.address]], abroad=True)})" for term in terms
    )


def _sum(terms: Sequence[Term], ledger: Ledger) -> Number | None:
    total: Number = 0
    for term in terms:
        number = ledger.data[term.address].number
        if number is None:
            return None
        total += number * term.times
    return total


def write_checks(sheet: Worksheet, styles: Styles, made: Sequence[Check]) -> None:
    """One relation a line: in words, both sides, what is between them, and whether it holds."""
    for column, (title, width) in enumerate(zip(words.CHECKED, _COLUMNS, strict=True)):
        sheet.set_column_pixels(column, column, round(width * MILLIMETRE))
        styles.put(
            sheet, 0, column, title, font_name=words.HEADING, border=1, bg_color="#EDEDED", align="center"
        )
    sheet.set_row(0, _HEAD)
    for row, each in enumerate(made, 1):
        sheet.set_row(row, (lines(each.says, _COLUMNS[1], _SIZE) + 0.6) * _SIZE * LINE)
        styles.put(sheet, row, 0, each.table, border=1, text_wrap=True, align="center")
        styles.put(sheet, row, 1, each.says, border=1, text_wrap=True, align="left")
        look = styles.look(border=1, align="center", shrink=True)
        for column, (formula, value) in enumerate(_formulas(row + 1, each), 2):
            if each.live:
                sheet.write_formula(row, column, formula, look, value)
            else:
                _write_value(sheet, styles, (row, column), value)
    last = len(words.CHECKED) - 1
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.print_area(0, 0, len(made), last)
    red = styles.book.add_format({"font_color": "#C00000", "bold": True})
    broken = {"type": "cell", "criteria": "==", "value": f'"{words.BROKEN}"', "format": red}
    sheet.conditional_format(1, last, max(1, len(made)), last, broken)


def _write_value(sheet: Worksheet, styles: Styles, cell: tuple[int, int], value: Number | str) -> None:
    if not isinstance(value, str) and exact(value):
        sheet.write_number(*cell, float(value), styles.look(border=1, align="center", shrink=True))
    else:
        styles.put(sheet, *cell, str(value), border=1, align="center", text_wrap=True)


def _formulas(line: int, check: Check) -> Iterator[tuple[str, Number | str]]:
    """Both sides, what is between them, and the answer, on this line of the sheet, each with its value."""
    difference = None if check.sums is None else check.sums[0] - check.sums[1]
    holds = difference is not None and (difference == 0 or (check.op == "<=" and difference < 0))
    for side, formula in enumerate(check.sides):
        yield formula, "" if check.sums is None else check.sums[side]
    complete = f"COUNT({ranges(check.cells, abroad=True)})={len(check.cells)}"
    # Sums of decimals that computers keep in binary differ far behind the point.
    yield f'IF({complete},ROUND(C{line}-D{line},6),"")', "" if difference is None else difference
    answer = f'IF(E{line}{"=" if check.op == "==" else "<="}0,"{words.HOLDS}","{words.BROKEN}")'
    known = words.HOLDS if holds else words.BROKEN
    yield f'IF(E{line}="","{words.OPEN}",{answer})', words.OPEN if difference is None else known
