"""A report: an edition, what was typed, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from app.domain.address import Address
from app.domain.carried import Unconfirmed, unconfirmed
from app.domain.case import Case
from app.domain.edition import Edition
from app.domain.findings import Finding
from app.domain.narrative import Block, Deviation
from app.domain.values import Number, Reading


@dataclass(frozen=True)
class Report:
    """One agency's report on one year. A cell is the text as typed, or None for blank.

    `kind` is `agency`, or `government` for a government's report over its departments. `traits` are facts
    about the agency that some rules ask for; `previous` is the report on the year before, where there is
    one. `carried` holds, by field, what came over from it: no content, but what is to be confirmed.
    """

    edition: Edition
    agency: str
    year: int
    kind: str = "agency"
    title: str = ""
    preface: str | None = None
    sections: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    cells: Mapping[Address, str | None] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    deviations: tuple[Deviation, ...] = ()
    traits: frozenset[str] = frozenset()
    previous: Report | None = None
    carried: Mapping[str, str] = field(default_factory=dict)
    on: date | None = None

    @cached_property
    def readings(self) -> Mapping[Address, Reading]:
        """Every cell of the edition, read by its kind."""
        cells = self.cells
        return {
            address: figure.kind.read(cells.get(address)) for address, figure in self.edition.figures.items()
        }

    @cached_property
    def numbers(self) -> Mapping[Address, Number | None]:
        """Every figure that is known: as stated, or added up where a total is blank."""
        readings = self.readings
        numbers = {address: reading.number for address, reading in readings.items()}
        for total in self.edition.totals:
            if readings[total.address].state == "blank":
                numbers[total.address] = _added(numbers, total.parts)
        return numbers

    @cached_property
    def case(self) -> Case:
        """The report as rules look at it."""
        return Case(
            agency=self.agency,
            year=self.year,
            kind=self.kind,
            title=self.title,
            traits=self.traits,
            readings=self.readings,
            numbers=self.numbers,
            last_year=self.previous.numbers if self.previous else None,
            prose=self.sections,
            deviations=self.deviations,
            on=self.on,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything the rules have to say, in the order of the edition's rules and cells."""
        case, reasons = self.case, self.explanations
        found = (finding for check in self.edition.checks for finding in check.find(case))
        return tuple(
            replace(finding, explanation=reasons[finding.key])
            if finding.severity == "explain" and reasons.get(finding.key)
            else finding
            for finding in found
        )

    @property
    def stopping(self) -> tuple[Finding, ...]:
        """The findings that keep the report from being finished."""
        return tuple(finding for finding in self.findings if finding.stops)

    @cached_property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """The fields that say what came over from last year and that nobody has confirmed, in order."""
        return unconfirmed(self.edition, self.carried, self.cells, self.sections)

    def with_cells(
        self, cells: Mapping[Address, str | None], carried: Mapping[str, str] | None = None
    ) -> Report:
        """The same report with these cells typed anew; what was read of the others is kept.

        `carried` is all that is marked from now on, None where that has not changed.
        """
        figures = self.edition.figures
        marks = self.carried if carried is None else carried
        report = replace(self, cells={**self.cells, **cells}, carried=marks)
        read = {address: figures[address].kind.read(text) for address, text in cells.items()}
        vars(report)["readings"] = {**self.readings, **read}  # where the cached property keeps it
        return report

    def written(self, address: Address) -> str:
        """A figure as it is printed.

        The stated one in canonical form, else the computed one, else nothing.
        """
        figure = self.edition.figures[address]
        if self.readings[address].state == "blank":
            number = self.numbers[address]
            return "" if number is None else figure.kind.show(number)
        return figure.kind.write(self.cells.get(address))


def _added(numbers: Mapping[Address, Number | None], parts: tuple[Address, ...]) -> Number | None:
    total: Number = 0
    for part in parts:
        number = numbers[part]
        if number is None:
            return None
        total += number
    return total
