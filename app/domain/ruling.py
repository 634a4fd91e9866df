"""What every kind of rule has: an id, a severity, a legal basis and the sentence it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter
from typing import Annotated, ClassVar, Literal, Protocol

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from app.domain.address import Address
from app.domain.case import Case
from app.domain.figures import Plan
from app.domain.findings import Finding, Severity

Basis = Literal["explicit", "implied", "legal", "local", "heuristic"]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class Check(Protocol):
    """A rule bound to the cells of an edition."""

    def find(self, case: Case) -> Iterable[Finding]:
        """What is to be said about this report; nothing where the check holds or cannot be judged."""


class Off(BaseModel):
    """A rule that is switched off keeps its line and says since when and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: str
    because: str


class Rule(BaseModel):
    """The keys all kinds share. `words` are the names that the kind's sentence may use in braces."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    words: ClassVar[frozenset[str]] = frozenset()

    kind: str
    id: RuleId
    severity: Severity
    basis: Basis
    says: str
    source: str | None = None
    off: Off | None = None

    @field_validator("says")
    @classmethod
    def _uses_known_words(cls, says: str) -> str:
        used = {name for _, name, _, _ in Formatter().parse(says) if name is not None}
        unknown = sorted(used - cls.words)
        if unknown:
            known = ", ".join(sorted(cls.words))
            raise PydanticCustomError("unknown_word", f"unknown word {{{unknown[0]}}} (known: {known})")
        return says

    def bind(self, plan: Plan) -> Sequence[Check]:
        """The checks of this rule on an edition's cells. Raises `UnknownName` for an id the edition lacks."""
        raise NotImplementedError

    def finding(self, section: str, words: Mapping[str, str], addresses: tuple[Address, ...] = ()) -> Finding:
        """The rule's sentence about one place, filled in with `words`, which become the finding's values."""
        return Finding(
            rule=self.id,
            severity=self.severity,
            section=section,
            message=self.says.format_map(words),
            addresses=addresses,
            values=words,
        )
