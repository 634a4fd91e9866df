"""Suggestions: the single figures whose change makes a broken sum hold again, and breaks nothing else.

Every relation is linear. Changing one figure by d, together with some of the stated totals above it,
moves each relation by d times a known number. A suggestion is such a change after which every relation
that any of the changed figures takes part in holds. Totals that nobody stated are added up, so they are
replaced by their parts before anything is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.findings import Change, Finding, Suggestion
from app.domain.relations import Relation
from app.domain.report import Report
from app.domain.values import Number

Vector = Mapping[Address, Number]
WEIGHTY = frozenset({"block", "explain"})
"""A relation that only warns says what is unlikely, and does not forbid the change that mends a sum."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as it bears on the figures that somebody stated. `gap` is left minus right."""

    relation: Relation
    vector: Vector
    gap: Number

    @property
    def hard(self) -> bool:
        """Whether the report cannot be finished while it is broken."""
        return self.relation.rule.severity == "block"

    @property
    def holds(self) -> bool:
        """Whether it holds as the figures stand."""
        return self.after(0)

    def after(self, move: Number) -> bool:
        """Whether it holds once the gap has moved."""
        gap = self.gap + move
        return gap == 0 if self.relation.op == "==" else gap <= 0


@dataclass(frozen=True, slots=True)
class Web:
    """The ties of one report, found by the figures that take part in them."""

    report: Report
    ties: tuple[Tie, ...]
    by_figure: Mapping[Address, tuple[int, ...]]
    above: Mapping[Address, tuple[Address, ...]]
    equalities: Mapping[Address, tuple[Vector, ...]]


def suggestions(report: Report, finding: Finding) -> tuple[Suggestion, ...]:
    """The single figures whose change mends this finding and everything tied to them, fewest changes first.

    Those with more changes than the fewest are left out; empty where no such figure exists.
    """
    return next(iter(suggestions_for(report, (finding,)).values()))


def suggestions_for(report: Report, findings: Iterable[Finding]) -> Mapping[str, tuple[Suggestion, ...]]:
    """The suggestions of several findings of one report, by the finding's key."""
    web = _web(report)
    return {finding.key: _fewest(report.edition, _mends(web, finding)) for finding in findings}


def _fewest(edition: Edition, mends: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    found = {(mend.address, mend.value, mend.followers): mend for mend in mends}
    if not found:
        return ()
    least = min(len(mend.followers) for mend in found.values())
    kept = (mend for mend in found.values() if len(mend.followers) == least)
    return tuple(sorted(kept, key=lambda mend: edition.figures[mend.address].order))


def _web(report: Report) -> Web:
    stated = frozenset(
        total.address for total in report.edition.totals if report.readings[total.address].state != "blank"
    )
    spread = [
        (relation, _spread(report.edition, relation.coefficients, stated))
        for relation in report.edition.relations
    ]
    ties: list[Tie] = []
    for relation, vector in spread:
        sides = relation.sides(report.case) if relation.rule.severity in WEIGHTY else None
        if sides is not None:
            ties.append(Tie(relation, vector, sides[0] - sides[1]))
    sums = [vector for relation, vector in spread if relation.op == "==" and relation.within_the_year]
    return Web(
        report=report,
        ties=tuple(ties),
        by_figure=_places([tie.vector for tie in ties]),
        above=_above(report.edition, stated),
        equalities={
            address: tuple(sums[place] for place in places) for address, places in _places(sums).items()
        },
    )


def _places(vectors: list[Vector]) -> Mapping[Address, tuple[int, ...]]:
    places: dict[Address, list[int]] = {}
    for place, vector in enumerate(vectors):
        for address in vector:
            places.setdefault(address, []).append(place)
    return {address: tuple(found) for address, found in places.items()}


def _spread(edition: Edition, vector: Vector, stated: frozenset[Address]) -> Vector:
    """The same sum with every total that nobody stated replaced by its parts."""
    sums: dict[Address, Number] = {}

    def add(address: Address, times: Number) -> None:
        parts = edition.figures[address].parts
        if parts and address not in stated:
            for part in parts:
                add(part, times)
        else:
            sums[address] = sums.get(address, 0) + times

    for address, times in vector.items():
        add(address, times)
    return {address: times for address, times in sums.items() if times}


def _above(edition: Edition, stated: frozenset[Address]) -> Mapping[Address, tuple[Address, ...]]:
    """For each figure the stated totals that it goes into, by whichever way."""
    direct: dict[Address, set[Address]] = {}
    for relation in edition.relations:
        if relation.rule.kind == "total":
            for term in relation.right:
                direct.setdefault(term.address, set()).add(relation.left[0].address)

    def climb(address: Address) -> set[Address]:
        totals = direct.get(address, set())
        return totals.union(*(climb(total) for total in totals)) if totals else set()

    return {
        address: tuple(sorted((total for total in climb(address) if total in stated), key=str))
        for address in edition.figures
    }


def _mends(web: Web, finding: Finding) -> Iterator[Suggestion]:
    broken = [
        index
        for index, tie in enumerate(web.ties)
        if tie.relation.rule.id == finding.rule and tie.relation.addresses == finding.addresses
    ]
    if not broken:
        yield from _filling(web, finding)
        return
    tie = web.ties[broken[0]]
    if tie.relation.op == "==":
        yield from _mends_of(web, broken[0])
        return
    # A limit says how far, not where: it is mended by what mends the sums beside it.
    for index, other in enumerate(web.ties):
        beside = other.relation.op == "==" and not other.holds and other.vector.keys() & tie.vector.keys()
        if beside:
            yield from (mend for mend in _mends_of(web, index) if _reaches(tie, mend))


def _reaches(tie: Tie, mend: Suggestion) -> bool:
    return any(
        address in tie.vector for address in (mend.address, *(each.address for each in mend.followers))
    )


def _mends_of(web: Web, broken: int) -> Iterator[Suggestion]:
    wanted = web.ties[broken].vector.keys()
    for address, above in web.above.items():
        if address in web.by_figure and (address in wanted or wanted & set(above)):
            for size in range(len(above) + 1):
                for followers in combinations(above, size):
                    mend = _mend(web, broken, (address, *followers))
                    if mend is not None:
                        yield mend


def _mend(web: Web, broken: int, changed: tuple[Address, ...]) -> Suggestion | None:
    pull = _pull(web.ties[broken], changed)
    move = _quotient(-web.ties[broken].gap, pull) if pull else None
    if move is None:
        return None
    values = [_moved(web.report, address, move) for address in changed]
    if None in values or not _all_hold(web, broken, changed, move):
        return None
    first, *others = [
        Change(address, value) for address, value in zip(changed, values, strict=True) if value is not None
    ]
    order = web.report.edition.figures
    followers = tuple(sorted(others, key=lambda each: order[each.address].order))
    return Suggestion(first.address, first.value, followers)


def _pull(tie: Tie, changed: tuple[Address, ...]) -> Number:
    total: Number = 0
    for address in changed:
        total += tie.vector.get(address, 0)
    return total


def _quotient(gap: Number, pull: Number) -> Number | None:
    """`gap / pull` where it can be written down exactly, to a millionth."""
    exact = Fraction(gap) / Fraction(pull)
    if exact.denominator == 1:
        return int(exact)
    millionths = exact * 10**6
    return Decimal(int(millionths)).scaleb(-6) if millionths.denominator == 1 else None


def _moved(report: Report, address: Address, move: Number) -> str | None:
    """The text of a figure after the change, or None where the figure cannot have that value."""
    number = report.numbers[address]
    if number is None:
        return None
    kind = report.edition.figures[address].kind
    text = kind.show(number + move)
    reading = kind.read(text)
    return text if reading.state == "number" and reading.number == number + move else None


def _all_hold(web: Web, broken: int, changed: tuple[Address, ...], move: Number) -> bool:
    """Whether every relation that a changed figure takes part in holds afterwards.

    One that asks for an explanation may stay as broken as it is, unless it is the one to be mended.
    """
    for place in dict.fromkeys(index for address in changed for index in web.by_figure.get(address, ())):
        tie = web.ties[place]
        must = tie.hard or tie.holds or place == broken
        if must and not tie.after(_pull(tie, changed) * move):
            return False
    return True


def _filling(web: Web, finding: Finding) -> Iterator[Suggestion]:
    """For a figure that is missing or unreadable: the value that the sums around it leave no choice about."""
    if len(finding.addresses) != 1:
        return
    address = finding.addresses[0]
    report = web.report
    if report.readings[address].state == "number":
        return
    values = {value for value in _forced(web, address) if value is not None}
    if len(values) == 1:
        kind = report.edition.figures[address].kind
        number = values.pop()
        text = kind.show(number)
        if kind.read(text).number == number:
            yield Suggestion(address, text)


def _forced(web: Web, address: Address) -> Iterator[Number | None]:
    """From each equality that would be known but for this figure, the value that satisfies it."""
    numbers = web.report.numbers
    for vector in web.equalities.get(address, ()):
        rest: Number | None = 0
        for other, times in vector.items():
            if other != address and rest is not None:
                number = numbers[other]
                rest = None if number is None else rest + number * times
        if rest is not None:
            yield _quotient(-rest, vector[address])
