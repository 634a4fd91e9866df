"""Reports as printed, read back with libraries that had no part in printing them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

import pdfplumber
import pypdf
from pdfplumber.page import Page

from app.domain.fields import paragraphs
from app.domain.grid import grid
from app.domain.headings import topic_headings
from app.domain.manuscript import manuscript
from app.domain.report import Report
from app.files.copies import FINAL, Copy
from app.files.pdf.printing import render
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.files.long_report import SEED_NAMES, long_report, seed
from tests.specimens import case

RENDERER = Renderer(TEMPLATES)
REPORTS = (
    "2019-balanced",
    "2019-previous",
    "2021-balanced",
    "2021-government",
    "2021-half-finished",
    "2021-previous",
    "festival-balanced",
    "festival-previous",
)
LONG = "thirty-pages"
EVERY = (*REPORTS, *SEED_NAMES, LONG)
"""The reports of the case files, published ones where they are at hand, and one of thirty pages."""
MILLIMETRE = 72 / 25.4
MARK = "草稿"


def named(name: str) -> Report:
    """A report of `EVERY` by its name."""
    if name == LONG:
        return long_report()
    return seed(name) if name in SEED_NAMES else case(name)


def pdf(report: Report, copy: Copy = FINAL, *, draft: bool = False) -> bytes:
    """The report, printed."""
    return render(manuscript(report), replace(copy, draft=copy.draft or draft), RENDERER)


@cache
def case_pdf(name: str) -> bytes:
    """The report of this name, printed as finished."""
    return pdf(named(name))


@cache
def case_pages(name: str) -> tuple[Page, ...]:
    """Its pages, each read once."""
    return tuple(pages(case_pdf(name)))


def texts(content: bytes) -> list[str]:
    """What stands on each page in the order in which it is read aloud, without white space."""
    return [re.sub(r"\s", "", page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages]


def text(content: bytes) -> str:
    """The text of all pages without their numbers, each of which must be there."""
    parts = []
    for number, page in enumerate(texts(content), 1):
        assert page.count(f"—{number}—") == 1
        parts.append(page.replace(f"—{number}—", ""))
    return "".join(parts)


def pages(content: bytes) -> list[Page]:
    """The pages with every character and line in its place, in points from the top left corner."""
    return pdfplumber.open(BytesIO(content)).pages


def expected(report: Report) -> str:
    """What a report has to say, in order, without white space."""
    return re.sub(r"\s", "", "".join(_expected(report)))


def _expected(report: Report) -> Iterator[str]:
    yield report.title
    yield from paragraphs(report.preface)
    for section in report.edition.sections.values():
        yield section.heading
        blocks = report.sections.get(section.id, ())
        for heading, block in zip(topic_headings(section, blocks), blocks, strict=True):
            yield heading
            yield from block.paragraphs
        if section.table and section.table.printed:
            for number, shape in enumerate(section.table.blocks):
                table = grid(section.id, number, shape)
                yield table.caption
                for row in (*table.head, *table.body):
                    yield from (report.written(cell.address) if cell.address else cell.text for cell in row)
