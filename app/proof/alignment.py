"""Two sequences side by side: which of the one belongs to which of the other, so that one lost is one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

One = TypeVar("One")
Other = TypeVar("Other")

GAP = 0.6
"""What a lone one costs, where a pair costs how much it differs, 0 to 1: two are rather paired."""
LARGEST = 250_000
"""So many comparisons at most; beyond them only equal ones are paired."""


def by_key(
    ones: Sequence[One],
    others: Sequence[Other],
    key: Callable[[One], Hashable],
    of: Callable[[Other], Hashable],
) -> Iterator[tuple[Sequence[One], Sequence[Other], bool]]:
    """Runs of both in order, those with equal keys (True) and those between them (False)."""
    first, second = [key(each) for each in ones], [of(each) for each in others]
    if first == second:
        yield ones, others, True
        return
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        yield ones[a:b], others[c:d], kind == "equal"


def paired(
    ones: Sequence[One], others: Sequence[Other], unlike: Callable[[One, Other], float]
) -> Iterator[tuple[One | None, Other | None]]:
    """Both in order, so paired that they differ least; what has no partner stands alone."""
    if len(ones) * len(others) > LARGEST:
        yield from ((each, None) for each in ones)
        yield from ((None, each) for each in others)
        return
    costs = _costs(ones, others, unlike)
    a = b = 0
    while a < len(ones) or b < len(others):
        if (
            a < len(ones)
            and b < len(others)
            and costs[a][b] == unlike(ones[a], others[b]) + costs[a + 1][b + 1]
        ):
            yield ones[a], others[b]
            a, b = a + 1, b + 1
        elif a < len(ones) and costs[a][b] == GAP + costs[a + 1][b]:
            yield ones[a], None
            a += 1
        else:
            yield None, others[b]
            b += 1


def _costs(
    ones: Sequence[One], others: Sequence[Other], unlike: Callable[[One, Other], float]
) -> list[list[float]]:
    """The least cost of what remains, from every place of the one and of the other."""
    costs = [[GAP * (len(others) - at) for at in range(len(others) + 1)]]
    for one in reversed(ones):
        below, row = costs[0], [GAP + costs[0][-1]]
        for at in range(len(others) - 1, -1, -1):
            least = min(unlike(one, others[at]) + below[at + 1], GAP + below[at], GAP + row[0])
            row.insert(0, least)
        costs.insert(0, row)
    return costs
