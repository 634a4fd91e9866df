"""Suggestions on a small form, compared with trying every change that there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.findings import Change, Suggestion
from app.domain.loading import load_edition
from app.domain.mending import suggestions_for
from app.domain.relations import Relation
from app.domain.report import Report

EDITION = load_edition(
    """\
edition: small
title: "{agency}{year}年报告"
basis: 村图书室工作办法
document: 村图书室年报
issued: "2021-09-26"
years: {first: 2021}
sections:
  - id: loans
    heading: 一、借阅
    table:
      label: 表一
      blocks:
        - value: {kind: count, unit: 册}
          columns:
            - {id: young, label: 少年}
            - {id: old, label: 成人}
            - {id: all, label: 合计, total: {of: [young, old], rule: loans-row, says: "{name}不符"}}
          rows:
            - {id: lent, label: 借出}
            - {id: back, label: 归还}
            - {id: lost, label: 遗失}
            - {id: ended, label: 了结, total: {of: [back, lost], rule: loans-ended, says: "{name}不符"}}
            - {id: open, label: 未还}
        - value: {kind: count, unit: 元}
          columns: [{id: fine, label: 赔款}, {id: paid, label: 已付}]
          rows: [{id: money, label: 赔偿}]
rules:
  - {id: loans-balance, kind: balance, severity: block, basis: explicit, in: loans, each: column,
     only: [young, old, all], left: [lent], right: [ended, open], says: "{name}不符"}
  - {id: loans-open, kind: limit, severity: block, basis: implied, in: loans, each: column,
     only: [young, old, all], smaller: [open], larger: [lent], says: "{name}过多"}
  - {id: loans-fine, kind: balance, severity: explain, basis: implied,
     left: [loans.money.fine], right: [{of: loans.lost.all, times: 2}], says: "{name}不符"}
  - {id: loans-paid, kind: limit, severity: explain, basis: implied,
     smaller: [loans.money.paid], larger: [loans.money.fine], says: "{name}不符"}
  - {id: loans-few, kind: limit, severity: warn, basis: heuristic,
     smaller: [loans.lost.all], larger: [loans.back.all], says: "{name}过多"}
""",
    "small.yaml",
)
HIGHEST = 40
"""No figure of the small form need be larger than this to make up for figures up to 4."""

cells = st.fixed_dictionaries(
    {address: st.integers(0, 4).map(str) | st.sampled_from([None, "三"]) for address in EDITION.figures}
)
totals_blank = st.fixed_dictionaries(
    {
        address: st.none() if figure.computed else st.integers(0, 4).map(str)
        for address, figure in EDITION.figures.items()
    }
)
slips = st.dictionaries(st.sampled_from(list(EDITION.figures)), st.integers(0, 9).map(str), max_size=3)


def a_report(texts: dict[Address, str | None]) -> Report:
    return Report(edition=EDITION, agency="某村", year=2024, cells=texts)


def all_stated(whole: Report) -> Report:
    return replace(whole, cells={address: str(number) for address, number in whole.numbers.items()})


def broken(whole: Report) -> Iterator[Relation]:
    for relation in EDITION.relations:
        if relation.op == "==" and relation.rule.severity != "warn" and holds(whole, relation) is False:
            yield relation


def holds(whole: Report, relation: Relation) -> bool | None:
    sides = relation.sides(whole.case)
    return None if sides is None else relation.holds(*sides)


def tried(whole: Report, relation: Relation) -> set[Suggestion]:
    """Every change of one figure, with any of the stated totals above it by as much, after which it holds."""
    found = {
        Suggestion(change.address, change.value, tuple(sorted(others, key=printed)))
        for change, *others in every_change(whole)
        if mends(whole, relation, (change, *others))
    }
    least = min((len(each.followers) for each in found), default=0)
    return {each for each in found if len(each.followers) == least}


def printed(change: Change) -> int:
    return EDITION.figures[change.address].order


def every_change(whole: Report) -> Iterator[tuple[Change, ...]]:
    numbers = known(whole)
    for address, number in numbers.items():
        above = [total for total in totals_over(address) if total in numbers]
        for value in range(HIGHEST + 1):
            move = value - number
            for size in range(len(above) + 1):
                for group in combinations(above, size):
                    changes = [(each, numbers[each] + move) for each in (address, *group)]
                    if move and all(after >= 0 for _, after in changes):
                        yield tuple(Change(each, str(after)) for each, after in changes)


def known(whole: Report) -> dict[Address, int]:
    """The figures that somebody stated and that can be read."""
    return {
        address: int(reading.number or 0)
        for address, reading in whole.readings.items()
        if reading.state == "number"
    }


@cache
def totals_over(address: Address) -> tuple[Address, ...]:
    """The totals that a figure goes into, by way of its row or of its column."""
    direct = [
        relation.left[0].address
        for relation in EDITION.relations
        if relation.rule.kind == "total" and address in {term.address for term in relation.right}
    ]
    return tuple(dict.fromkeys([*direct, *(over for each in direct for over in totals_over(each))]))


def mends(whole: Report, relation: Relation, changes: tuple[Change, ...]) -> bool:
    after = replace(whole, cells={**whole.cells, **{each.address: each.value for each in changes}})
    touched = {each.address for each in changes}
    if holds(after, relation) is not True:
        return False
    for other in EDITION.relations:
        if other.rule.severity == "warn" or not touched & stated_in(whole, other):
            continue
        strict = other.rule.severity == "block" or holds(whole, other) is True
        if strict and holds(after, other) is False:
            return False
    return True


def stated_in(whole: Report, relation: Relation) -> set[Address]:
    """The stated figures that a relation is about, a blank total replaced by its parts."""
    found: set[Address] = set()
    waiting = list(relation.addresses)
    while waiting:
        address = waiting.pop()
        parts = EDITION.figures[address].parts
        if parts and whole.cells[address] is None:
            waiting += parts
        else:
            found.add(address)
    return found


def compare(whole: Report) -> int:
    wrong = list(broken(whole))
    findings = {(each.rule, each.addresses): each for each in whole.findings}
    suggested = suggestions_for(whole, findings.values())
    for relation in wrong:
        finding = findings[(relation.rule.id, relation.addresses)]
        assert set(suggested[finding.key]) == tried(whole, relation), (relation.rule.id, whole.cells)
    return len(wrong)


@given(cells)
@settings(max_examples=25, deadline=None)
def test_whatever_was_typed(texts: dict[Address, str | None]) -> None:
    compare(a_report(texts))


@given(totals_blank, slips)
@settings(max_examples=25, deadline=None)
def test_blank_totals(texts: dict[Address, str | None], wrong: dict[Address, str]) -> None:
    compare(a_report({**texts, **wrong}))


@given(totals_blank, st.data())
@settings(max_examples=40, deadline=None)
def test_slips_that_went_into_some_of_the_totals(
    texts: dict[Address, str | None], data: st.DataObject
) -> None:
    whole = all_stated(a_report({**texts, **lent(a_report(texts))}))
    for address in data.draw(st.lists(st.sampled_from(list(EDITION.figures)), min_size=1, max_size=2)):
        over = totals_over(address)
        followed = data.draw(st.sets(st.sampled_from(over))) if over else set()
        move = data.draw(st.integers(1, 5))
        after = {each: str(known(whole)[each] + move) for each in (address, *followed)}
        whole = replace(whole, cells={**whole.cells, **after})
    compare(whole)


def lent(whole: Report) -> dict[Address, str]:
    """What the row of the lent books must say so that everything adds up."""
    balances = [each for each in EDITION.relations if each.rule.id == "loans-balance"]
    return {
        each.left[0].address: str(sum(int(whole.numbers[term.address] or 0) for term in each.right))
        for each in balances
        if not EDITION.figures[each.left[0].address].computed
    }
