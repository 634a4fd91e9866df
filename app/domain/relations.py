"""The algebra of sums.

A relation says that two sums of figures are equal, or that one does not exceed the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.domain.address import Address
from app.domain.case import Case
from app.domain.figures import Figure, Line, Plan, Side, UnknownName
from app.domain.findings import Finding
from app.domain.ruling import Rule
from app.domain.values import Number

Op = Literal["==", "<="]
LINEAR_WORDS = frozenset({"left", "right", "difference", "line", "name"})


class TermShape(BaseModel):
    """A figure in a sum that is not simply added: last year's, or taken some times."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    of: str
    year: Literal["this", "last"] = "this"
    times: int | Decimal = Field(default=1)


Terms = tuple[str | TermShape, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a sum, with its coefficient."""

    address: Address
    times: int | Decimal = 1
    last: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """`left op right` over the figures of one line (or of none).

    It cannot be judged while a figure is unknown.
    """

    rule: Rule
    section: str
    name: str
    line: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    op: Op

    @property
    def coefficients(self) -> Mapping[Address, Number]:
        """Of `left - right`, for this year's figures only."""
        sums: dict[Address, Number] = {}
        for sign, terms in ((1, self.left), (-1, self.right)):
            for term in terms:
                if not term.last:
                    sums[term.address] = sums.get(term.address, 0) + sign * term.times
        return sums

    @property
    def within_the_year(self) -> bool:
        """Whether it speaks of this year's figures only."""
        return not any(term.last for term in (*self.left, *self.right))

    @property
    def addresses(self) -> tuple[Address, ...]:
        """Every cell of this year's report that takes part, the left side first."""
        return tuple(dict.fromkeys(term.address for term in (*self.left, *self.right) if not term.last))

    def sides(self, case: Case) -> tuple[Number, Number] | None:
        """Both sums, or None where a figure is unknown or there is no report of last year."""
        left = _sum(case, self.left)
        right = _sum(case, self.right) if left is not None else None
        return None if left is None or right is None else (left, right)

    def holds(self, left: Number, right: Number) -> bool:
        """Whether the two sums stand as the relation says."""
        return left == right if self.op == "==" else left <= right

    def find(self, case: Case) -> Iterator[Finding]:
        """One finding if it does not hold."""
        sides = self.sides(case)
        if sides is not None and not self.holds(*sides):
            left, right = sides
            words = {
                "left": plain(left),
                "right": plain(right),
                "difference": plain(max(left, right) - min(left, right)),
                "line": self.line,
                "name": self.name,
            }
            yield self.rule.finding(self.section, words, self.addresses)


def _sum(case: Case, terms: tuple[Term, ...]) -> Number | None:
    total: Number = 0
    for term in terms:
        numbers = case.last_year if term.last else case.numbers
        number = None if numbers is None else numbers.get(term.address)
        if number is None:
            return None
        total += number if term.times == 1 else number * term.times
    return total


def plain(number: Number) -> str:
    """A number as people write it: no exponent, no needless zeros."""
    if isinstance(number, int):
        return str(number)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a linear rule looks.

    In which section, along which lines. Without `each` its terms are full addresses.
    """

    section: str | None
    each: Side | None
    only: tuple[str, ...] = ()


def relations(
    rule: Rule, plan: Plan, scope: Scope, left: Terms, op: Op, right: Terms
) -> tuple[Relation, ...]:
    """One relation for each line of the scope in which every term has a cell.

    Raises `UnknownName` where a term names no cell of the line: always for a line that `only` asks for, and
    when no line at all has the cells.
    """
    if scope.section is None or scope.each is None:
        return (_whole(rule, plan, left, op, right),)
    lines = plan.lines(scope.section, scope.each, scope.only)
    made: list[Relation] = []
    for line in lines:
        missing = _missing(plan, line, (*left, *right))
        if missing is None:
            made.append(_along(rule, line, left, op, right))
        elif scope.only:
            raise UnknownName("left", missing, plan.crossing(line))
    if not made:
        raise UnknownName("left", str(_missing(plan, lines[0], (*left, *right))), plan.crossing(lines[0]))
    return tuple(made)


def _missing(plan: Plan, line: Line, terms: Terms) -> str | None:
    # Last year's report may follow another edition, so its cells are looked up when there is one.
    names = (term if isinstance(term, str) else term.of for term in terms)
    return next((name for name in names if line.address(name) not in plan.figures), None)


def _along(rule: Rule, line: Line, left: Terms, op: Op, right: Terms) -> Relation:
    return Relation(
        rule=rule,
        section=line.section,
        name=line.name,
        line=line.id,
        left=tuple(_term(line.address, term) for term in left),
        right=tuple(_term(line.address, term) for term in right),
        op=op,
    )


def _whole(rule: Rule, plan: Plan, left: Terms, op: Op, right: Terms) -> Relation:
    def known(name: str) -> Address:
        return plan.figure("left", name).address

    sides = tuple(tuple(_term(known, term) for term in side) for side in (left, right))
    first = _first(plan, sides[0])
    return Relation(
        rule=rule, section=first.section, name=first.name, line="", left=sides[0], right=sides[1], op=op
    )


def _first(plan: Plan, terms: Iterable[Term]) -> Figure:
    return plan.figures[next(iter(terms)).address]


def _term(address_of: Callable[[str], Address], term: str | TermShape) -> Term:
    if isinstance(term, str):
        return Term(address_of(term))
    return Term(address_of(term.of), term.times, last=term.year == "last")
