"""Reading a report of every kind of file, against what else could make something of it, in one run."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import mammoth
import pdfplumber
import pypdfium2
from lxml.html import document_fromstring
from python_calamine import CalamineWorkbook

from app.domain.manuscript import manuscript
from app.domain.troubles import Trouble
from app.files.copies import FINAL
from app.files.pdf import printing as pdf
from app.intake.opening import opened
from app.rendering import Renderer
from app.settings import TEMPLATES
from tests.bench import rivals
from tests.bench.alone import reading
from tests.files.libreoffice import converted
from tests.intake import generated_book, generated_text
from tests.intake.bombs import BOMBS
from tests.intake.generated import Paper, paper
from tests.intake.generated_page import Site, page
from tests.intake.generated_word import Ways, word
from tests.intake.test_published_bombs import FILES
from tests.specimens import case

ROUNDS = 5
REPORT = "2021-balanced"
SECONDS, MEGABYTES = 1.5, 300
"""At most, for one report of any format."""
REAL = Path(__file__).parents[3] / "shared" / "real" / "huaian-city-2024.pdf"
"""A published report, where it stands beside the repository."""

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of reading a file, megabytes of a process that does nothing else, and the others' seconds."""

    name: str
    seconds: list[float]
    memory: int
    others: Mapping[str, list[float]]


def measured() -> Iterator[Taken]:
    """Every kind of file in turn, interleaved with what else could read it."""
    for name, content, ending in files():
        others = _others(ending)
        ways: dict[str, Work] = {name: lambda c=content, e=ending: reading(c, e)}  # type: ignore[misc]  # bound now
        ways |= {each: lambda r=read, c=content: r(c) for each, read in others.items()}  # type: ignore[misc]  # the same
        taken: dict[str, list[float]] = {each: [] for each in ways}
        for number in range(ROUNDS + 1):
            for each, way in ways.items():
                seconds = _timed(way)
                if number:  # the first round warms up
                    taken[each].append(seconds)
        yield Taken(name, taken.pop(name), alone(content, ending), taken)


def slowest_refusal() -> tuple[str, float]:
    """Of the files made to do harm the one that takes longest to be read or refused, and its seconds."""
    made = {**BOMBS, **{f"{name}.pdf": file for name, file in FILES.items()}}
    taken = {name: _timed(partial(_tried, file(), name)) for name, file in made.items()}
    name = max(taken, key=lambda each: taken[each])
    return name, taken[name]


def _tried(content: bytes, name: str) -> None:
    with suppress(Trouble):
        opened(content, name)


def files() -> Iterator[tuple[str, bytes, str]]:
    """The same report in each kind of file."""
    made, random = paper(case(REPORT)), Random(1)  # noqa: S311 - how a table is written
    wordy = word(made, random, Ways())
    noisy = page(made, random, Site())
    yield "Word file", wordy, "docx"
    yield "web page with its noise", noisy, "html"
    yield "workbook", generated_book.one_sheet(made, random), "xlsx"
    yield "text", generated_text.tabbed(made, random), "txt"
    yield "PDF, our own", pdf.render(manuscript(case(REPORT)), FINAL, Renderer(TEMPLATES)), "pdf"
    yield "PDF of Chromium", _by_chromium(made, random), "pdf"
    yield "PDF of LibreOffice", converted(wordy, "docx", "pdf"), "pdf"
    if REAL.exists():
        yield "PDF, published", REAL.read_bytes(), "pdf"


def alone(content: bytes, ending: str) -> int:
    """The most megabytes that a fresh process has in memory while it reads this file, Python among them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"it.{ending}"
        path.write_bytes(content)
        command = [sys.executable, "-m", "tests.bench.alone", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return int(done.stdout)


def _by_chromium(made: Paper, random: Random) -> bytes:
    with ExitStack() as open_:
        printed = open_.enter_context(rivals.resident_chromium())
        content = printed(page(made, random, Site()).decode())
    assert isinstance(content, bytes)
    return content


def _others(ending: str) -> Mapping[str, Callable[[bytes], object]]:
    """Programs that find tables, or only text, in the same file."""
    return {
        "pdf": {"pdfplumber, tables": _tables, "PDFium, text": _text},
        "docx": {
            "mammoth, to HTML": lambda content: mammoth.convert_to_html(BytesIO(content)).value,
            "LibreOffice, to text": lambda content: converted(content, "docx", "txt:Text"),
        },
        "html": {"lxml, parsed": document_fromstring},
        "xlsx": {"calamine, values": _values},
    }.get(ending, {})


def _tables(content: bytes) -> object:
    with pdfplumber.open(BytesIO(content)) as document:
        return [each.extract_tables() for each in document.pages]


def _text(content: bytes) -> object:
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [each.get_textpage().get_text_range() for each in document]


def _values(content: bytes) -> object:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def _timed(work: Work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def told(taken: Taken) -> Iterator[str]:
    """The lines of the table."""
    goal = f"goal < {SECONDS} s, < {MEGABYTES} MB"
    ours = median(taken.seconds) * 1000
    yield f"{'reading: ' + taken.name:44}{ours:9.1f} ms   {taken.memory:4} MB   {goal}"
    for name, seconds in taken.others.items():
        yield f"{'    ' + name:44}{median(seconds) * 1000:9.1f} ms"
