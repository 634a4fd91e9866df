"""The page on which an import is looked through: what is doubtful first, then all of it beside the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.address import Address
from app.domain.fields import Head, from_fields, place_name
from app.domain.figures import Figure
from app.domain.findings import Finding
from app.domain.grid import Grid, grid
from app.domain.imported import Where
from app.domain.report import Report
from app.web.imports_source import Source
from app.web.imports_target import Bringing, Target, target_of
from app.web.imports_texts import Found, Rival, brought, edits_of, found_texts, rivals
from app.web.rooms import Rooms
from app.web.tally import Sort, sort_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the source: its element there (nothing if it is not shown), and where that is."""

    id: str
    where: Where | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure that a person has to settle. `text` is what they have typed so far."""

    figure: Figure
    name: str
    read: str
    why: str
    spot: Spot
    text: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Stray:
    """Something that has no place in the form."""

    text: str
    why: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in the form: `text` is in the input, `sum` what its parts add up to while it is blank."""

    figure: Figure
    text: str
    sum: str
    spot: Spot
    doubtful: bool
    wrong: bool
    corrected: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules say of the document."""

    sort: Sort
    message: str
    cell: Address | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The tables of one part."""

    heading: str
    printed: bool
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class State:
    """How far it is: what is sent back after every decision."""

    figures: int
    texts: int
    doubts: int
    open: int
    blank: int
    findings: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """All that the page shows of an import."""

    source: Source
    target: Target
    report: Report
    state: State
    doubts: tuple[Doubt, ...]
    strays: tuple[Stray, ...]
    rivals: tuple[Rival, ...]
    sheets: tuple[Sheet, ...]
    cells: Mapping[Address, Cell]
    texts: tuple[Found, ...]
    spots: Mapping[str, Spot]


def review(rooms: Rooms, bringing: Bringing, source: Source) -> Review:
    """The import as it stands."""
    target = target_of(rooms, bringing)
    report = as_written(rooms, bringing, target)
    wrong = {
        address for each in report.findings if sort_of(report, each) == "mend" for address in each.addresses
    }
    edition = report.edition
    seen = bringing.imported.seen
    return Review(
        source=source,
        target=target,
        report=report,
        state=state_of(bringing, target, report),
        doubts=tuple(_doubts(bringing, source)),
        strays=tuple(_strays(bringing, source, report)),
        rivals=rivals(bringing, target, brought(bringing)) if not target.other_edition else (),
        sheets=tuple(_sheets(report)),
        cells={address: _cell(bringing, source, report, address, wrong) for address in edition.figures},
        texts=found_texts(bringing),
        spots={name: _spot(source, where) for name, where in seen.items() if name.startswith("/")},
    )


def as_written(rooms: Rooms, bringing: Bringing, target: Target) -> Report:
    """The document as the report of its office on the year that it goes to, beside the report before that."""
    found, agency = bringing.imported.report, bringing.agency
    kind, year = bringing.pending.head.kind, target.year or found.year
    report = from_fields(
        found.edition,
        Head(agency.name, year, kind, frozenset(agency.traits)),
        brought(bringing),
        rooms.reader.last_year(agency.id, year, kind),
    )
    return replace(report, deviations=found.deviations)


def state_of(bringing: Bringing, target: Target, report: Report) -> State:
    """How far the import is."""
    figures = report.edition.figures
    edits = edits_of(bringing, target) if not target.other_edition else ()
    numbers = sum(edit.field in figures for edit in edits)
    lines = sum(len((edit.value or "").split("\n")) for edit in edits if is_text(edit.field))
    doubts = bringing.imported.doubtful
    sorts = [(sort_of(report, each), each) for each in report.findings]
    return State(
        figures=numbers,
        texts=lines,
        doubts=len(doubts),
        open=sum(not bringing.decisions.get(each.address) for each in doubts),
        blank=sum(sort == "blank" for sort, _ in sorts),
        findings=tuple(_said(sort, each) for sort, each in sorts if sort != "blank"),
    )


def is_text(field: str) -> bool:
    """Whether a field holds paragraphs, and not a figure or the order of blocks."""
    return field.startswith("/") and not field.endswith(("/blocks", "/heading"))


def _said(sort: Sort, finding: Finding) -> Said:
    return Said(sort, finding.message, finding.addresses[0] if finding.addresses else None)


def _spot(source: Source, where: Where | None) -> Spot:
    known = where if where and where != Where() else None
    return Spot(source.id_of(known), known)


def _doubts(bringing: Bringing, source: Source) -> Iterator[Doubt]:
    edition = bringing.imported.report.edition
    for each in bringing.imported.doubtful:
        where = each.where if each.where != Where() else bringing.imported.seen.get(each.address)
        decided = bringing.decisions.get(each.address)
        yield Doubt(
            figure=edition.figures[each.address],
            name=place_name(edition, each.address),
            read=each.read,
            why=each.why,
            spot=_spot(source, where),
            text=decided or "",
            settled=bool(decided),
        )


def _strays(bringing: Bringing, source: Source, report: Report) -> Iterator[Stray]:
    """What has no place, and what the form calls otherwise, unless a rule speaks of it."""
    for each in bringing.imported.unplaced:
        yield Stray(each.text, each.why, _spot(source, source.place(each.where)))
    told = " ".join(finding.message for finding in report.findings)
    for deviation in bringing.imported.report.deviations:
        if deviation.text not in told:
            yield Stray(deviation.text, "", _spot(source, source.place(deviation.where)))


def _cell(bringing: Bringing, source: Source, report: Report, address: Address, wrong: set[Address]) -> Cell:
    text = report.cells.get(address) or ""
    return Cell(
        figure=report.edition.figures[address],
        text=text,
        sum="" if text else report.written(address),
        spot=_spot(source, bringing.imported.seen.get(address)),
        doubtful=any(each.address == address for each in bringing.imported.doubtful),
        wrong=address in wrong,
        corrected=address in bringing.decisions,
    )


def _sheets(report: Report) -> Iterator[Sheet]:
    for section in report.edition.sections.values():
        if section.table:
            blocks = report.edition.blocks(section.id)
            grids = tuple(grid(section.id, number, block) for number, block in enumerate(blocks))
            yield Sheet(section.heading, section.table.printed, grids)
