"""What a rule has to say about a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.domain.address import Address

Severity = Literal["block", "explain", "warn", "inform"]
SEVERITIES: tuple[Severity, ...] = ("block", "explain", "warn", "inform")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure and the text it should have."""

    address: Address
    value: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The change of one figure, with the stated totals that follow, after which all tied to them holds."""

    address: Address
    value: str
    followers: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one place of a report.

    `addresses` names every cell that takes part, the cell it is about first; a finding about text has none
    and is placed by its `section` alone. `explanation` is the reason that was given for it, if any.
    """

    rule: str
    severity: Severity
    section: str
    message: str
    addresses: tuple[Address, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    explanation: str | None = None

    @property
    def place(self) -> str:
        """The cell it is about, or the section."""
        return self.addresses[0] if self.addresses else self.section

    @property
    def key(self) -> str:
        """`rule@place`, the name under which a reason is kept."""
        return f"{self.rule}@{self.place}"

    @property
    def stops(self) -> bool:
        """Whether the report cannot be finished while this stands."""
        return self.severity == "block" or (self.severity == "explain" and not self.explanation)
