"""PDF of anybody: nothing is known of the program that made it, nor of its page.

It is read as a person sees it, like our own. One with no text, as a scanner makes it, is refused.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO

import pdfplumber
from pdfplumber.page import Page

from app.domain.proof_troubles import UnreadableDocument
from app.domain.reading_words import NOT_READ, PICTURE_PAGE
from app.intake import pdf
from app.intake.aligned import by_gaps, mashed
from app.intake.bounded import bounded
from app.intake.drawn import BROKEN, Standing, beside, cells, glyph, marks, numbered, on_page
from app.intake.flow import Glyph, Line
from app.intake.frames import covered, tables
from app.intake.ink import is_picture, sorted_out
from app.intake.layout import Body, body, cell, paragraphs, running, set_lines, text, tracking
from app.intake.limits import limited
from app.intake.neutral import Neutral, Paragraph, Place, Remark
from app.intake.pages import Part, rejoined
from app.intake.radicals import RADICALS
from app.intake.seen import Amount, Seen
from app.intake.shapes import grounds, strokes

MOST_PAGES = 100
"""A report has five to thirty; a hundred take ten seconds."""
LEAST_TEXT = 20
"""A document of fewer characters has no text: some stand on the picture that a scanner made."""
"""Under this name `said` has the numbers of pages that are pictures, with spaces between them."""
OURS = "Gouji"
SAME = 0.15
"""The same character again, so many ems away: it was drawn twice to look bold."""
UNKNOWN = "\ufffd"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page: its tables, the lines in none of them, and the texts along its edges."""

    number: int
    width: float
    height: float
    tables: tuple[Standing, ...]
    lines: tuple[Line, ...]
    margins: tuple[Paragraph, ...]
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a table, and the lines of the paragraph."""

    item: Paragraph | Part
    run: tuple[Line, ...] = ()


def read(content: bytes) -> Neutral:
    """A PDF as paragraphs and tables, with its attachments. Raises `UnreadableDocument`."""
    limited(content)
    try:
        attached, said = beside(content)
        is_ours = said.get("creator") == OURS
        bounded(content, pdf.MOST_PAGES if is_ours else MOST_PAGES)
        if is_ours:
            return pdf.read(content)
        with pdfplumber.open(BytesIO(content)) as document:
            amount = Amount()
            drawn = [_drawn(_upright(page, amount)) for page in document.pages]
    except BROKEN as wrong:
        raise UnreadableDocument("broken") from wrong
    _written(drawn)
    pages = list(_without_running(drawn))
    return Neutral(
        items=tuple(numbered(each.item for each in _joined(pages))),
        attached=attached,
        said=said,
        remarks=tuple(_pictures(pages)),
        margins=tuple(each for page in pages for each in page.margins),
        pages=len(pages),
    )


def _upright(page: Page, amount: Amount) -> Page:
    """The page so turned that most of its characters stand upright: a wide table may lie on its side."""
    seen = Seen(page, amount)
    turns = Counter(_turn(each["matrix"]) for each in seen.chars)
    turn = max(turns, key=lambda each: (turns[each], -each), default=0)
    return Seen(page, amount, turn) if turn else seen


def _turn(matrix: tuple[float, ...]) -> int:
    """By how much, in degrees, a page has to be turned so that a character on it stands upright."""
    along, up = matrix[0], matrix[1]
    if abs(along) >= abs(up):
        return 0 if along >= 0 else 180
    return 90 if up > 0 else 270


def _drawn(page: Page) -> Drawn:
    written = sorted_out(page)
    glyphs = list(_once(_clean(each) for each in map(glyph, written.text) if _is_shown(each, page)))
    rules = list(strokes(page))
    found = tables(rules) or covered(grounds(page))
    inside = [each for each in glyphs if any(ruling.holds(*each.middle) for ruling in found)]
    reading = partial(cell, apart=tracking(set_lines(inside)))
    parts, _ = cells(inside, found, reading)
    found = tuple(ruling for ruling, part in zip(found, parts, strict=True) if not mashed(part.table))
    parts, loose = cells(glyphs, found, reading)
    standing = [Standing(ruling.ys[0], part) for ruling, part in zip(found, parts, strict=True)]
    more, lines = by_gaps(set_lines(loose), rules, [each.top for each in standing])
    standing = sorted((*standing, *more), key=lambda each: each.top)
    made = Drawn(
        page.page_number,
        float(page.width),
        float(page.height),
        tuple(each for each in standing if _says_something(each.item)),
        lines,
        tuple(marks(page, written.marks)),
        len(glyphs) < LEAST_TEXT and is_picture(page),
    )
    page.close()
    return made


def _is_shown(glyph: Glyph, page: Page) -> bool:
    x, y = glyph.middle
    return 0 <= x <= page.width and 0 <= y <= page.height and glyph.size > 1


def _clean(glyph: Glyph) -> Glyph:
    """The character that is meant: some programs write the radical that looks the same."""
    if glyph.text.startswith("(cid:"):
        return replace(glyph, text=UNKNOWN)
    shown = "".join(
        unicodedata.normalize("NFKC", each) if "\u2f00" <= each <= "\u2fdf" else RADICALS.get(each, each)
        for each in glyph.text
    )
    return replace(glyph, text=shown) if shown != glyph.text else glyph


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The characters, those only once that were drawn twice at one place."""
    seen: dict[str, list[Glyph]] = {}
    for each in glyphs:
        others = seen.setdefault(each.text, [])
        near = SAME * each.size
        if not any(
            abs(one.x0 - each.x0) <= near and abs(one.baseline - each.baseline) <= near for one in others
        ):
            others.append(each)
            yield each


def _says_something(item: Paragraph | Part) -> bool:
    return isinstance(item, Part) and any(cell.text for row in item.table.rows for cell in row)


def _written(pages: Sequence[Drawn]) -> None:
    """Raises `UnreadableDocument` where there is no text, or none whose characters are known."""
    told = [line.text for page in pages for line in page.lines]
    told += [
        cell.text
        for page in pages
        for each in page.tables
        if isinstance(each.item, Part)
        for row in each.item.table.rows
        for cell in row
    ]
    every = "".join(told)
    known = len(every) - every.count(UNKNOWN)
    if known < max(LEAST_TEXT, len(every) / 2):
        raise UnreadableDocument("scanned")


def _pictures(pages: Iterable[Drawn]) -> Iterator[Remark]:
    """The pages that were scanned among others that were not."""
    for page in pages:
        if page.is_picture:
            yield Remark(PICTURE_PAGE.format(page=page.number), NOT_READ, Place(page=page.number))


def _without_running(pages: Sequence[Drawn]) -> Iterator[Drawn]:
    """The pages, what runs along their edges put into their margins."""
    found = running([page.lines for page in pages], [page.height for page in pages])
    for page, besides in zip(pages, found, strict=True):
        place = Place(page=page.number)
        aside = [Paragraph(text((line,))[0], place) for line in page.lines if line in besides]
        rest = tuple(line for line in page.lines if line not in besides)
        yield replace(page, lines=rest, margins=(*aside, *page.margins))


def _joined(pages: Sequence[Drawn]) -> Iterator[Piece]:
    """All items, what goes on over the end of a page as one."""
    measured = body([page.lines for page in pages], min((page.width for page in pages), default=0))
    last: Piece | None = None
    for page in pages:
        for at, piece in enumerate(_pieces(page, measured)):
            whole = _one(last, piece, measured) if at == 0 and last else None
            if whole is None and last is not None:
                yield last
            last = whole or piece
    if last is not None:
        yield last


def _pieces(page: Drawn, measured: Body) -> list[Piece]:
    """What is on a page from top to bottom."""
    found: list[Piece] = []
    above = float("-inf")
    for each in (*page.tables, None):
        below = each.top if each else float("inf")
        between = [line for line in page.lines if above < line.baseline <= below]
        for run in paragraphs(between, measured):
            told, breaks = text(run)
            paragraph = Paragraph(told, Place(), measured.level(run[0]), breaks)
            found.append(Piece(on_page(page.number, paragraph), run))
        if each:
            found.append(Piece(on_page(page.number, each.item)))
        above = below
    return found


def _one(last: Piece, piece: Piece, measured: Body) -> Piece | None:
    """The piece with the one at the end of the page before, where they are one."""
    one, other = last.item, piece.item
    if isinstance(one, Part) and isinstance(other, Part):
        table = rejoined(one, other)
        return Piece(table) if table else None
    if not isinstance(one, Paragraph) or not isinstance(other, Paragraph):
        return None
    if measured.begins(piece.run[0], last.run[-1], over=True):
        return None
    told, breaks = text((*last.run, *piece.run))
    return Piece(replace(one, text=told, breaks=breaks), (*last.run, *piece.run))
