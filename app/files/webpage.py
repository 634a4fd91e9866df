"""A report as a web page: one file with everything in it, or the same as a part for a site's own page.

It needs nothing from anywhere: no script, font, picture or address. Beside the text it carries the report
file and a description for search engines, both as data that no browser runs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import ClassVar

from app.domain.address import Address
from app.domain.grid import Grid, GridCell
from app.domain.manuscript import Manuscript, Part
from app.domain.print_troubles import NoGlyph
from app.files.bundle import dumps
from app.files.copies import Copy
from app.rendering import Renderer

STUB, GROUP = 8.0, 3.0
"""The least widths in ems of a column of labels, and of one of labels that stand for several rows."""
FIGURE, ROOMY_FIGURE, FEW = 3.6, 5.0, 4
"""The same of a column of figures, and of one of at most so many."""

# What HTML cannot hold: controls, half characters, and code points that are no characters.
_UNHOLDABLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_FOREIGN = re.compile(f"[{_UNHOLDABLE}]")
_DANGEROUS = re.compile(f"[<>&\u2028\u2029{_UNHOLDABLE}]")

# What turns the direction of writing: the marks for it, and the letters that run from right to left.
_TURNS = (
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_TURNED = re.compile(f"([{_TURNS}](?:[{_TURNS} ]*[{_TURNS}])?)")

Pieces = tuple[str, ...]
"""A text in pieces. Every second one would turn what stands beside it, and is to be kept apart."""


@dataclass(frozen=True, slots=True)
class DataBlock:
    """JSON for a script element, in which no parser can find an end tag, a comment or an entity."""

    json: str

    def __html__(self) -> str:
        """The same JSON with everything dangerous escaped in JSON's own way; markup knows no other."""
        return _DANGEROUS.sub(_escaped, self.json)


@dataclass(frozen=True, slots=True)
class PublishedGrid:
    """A table, how wide its columns of labels are, from the left, and how wide one of figures is: in ems."""

    grid: Grid
    stubs: tuple[float, ...]
    figure: float

    @property
    def least(self) -> float:
        """The width in ems below which it is moved sideways rather than squeezed."""
        return sum(self.stubs) + self.figure * self.grid.width

    @property
    def columns(self) -> tuple[tuple[str, float], ...]:
        """The class of each kind of column, and what such a column has of the width, in percent."""
        stubs = tuple((f"stub-{number}", width) for number, width in enumerate(self.stubs, 1))
        return tuple((name, 100 * width / self.least) for name, width in (*stubs, ("figure", self.figure)))

    @property
    def kind(self) -> str:
        """`nested` where the labels stand in groups."""
        return "nested" if len(self.stubs) > 1 else ""


@dataclass(frozen=True, slots=True)
class PublishedPassage:
    """Paragraphs, under a heading or under none."""

    heading: Pieces
    paragraphs: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class PublishedPart:
    """One section."""

    heading: str
    passages: tuple[PublishedPassage, ...]
    grids: tuple[PublishedGrid, ...]

    @property
    def wide(self) -> bool:
        """Whether a phone has to move its tables sideways."""
        return any(each.grid.width > FEW for each in self.grids)


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure as it is printed, and for machines: a plain number in the unit of its column, "" for none."""

    text: Pieces
    number: str


@dataclass(frozen=True, slots=True)
class Published:
    """What is published."""

    title: str
    heading: Pieces
    agency: str
    year: int
    preface: tuple[Pieces, ...]
    parts: tuple[PublishedPart, ...]
    figures: Mapping[Address, PublishedFigure]
    report_file: DataBlock
    draft: bool


@dataclass(frozen=True, slots=True)
class WholePage(Published):
    """The page as a file of its own."""

    template: ClassVar[str] = "publication/page.html"


@dataclass(frozen=True, slots=True)
class Fragment(Published):
    """The page as a part of a site's own; nothing of the one changes the look of the other."""

    template: ClassVar[str] = "publication/fragment.html"


def write(script: Manuscript, copy: Copy, renderer: Renderer) -> bytes:
    """The report as HTML, the same bytes for the same report; `copy.fragment` leaves the head out.

    Raises `NoGlyph` for control characters, which no page can hold.
    """
    html = renderer.page(_published(Fragment if copy.fragment else WholePage, script, copy))
    foreign = tuple(dict.fromkeys(_FOREIGN.findall(html)))
    if foreign:
        raise NoGlyph(foreign)
    return html.encode()


def _published(kind: type[WholePage | Fragment], script: Manuscript, copy: Copy) -> WholePage | Fragment:
    number = count(1)
    return kind(
        title=script.title,
        heading=_pieces(script.title),
        agency=script.report.agency,
        year=script.report.year,
        preface=tuple(map(_pieces, script.preface)),
        parts=tuple(_part(part, number) for part in script.parts),
        figures={address: _figure(script, address, text) for address, text in script.written.items()},
        report_file=DataBlock(dumps(script.report)),
        draft=copy.draft,
    )


def _part(part: Part, number: Iterator[int]) -> PublishedPart:
    return PublishedPart(
        heading=part.heading,
        passages=tuple(
            PublishedPassage(_pieces(passage.heading), tuple(map(_pieces, passage.paragraphs)))
            for passage in part.passages
        ),
        grids=tuple(_grid(_briefly_named(each, number)) for each in part.grids),
    )


def _grid(each: Grid) -> PublishedGrid:
    stubs = (*(GROUP for _ in range(each.stubs - 1)), STUB) if each.stubs else ()
    return PublishedGrid(each, stubs, FIGURE if each.width > FEW else ROOMY_FIGURE)


def _briefly_named(each: Grid, number: Iterator[int]) -> Grid:
    """The grid with ids that no other page is likely to have; short, for each figure repeats several."""
    names: defaultdict[str, str] = defaultdict(lambda: f"gj{next(number)}")

    def named(cell: GridCell) -> GridCell:
        return replace(
            cell, id=cell.id and names[cell.id], headers=tuple(names[header] for header in cell.headers)
        )

    return replace(
        each,
        id=names[""],
        head=tuple(tuple(map(named, row)) for row in each.head),
        body=tuple(tuple(map(named, row)) for row in each.body),
    )


def _figure(script: Manuscript, address: Address, text: str) -> PublishedFigure:
    number = script.report.edition.figures[address].kind.read(text).number
    return PublishedFigure(_pieces(text), "" if number is None else format(Decimal(number), "f"))


def _pieces(text: str) -> Pieces:
    return tuple(_TURNED.split(text)) if text else ()


def _escaped(found: re.Match[str]) -> str:
    digits = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{digits[at : at + 4]}" for at in range(0, len(digits), 4))
