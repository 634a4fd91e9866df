"""Every way to write a paper down, by its name; and how a paper is written and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from random import Random

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

from app.domain.edition import Edition
from app.domain.imported import Imported
from app.domain.troubles import Trouble
from app.intake.mapping import mapped
from app.intake.opening import opened
from app.store.editions import read_editions
from tests.files.libreoffice import converted
from tests.intake import generated_book as book
from tests.intake import generated_text as text
from tests.intake.generated import EDITIONS, Habit, Paper, invented, paper
from tests.intake.generated_habits import CLEAN, aliases
from tests.intake.generated_harms import HARMS
from tests.intake.generated_measure import Score, score
from tests.intake.generated_page import Site, page
from tests.intake.generated_word import Ways, word
from tests.intake.layouts import LINES, SHEET
from tests.specimens import SCHEMAS, edition

Writer = Callable[[Paper, Random], bytes]
_PAPER = f"""{SHEET} {LINES}
@page {{ size: A4; margin: 20mm 22mm }}
table {{ font-size: 9pt }}
td, th {{ border: 0.5pt solid black; padding: 1pt; text-align: center; font-weight: normal }}
td p, th p {{ text-indent: 0; text-align: center }}
"""
_NARROW = "@page { size: A5 landscape; margin: 12mm 10mm } table { font-size: 8pt }"


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of file. `whole` says that it keeps every cell and its reach: then all is to be read."""

    ending: str
    write: Writer
    whole: bool = True


def _word(**ways: object) -> Style:
    return Style("docx", partial(word, ways=Ways(**ways)))  # type: ignore[arg-type]  # any of its fields


def _page(**site: object) -> Style:
    return Style("html", partial(page, site=Site(**site)))  # type: ignore[arg-type]  # any of its fields


def printed(paper: Paper, random: Random, css: str = "") -> bytes:
    """The paper as a PDF of a plain page, as WeasyPrint sets it."""
    html = page(paper, random, Site(noise=False, heads=random.choice(("td", "thead")), css=_PAPER + css))
    made: bytes = HTML(string=html.decode()).write_pdf(font_config=FontConfiguration())
    return made


def _by_office(paper: Paper, random: Random) -> bytes:
    return converted(word(paper, random, Ways()), "docx", "pdf")


def _office_page(paper: Paper, random: Random) -> bytes:
    return converted(word(paper, random, Ways()), "docx", "html")


STYLES: Mapping[str, Style] = {
    "word": _word(),
    "word without styles": _word(styled=False, indented=True, lines="paragraph"),
    "word in cut runs": _word(styled=False, cut_runs=True),
    "word with automatic numbers": _word(numbered=True),
    "word in a table": _word(nested=True),
    "word in controls": _word(wrapped="control"),
    "page": _page(),
    "page in GBK": _page(code="gb18030", paragraphs="div"),
    "page in tables": _page(frame="table", heads="th"),
    "page by an office": _page(office=True, code="gbk"),
    "page in one paragraph": _page(paragraphs="br", heads="thead"),
    "page without noise": _page(noise=False, scrolled=True),
    "sheet": Style("xlsx", book.one_sheet),
    "sheets": Style("xlsx", book.many_sheets),
    "tabs": Style("txt", text.tabbed),
    "markdown": Style("txt", text.markdown),
    "aligned": Style("txt", text.aligned, whole=False),
    "bars": Style("txt", text.barred, whole=False),
    "padded bars": Style("txt", text.padded, whole=False),
    "stacked": Style("txt", text.stacked, whole=False),
    "single cells": Style("txt", text.single, whole=False),
    "print": Style("pdf", printed),
    "narrow print": Style("pdf", partial(printed, css=_NARROW)),
    "print of an office": Style("pdf", _by_office),
    "page of an office": Style("html", _office_page),
}


@cache
def forms() -> tuple[Edition, ...]:
    """The editions that a report can be on."""
    return (*read_editions(SCHEMAS).all, edition("festival"))


def read(content: bytes, ending: str) -> Imported:
    """What the program reads."""
    return mapped(opened(content, f"x.{ending}"), forms(), aliases())


def written(style: Style, habits: tuple[Habit, ...], seed: int) -> tuple[Paper, bytes]:
    """The paper with this number, and its file.

    On a sheet, and in print, what has moved stands under another head for everybody: no harm to be seen.
    """
    if style.ending in {"xlsx", "pdf"}:
        habits = tuple(each for each in habits if each is not HARMS["blanks lost"])
    random = Random(seed)  # noqa: S311 - invented figures
    made = paper(invented(random, EDITIONS))
    for habit in habits:
        made = habit(made, random)
    return made, style.write(made, random)


def mixed(seed: int, *, harmed: bool = False) -> tuple[Habit, ...]:
    """Some habits at once, chosen by a number; the harm comes before what only looks other."""
    random = Random(seed)  # noqa: S311 - invented papers
    harms = random.sample(list(HARMS.values()), 1) if harmed else []
    return (*harms, *random.sample(list(CLEAN.values()), 2))


def measured(style: Style, habits: tuple[Habit, ...], seed: int) -> Score:
    """How the paper with this number comes back; a refusal is a fault."""
    made, content = written(style, habits, seed)
    try:
        return score(made, read(content, style.ending))
    except Trouble as trouble:
        return Score(len(made.figures), faults=(f"refused: {trouble.sentence}",))
