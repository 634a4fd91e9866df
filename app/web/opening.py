"""What a new report begins with: the figures that last year's report hands on."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.edition import Edition
from app.domain.relations import Relation
from app.domain.report import Report
from app.domain.rules.carried import Carried
from app.domain.values import Number


def handed_on(edition: Edition, last_year: Report | None) -> dict[str, str | None]:
    """The fields of a new report that follow from last year's. Totals are left to add themselves up."""
    return dict(_handed_on(edition, last_year)) if last_year else {}


def _handed_on(edition: Edition, last_year: Report) -> Iterator[tuple[str, str]]:
    for relation in edition.relations:
        if isinstance(relation.rule, Carried):
            opening = edition.figures[relation.left[0].address]
            closing = _closing(relation, last_year)
            if closing is not None and not opening.computed:
                yield opening.address, opening.kind.show(closing)


def _closing(relation: Relation, last_year: Report) -> Number | None:
    total: Number = 0
    for term in relation.right:
        number = last_year.numbers.get(term.address)
        if number is None:
            return None
        total += number * term.times
    return total
