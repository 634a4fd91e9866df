"""What offices do to the form, each as a change of a paper. None of it takes a figure off the page.

A clean habit leaves nothing to doubt; of the others what is not read has to be marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

from app.domain.aliases import Aliases
from app.store.editions import read_aliases, read_editions
from tests.intake.generated import Box, Habit, Paper, Piece, Row, Sheet, Words, full, laid
from tests.specimens import SCHEMAS

_WIDE = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@cache
def aliases() -> Aliases:
    return read_aliases(SCHEMAS, read_editions(SCHEMAS))


def _figures(change: Callable[[Box, Random], str]) -> Habit:
    """A habit that writes numbers in another notation."""

    def habit(paper: Paper, random: Random) -> Paper:
        return paper.with_boxes(
            lambda box: replace(box, text=change(box, random)) if _NUMBER.fullmatch(box.meaning) else box
        )

    return habit


def _labels(change: Callable[[str, Random], str], share: float = 1.0) -> Habit:
    """A habit that writes labels otherwise."""

    def habit(paper: Paper, random: Random) -> Paper:
        def changed(box: Box) -> Box:
            if box.role == "figure" or not box.text or random.random() >= share:
                return box
            return replace(box, text=change(box.text, random))

        return paper.with_boxes(changed)

    return habit


def _broken(text: str, random: Random) -> str:
    """Line ends inside a label, one or two of them."""
    if len(text) < 4:
        return text
    cuts = sorted(random.sample(range(1, len(text)), random.choice((1, 2))))
    return "\n".join(text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True))


def _upright(text: str, _random: Random) -> str:
    """One character a line, as in a narrow column."""
    return "\n".join(text) if len(text) <= 12 else text


def _renumbered(text: str, random: Random) -> str:
    """The number before a label with other marks."""
    text = re.sub(r"^([0-9])\.", random.choice((r"\1. ", r"\1、", r"\1．", r" \1.")), text)
    text = re.sub(r"^（(.)）", random.choice((r"(\1)", r"（\1） ", r"( \1 )", r"（\1）")), text)
    return text.replace("（", "(").replace("）", ")").replace("，", ",") if random.random() < 0.5 else text


def _spread(text: str, random: Random) -> str:
    """Blanks between the characters of a short label."""
    return random.choice((" ", "  ", "\u3000", "\u00a0")).join(text) if len(text) <= 4 else text


def _traditional(text: str) -> str:
    pairs = {ord(pair[1]): pair[0] for pair in reversed(aliases().characters) if pair[0] != pair[1]}
    return text.translate(pairs)


def traditional(paper: Paper, random: Random) -> Paper:
    """Labels and headings in traditional characters; the title as it is."""
    papers = _labels(lambda text, _: _traditional(text))(paper, random)
    return papers.with_words(
        lambda each: replace(each, text=_traditional(each.text)) if each.role == "heading" else each
    )


def runs_on(paper: Paper, _random: Random) -> Paper:
    """Text on the line of its heading."""
    return paper.with_words(lambda each: replace(each, runs_on=each.role == "topic"))


def headings(paper: Paper, random: Random) -> Paper:
    """Other marks behind the numbers of the parts."""
    mark = random.choice(("、 ", "．", " ", "、\u3000"))
    return paper.with_words(
        lambda each: replace(each, text=each.text.replace("、", mark, 1)) if each.role == "heading" else each
    )


def one_table(paper: Paper, _random: Random) -> Paper:
    """The grids of a section as one table, the captions rows of it: so the form is printed."""
    pieces: list[Piece] = []
    for each in paper.pieces:
        last = pieces[-1] if pieces else None
        if isinstance(each, Sheet) and isinstance(last, Sheet) and last.section == each.section:
            pieces[-1] = _under(last, each)
        else:
            pieces.append(each)
    return replace(paper, pieces=tuple(pieces))


def _under(first: Sheet, second: Sheet) -> Sheet:
    width = max(first.width, second.width)
    rows = (*_widened(first.rows, first.width, width), *_widened(second.rows, second.width, width))
    return replace(first, rows=rows)


def _widened(rows: tuple[Row, ...], now: int, width: int) -> tuple[Row, ...]:
    """The last cell of each row reaches to the edge."""
    last = {down: (column, box) for down, column, box in laid(rows) if column + box.colspan == now}
    return tuple(
        (*row[:-1], replace(row[-1], colspan=row[-1].colspan + width - now)) if down in last and row else row
        for down, row in enumerate(rows)
    )


def captions_outside(paper: Paper, _random: Random) -> Paper:
    """The caption of a grid as a caption of its table, not as a row."""

    def out(sheet: Sheet) -> Sheet:
        first = sheet.rows[0]
        if len(first) > 1 or first[0].colspan < sheet.width:
            return sheet
        return replace(sheet, rows=sheet.rows[1:], heads=sheet.heads - 1, caption=first[0].text)

    return paper.with_sheets(out)


def no_corner(paper: Paper, _random: Random) -> Paper:
    """The corner of a table is blank."""
    return paper.with_boxes(lambda box: replace(box, text="") if box.role == "corner" else box)


def unjoined(paper: Paper, _random: Random) -> Paper:
    """No cells are joined; what a joined cell covers is blank."""
    return paper.with_sheets(lambda sheet: replace(sheet, rows=full(sheet.rows)))


def broken_apart(paper: Paper, random: Random) -> Paper:
    """A long table goes on in a second one with its heads again, a group that was cut named again or not."""
    again = random.random() < 0.5
    pieces: list[Piece] = []
    for each in paper.pieces:
        if isinstance(each, Sheet) and len(each.rows) - each.heads > 3:
            at = random.randrange(each.heads + 1, len(each.rows))
            pieces += [cut(each, 0, at, again=again), cut(each, at, len(each.rows), again=again)]
        else:
            pieces.append(each)
    return replace(paper, pieces=tuple(pieces))


def cut(sheet: Sheet, start: int, end: int, *, again: bool) -> Sheet:
    """Some rows of a table, below its heads; what reaches over the cut is closed off."""
    lines: list[list[tuple[int, Box]]] = [[] for _ in sheet.rows]
    for down, column, box in laid(sheet.rows):
        below = down + box.rowspan
        if down < start < below and down >= sheet.heads:
            shown = box if again else replace(box, text="")
            lines[start].append((column, replace(shown, rowspan=min(below, end) - start)))
        else:
            lines[down].append((column, replace(box, rowspan=min(below, end) - down if down < end else 1)))
    rows = [tuple(box for _, box in sorted(line, key=lambda pair: pair[0])) for line in lines]
    heads = sheet.rows[: sheet.heads] if start else ()
    return replace(sheet, rows=(*heads, *rows[start:end]))


def noted(paper: Paper, random: Random) -> Paper:
    """A row of remarks below a table, or of the unit above it."""

    def with_note(sheet: Sheet) -> Sheet:
        below = random.random() < 0.5
        note = (Box("注：本表数据截至12月31日。" if below else "单位：件", sheet.width, role="note"),)
        rows = (*sheet.rows, note) if below else (note, *sheet.rows)
        return replace(sheet, rows=rows, heads=sheet.heads + (not below))

    return paper.with_sheets(with_note)


def signed(paper: Paper, _random: Random) -> Paper:
    """The agency and the date as lines of their own below the title, as on a site."""
    title = next(at for at, each in enumerate(paper.pieces) if isinstance(each, Words))
    date = Words("noise", f"{paper.report.year + 1}年1月20日")
    return replace(paper, pieces=(*paper.pieces[: title + 1], date, *paper.pieces[title + 1 :]))


def _titled(paper: Paper, lines: tuple[str, ...]) -> Paper:
    """Another title, in one line or more."""
    at = next(at for at, each in enumerate(paper.pieces) if isinstance(each, Words) and each.role == "title")
    words = tuple(Words("title", line) for line in lines)
    pieces = (*paper.pieces[:at], *words, *paper.pieces[at + 1 :])
    return replace(paper, report=replace(paper.report, title="".join(lines)), pieces=pieces)


def other_title(paper: Paper, random: Random) -> Paper:
    """A title by another pattern than the form's."""
    patterns = [each for each in aliases().titles if "{agency}" in each and "{year}" in each]
    report = paper.report
    return _titled(paper, (random.choice(patterns).format(agency=report.agency, year=report.year),))


def two_lines(paper: Paper, _random: Random) -> Paper:
    """A title whose first line is the agency."""
    title, agency = paper.report.title, paper.report.agency
    return _titled(paper, (agency, title.removeprefix(agency))) if title.startswith(agency) else paper


def contents(paper: Paper, _random: Random) -> Paper:
    """A table of contents below the title."""
    headings = [each.text for each in paper.pieces if isinstance(each, Words) and each.role == "heading"]
    lines = (f"{text}{'.' * 24}{page}" for page, text in enumerate(headings, 1))
    listed = tuple(Words("noise", text) for text in ("目　录", *lines))
    return replace(paper, pieces=(paper.pieces[0], *listed, *paper.pieces[1:]))


def aliased(paper: Paper, random: Random) -> Paper:
    """Rows under other names by which they are known."""
    known = aliases().labels

    def changed(box: Box) -> Box:
        names = known.get(box.row, ()) if box.row else ()
        return replace(box, text=random.choice(names)) if names else box

    return paper.with_boxes(changed)


wide_digits = _figures(lambda box, _: box.text.translate(_WIDE))
padded = _figures(lambda box, random: random.choice((" {}", "{} ", "\u3000{}", "{}\u00a0")).format(box.text))
grouped = _figures(lambda box, _: f"{int(box.text):,}" if box.text.isdigit() else box.text)


def counted(paper: Paper, random: Random) -> Paper:
    """The unit of the column behind each figure."""
    figures = paper.report.edition.figures

    def changed(box: Box) -> Box:
        unit = getattr(figures[box.address].kind, "unit", "") if box.address else ""
        plain = _NUMBER.fullmatch(box.text)
        return replace(box, text=f"{box.text}{random.choice(('', ' '))}{unit}") if plain else box

    return paper.with_boxes(changed)


broken_labels = _labels(_broken, 0.5)
upright = _labels(_upright, 0.5)
renumbered = _labels(_renumbered)
spread = _labels(_spread)

CLEAN: dict[str, Habit] = {
    "as printed": lambda paper, _: paper,
    "wide digits": wide_digits,
    "padded figures": padded,
    "thousands grouped": grouped,
    "units in cells": counted,
    "broken labels": broken_labels,
    "upright labels": upright,
    "renumbered": renumbered,
    "spread labels": spread,
    "traditional": traditional,
    "running on": runs_on,
    "headings": headings,
    "one table": one_table,
    "captions outside": captions_outside,
    "no corner": no_corner,
    "unjoined": unjoined,
    "broken apart": broken_apart,
    "noted": noted,
    "dated": signed,
    "other titles": other_title,
    "title in two lines": two_lines,
    "contents": contents,
    "other names": aliased,
}
