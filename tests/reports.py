"""Editions of the house, and reports in which everything adds up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.fields import Head, block_keys, from_fields
from app.domain.relations import Relation
from app.domain.report import Report
from tests.specimens import SCHEMAS, edition

Numbers = Mapping[Address, int]


@cache
def editions() -> tuple[Edition, ...]:
    """The published editions, oldest first."""
    return tuple(edition(file.stem) for file in sorted(SCHEMAS.glob("*.yaml")))


def balancing(edition: Edition, wanted: Numbers) -> dict[Address, int]:
    """Every typed figure, as `wanted` or 0, save the first of each printed relation, which is made to fit.

    Where the others leave less than nothing for it, its neighbour on the left gives way too.
    """
    numbers = {
        address: wanted.get(address, 0) for address, figure in edition.figures.items() if not figure.computed
    }
    for relation in edition.printed_relations:
        first, *others = (term.address for term in relation.left)
        if first in numbers:
            right = sum(numbers[leaf] for term in relation.right for leaf in leaves(edition, term.address))
            for other in others:
                numbers[other] = min(numbers[other], right)
            numbers[first] = right - sum(numbers[other] for other in others)
    return numbers


def leaves(edition: Edition, address: Address) -> Iterator[Address]:
    """The typed figures that a figure is made of."""
    parts = edition.figures[address].parts
    if not parts:
        yield address
    for part in parts:
        yield from leaves(edition, part)


def report(edition: Edition, numbers: Numbers, stated: Collection[Address] | None = None) -> Report:
    """A complete report with these figures; of its totals those in `stated` are typed, or else all."""
    fields: dict[str, str | None] = {address: str(number) for address, number in numbers.items()}
    for section in edition.sections.values():
        fields |= {f"/{section.id}/{key}": "已按要求写明有关情况。" for key in block_keys(section)}
    blank = from_fields(edition, Head("某市某局", edition.shape.years.first), fields)
    totals = [total.address for total in edition.totals if stated is None or total.address in stated]
    return from_fields(
        edition,
        Head(blank.agency, blank.year),
        fields | {address: str(blank.numbers[address]) for address in totals},
    )


def sums(edition: Edition) -> tuple[Relation, ...]:
    """The relations that keep a report from being finished while they are broken."""
    return tuple(each for each in edition.relations if each.rule.severity == "block" and each.op == "==")
