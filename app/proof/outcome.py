"""What a comparison brings to light: where the document differs, and what was read in it for each place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.address import Address
from app.domain.difference import Difference
from app.proof.wanted import Key


@dataclass(frozen=True, slots=True)
class Outcome:
    """Texts and figures as read, each where the report has its like. `draft`: it is marked as one."""

    differences: tuple[Difference, ...] = ()
    figures: Mapping[Address, str] = field(default_factory=dict)
    texts: Mapping[Key, str] = field(default_factory=dict)
    draft: bool = False


def summed(outcomes: Iterable[Outcome]) -> Outcome:
    """Several comparisons of parts of one document."""
    every = tuple(outcomes)
    return Outcome(
        differences=tuple(each for one in every for each in one.differences),
        figures={address: text for one in every for address, text in one.figures.items()},
        texts={key: text for one in every for key, text in one.texts.items()},
        draft=any(one.draft for one in every),
    )
