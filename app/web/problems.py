"""What is wrong in a report, as a list to work through: what stops it first, blank cells in one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.carried import Unconfirmed
from app.domain.fields import block_order
from app.domain.figures import DOCUMENT
from app.domain.findings import Finding, Severity, Suggestion
from app.domain.mending import suggestions_for
from app.domain.report import Report
from app.domain.shape import SectionShape
from app.web.glyphs import Unprintable, unprintable
from app.web.tally import Sort, sort_of

ORDER: Mapping[str, int] = {"mend": 0, "explain": 1, "blank": 2}


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure by its name, and the text it should have."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Mend:
    """A suggestion as a button: what it sends, and what it says."""

    sends: str
    change: Figured
    followers: tuple[Figured, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in the list, or a text that cannot be printed (of no rule).

    `field` is where it jumps to; `reason` is None where none is asked for. `place` is where it is, where
    `message` does not say so.
    """

    rule: str
    severity: Severity
    key: str
    sort: Sort
    message: str
    section: str
    field: str
    cells: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
    reason: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Blanks:
    """The figures of one part that nobody has filled in, in one line."""

    section: str
    part: str
    cells: tuple[Address, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """One field that still says what came over from last year: a figure, or so many paragraphs."""

    field: str
    name: str
    figure: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Awaiting:
    """What of one part waits to be confirmed."""

    section: str
    part: str
    fields: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class ProblemList:
    """The problems of one part (or of all).

    What stops the report, what is blank, what waits to be confirmed, what is only said.
    """

    report: int
    section: str
    writes: bool
    here: tuple[Problem, ...]
    blanks: tuple[Blanks, ...]
    awaiting: tuple[Awaiting, ...]
    hints: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say here."""
        return not (self.here or self.blanks or self.awaiting or self.hints)


def listed(report: Report, report_id: int, section: str = "", *, writes: bool) -> ProblemList:
    """The list for the page of a section, or for the whole report.

    Suggestions are worked out only for the section, as they cost milliseconds.
    """
    sorts = {finding.key: sort_of(report, finding) for finding in report.findings}
    loose = [finding for finding in report.findings if not _is_blank_cell(sorts, finding)]
    here = [finding for finding in loose if not section or finding.section == section]
    mends = (
        suggestions_for(report, (finding for finding in here if finding.stops)) if section and writes else {}
    )
    stopping = [finding for finding in here if sorts[finding.key] != "hint"]
    ranked = sorted(stopping, key=lambda finding: ORDER[sorts[finding.key]])
    elsewhere = [finding for finding in loose if section and finding.section != section and finding.stops]
    unset = [(each.section, _unset(each)) for each in unprintable(report)]
    return ProblemList(
        report=report_id,
        section=section,
        writes=writes,
        here=(
            *(problem for place, problem in unset if section in ("", place)),
            *(_problem(report, each, sorts[each.key], mends.get(each.key, ())) for each in ranked),
        ),
        blanks=_blanks(report, sorts, section),
        awaiting=tuple(_awaiting(report, section)),
        hints=tuple(_problem(report, each, "hint", ()) for each in here if sorts[each.key] == "hint"),
        elsewhere=(
            *(problem for place, problem in unset if section not in ("", place)),
            *(_problem(report, each, sorts[each.key], ()) for each in elsewhere),
        ),
    )


def _is_blank_cell(sorts: Mapping[str, Sort], finding: Finding) -> bool:
    return sorts[finding.key] == "blank" and bool(finding.addresses)


def _blanks(report: Report, sorts: Mapping[str, Sort], section: str) -> tuple[Blanks, ...]:
    cells: dict[str, list[Address]] = {}
    for finding in report.findings:
        if _is_blank_cell(sorts, finding) and section in ("", finding.section):
            cells.setdefault(finding.section, []).append(finding.addresses[0])
    return tuple(Blanks(name, report.edition.part_name(name), tuple(found)) for name, found in cells.items())


def _awaiting(report: Report, section: str) -> Iterator[Awaiting]:
    for shape in report.edition.sections.values():
        found = [each for each in report.unconfirmed if each.section == shape.id]
        if found and section in ("", shape.id):
            fields = tuple(_brought(report, shape, each) for each in found)
            yield Awaiting(shape.id, report.edition.part_name(shape.id), fields)


def _brought(report: Report, section: SectionShape, found: Unconfirmed) -> Brought:
    figure = report.edition.figures.get(Address(found.field))
    if figure:
        return Brought(found.field, figure.name, report.written(figure.address), 0)
    key = found.field.rpartition("/")[2]
    labels = {topic.id: topic.label for topic in section.prose.topics} if section.prose else {}
    headings = {block.key: block.heading for block in report.sections[section.id] if block.heading}
    return Brought(found.field, labels.get(key) or headings.get(key) or "", "", len(found.lines))


def _problem(report: Report, finding: Finding, sort: Sort, mends: tuple[Suggestion, ...]) -> Problem:
    return Problem(
        rule=finding.rule,
        severity=finding.severity,
        key=finding.key,
        sort=sort,
        message=finding.message,
        section=_place(finding),
        field=_field(report, finding),
        cells=finding.addresses,
        mends=tuple(_mend(report, mend) for mend in mends if _stays(mend, finding.section)),
        reason=(finding.explanation or "") if finding.severity == "explain" else None,
    )


def _unset(found: Unprintable) -> Problem:
    """A text that cannot be printed, as a problem of its field."""
    return Problem(
        rule="",
        severity="block",
        key=f"@{found.field}",
        sort="mend",
        message=found.sentence,
        section="" if found.section == DOCUMENT else found.section,
        field=found.field,
        cells=(found.field,),
        place=found.place,
    )


def _place(finding: Finding) -> str:
    """The section whose page shows it; nothing for what is about the report as a whole."""
    if finding.addresses:
        return finding.addresses[0].split(".")[0]
    return "" if finding.section == DOCUMENT else finding.section


def _field(report: Report, finding: Finding) -> str:
    """The field to go to: the cell it is about, the first text of the section, or the title."""
    if finding.addresses:
        return finding.addresses[0]
    section = report.edition.sections.get(finding.section)
    if section is None:
        return "/title"
    return next((f"/{section.id}/{key}" for key in block_order(section, {})), "")


def _stays(mend: Suggestion, section: str) -> bool:
    """Whether every cell to change stands on the page of this section."""
    return all(
        each.split(".")[0] == section for each in (mend.address, *(one.address for one in mend.followers))
    )


def _mend(report: Report, mend: Suggestion) -> Mend:
    figures = report.edition.figures
    changes = ((mend.address, mend.value), *((each.address, each.value) for each in mend.followers))
    return Mend(
        sends=";".join(f"{address}={value}" for address, value in changes),
        change=Figured(figures[mend.address].name, mend.value),
        followers=tuple(Figured(figures[each.address].name, each.value) for each in mend.followers),
    )
