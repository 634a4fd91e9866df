"""What of last year stands beside a figure: the figure of then, and how a stock goes on from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.address import Address
from app.domain.relations import Relation, Term, plain
from app.domain.report import Report
from app.domain.rules.carried import Carried
from app.domain.rules.stock import Stock


@dataclass(frozen=True, slots=True)
class Chain:
    """Last year's stock, what came in and went out since, and what it should be now; empty if unknown.

    `terms` are this year's figures with their signs, for the script that goes on adding.
    """

    start: str
    terms: tuple[tuple[str, Address], ...]
    moves: tuple[tuple[str, str], ...]
    now: str


def last(report: Report, address: Address) -> str:
    """Last year's figure as it was printed; nothing where there is none."""
    previous = report.previous
    return previous.written(address) if previous and address in previous.edition.figures else ""


def sources(report: Report, address: Address) -> str:
    """The figures of last year's report that a carried one was made of, by their names."""
    figures = report.edition.figures
    found = (
        figures[term.address].name
        for relation in report.edition.relations
        if isinstance(relation.rule, Carried) and relation.left[0].address == address
        for term in relation.right
    )
    return " + ".join(found)


def chains(report: Report, section: str) -> Iterator[tuple[Address, Chain]]:
    """How the stocks of a section go on from last year's."""
    for relation in report.edition.relations if report.previous else ():
        if isinstance(relation.rule, Stock) and relation.section == section:
            chain = _chain(report, relation)
            if chain:
                yield relation.left[0].address, chain


def _chain(report: Report, relation: Relation) -> Chain | None:
    before = next(term for term in relation.right if term.last)
    since = [term for term in relation.right if not term.last]
    start = last(report, before.address)
    if not start:
        return None
    moves = [(_sign(term), report.numbers[term.address]) for term in since]
    known = [(sign, plain(number)) for sign, number in moves if number is not None]
    return Chain(
        start=start,
        terms=tuple((_sign(term), term.address) for term in since),
        moves=tuple(known) if len(known) == len(moves) else (),
        now=_sum(report, relation),
    )


def _sum(report: Report, relation: Relation) -> str:
    """The stock that should be there, whether or not anybody has written one."""
    numbers = [(term.times, report.case.number(term.address, last=term.last)) for term in relation.right]
    known = [times * number for times, number in numbers if number is not None]
    return plain(sum(known)) if len(known) == len(numbers) else ""


def _sign(term: Term) -> str:
    return "-" if term.times < 0 else "+"
