"""One report laid out for the rules: its figures read and its totals added up, beside last year's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.address import Address
from app.domain.narrative import Block, Deviation
from app.domain.values import Number, Reading

Numbers = Mapping[Address, Number | None]


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at. It holds no clock: `on` is the day for which it is asked, or None.

    `numbers` are this year's figures, a blank total replaced by the sum of its parts; None where a figure
    is not known. `last_year` is the same of last year's report, None where there is no such report.
    """

    agency: str
    year: int
    kind: str
    title: str
    traits: frozenset[str]
    readings: Mapping[Address, Reading]
    numbers: Numbers
    last_year: Numbers | None
    prose: Mapping[str, tuple[Block, ...]]
    deviations: tuple[Deviation, ...]
    on: date | None = None

    def number(self, address: Address, *, last: bool = False) -> Number | None:
        """One figure of this year or of last year's report; None where it is not known."""
        numbers = self.last_year if last else self.numbers
        return None if numbers is None else numbers.get(address)

    def text(self, section: str) -> str:
        """All paragraphs of a section, one a line, without headings."""
        return "\n".join(block.text for block in self.prose.get(section, ()) if block.paragraphs)
