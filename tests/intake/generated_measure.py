"""What came back of a paper: right, doubtful, told, or wrong without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from app.domain.address import Address
from app.domain.figures import Figure
from app.domain.headings import topic_headings
from app.domain.imported import Imported
from app.domain.labels import key
from tests.intake.generated import Box, Paper


@dataclass(frozen=True, slots=True)
class Score:
    """`silent` are wrong figures that nobody was told of, `faults` what else is not as printed.

    `blank` of the printed cells have nothing in them: then a row may be doubtful for its sums.
    """

    printed: int = 0
    right: int = 0
    doubtful: int = 0
    told: int = 0
    silent: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    blank: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.printed + other.printed,
            self.right + other.right,
            self.doubtful + other.doubtful,
            self.told + other.told,
            self.silent + other.silent,
            self.faults + other.faults,
            self.blank + other.blank,
        )

    @property
    def share(self) -> float:
        """Cells right ÷ cells printed."""
        return self.right / max(self.printed, 1)


@dataclass(slots=True, frozen=True)
class _Tally:
    right: list[Address] = field(default_factory=list)
    doubtful: list[Address] = field(default_factory=list)
    told: list[Address] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)


def score(paper: Paper, read: Imported) -> Score:
    """How a paper was read."""
    faults = tuple(_front_faults(paper, read))
    form = paper.report.edition
    if read.report.edition.id != form.id:
        return Score(len(paper.figures), faults=faults)
    tally = _Tally()
    doubtful = {each.address for each in read.doubtful}
    told = " ".join(each.text for each in read.unplaced)
    for address, figure in form.figures.items():
        box, cell = paper.figures.get(address), read.report.cells[address]
        if box and not cell and box.text and address not in doubtful and key(box.text) in key(told):
            tally.told.append(address)
        elif box and same(figure, box, cell):
            tally.right.append(address)
        elif address in doubtful or (box is None and not cell):
            tally.doubtful.append(address)
        else:
            tally.silent.append(f"{address}: {box.text if box else 'nothing'!r} read as {cell!r}")
    tally.silent.extend(f"strange {text} is not told" for text in _untold(paper, read))
    return Score(
        len(paper.figures),
        len(tally.right),
        len([address for address in tally.doubtful if address in paper.figures]),
        len(tally.told),
        tuple(tally.silent),
        (*faults, *_text_faults(paper, read)),
        sum(not box.text for box in paper.figures.values()),
    )


def same(figure: Figure, box: Box, cell: str | None) -> bool:
    """Whether the cell says what stands in the box, letter by letter or in another notation."""
    kind = figure.kind
    if (cell or "").split() == box.text.split():
        return True
    meant, got = kind.read(box.meaning), kind.read(cell)
    if meant.number is not None or got.number is not None:
        return meant.number == got.number
    return key(kind.write(box.meaning)) == key(kind.write(cell)) and (meant.state == got.state or not cell)


def _untold(paper: Paper, read: Imported) -> Iterator[str]:
    """Figures of strange rows and columns of which a person hears nothing."""
    told = key(" ".join([*(e.text for e in read.unplaced), *(e.read for e in read.doubtful)]))
    yield from (text for text in paper.strange if key(text) not in told)


def _front_faults(paper: Paper, read: Imported) -> Iterator[str]:
    made, back = paper.report, read.report
    pairs = (
        ("edition", made.edition.id, back.edition.id),
        ("title", key(made.title), key(back.title)),
        ("agency", key(made.agency), key(back.agency)),
        ("year", made.year, back.year),
        ("kind", made.kind, back.kind),
    )
    yield from (f"{name}: {wanted!r} read as {got!r}" for name, wanted, got in pairs if wanted != got)


def _text_faults(paper: Paper, read: Imported) -> Iterator[str]:
    """The sections whose words, in their order, are not those on paper."""
    boxes = (box for sheet in paper.sheets for row in sheet.rows for box in row)
    notes = {key(box.text) for box in boxes if box.role == "note"}
    for section, wanted in paper.texts.items():
        got = tuple(text for text in _said(read, section) if key(text) not in notes)
        pairs = zip_longest(wanted, got, fillvalue="")
        other = [(one, two) for one, two in pairs if key(one) != key(two)]
        if other:
            yield f"text of {section or 'the preface'}: {other[0][0]!r} read as {other[0][1]!r}"


def _said(read: Imported, section: str) -> Iterator[str]:
    report = read.report
    if not section:
        yield from (report.preface or "").splitlines()
        return
    blocks = report.sections.get(section, ())
    shape = report.edition.sections[section]
    for heading, block in zip(topic_headings(shape, blocks), blocks, strict=True):
        if heading:
            yield heading
        yield from block.paragraphs
