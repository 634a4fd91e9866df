"""Changing any one figure is found, and the suggestions know the way back."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.findings import Finding, Suggestion
from app.domain.mending import suggestions, suggestions_for
from app.domain.report import Report
from tests.reports import balancing, editions, report, sums

EDITIONS = editions()
MOST = 999_999_999


def summed(edition: Edition) -> tuple[Address, ...]:
    """The figures of the tables in which things are added up."""
    sections = {relation.section for relation in sums(edition)}
    return tuple(address for address, figure in edition.figures.items() if figure.section in sections)


def changed(whole: Report, **cells: str) -> Report:
    return replace(whole, cells={**whole.cells, **{Address(name): text for name, text in cells.items()}})


def blocking(whole: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in whole.findings if finding.severity == "block")


def proposed(whole: Report) -> set[tuple[Address, str]]:
    return {
        (each.address, each.value)
        for found in suggestions_for(whole, blocking(whole)).values()
        for each in found
    }


@st.composite
def consistent(draw: st.DrawFn, stated: str = "all") -> Report:
    """A report of either edition in which everything adds up; totals stated: all, none or some."""
    edition = draw(st.sampled_from(EDITIONS))
    typed = [address for address, figure in edition.figures.items() if not figure.computed]
    wanted = draw(st.dictionaries(st.sampled_from(typed), st.integers(0, 200_000), max_size=25))
    totals = [total.address for total in edition.totals]
    chosen = {
        "all": st.just(set(totals)),
        "none": st.just(set[Address]()),
        "some": st.sets(st.sampled_from(totals)),
    }
    return report(edition, balancing(edition, wanted), draw(chosen[stated]))


def figure_of(data: st.DataObject, whole: Report) -> Address:
    """A stated figure of which some sum takes notice."""
    watched = {
        part
        for relation in sums(whole.edition)
        if not (relation.rule.kind == "total" and whole.cells[relation.left[0].address] is None)
        for part in made_of(whole, relation.addresses)
    }
    return data.draw(st.sampled_from([address for address in summed(whole.edition) if address in watched]))


def made_of(whole: Report, addresses: tuple[Address, ...]) -> set[Address]:
    """These figures, a blank total replaced by what it is added up from."""
    found: set[Address] = set()
    for address in addresses:
        parts = whole.edition.figures[address].parts
        found |= made_of(whole, parts) if parts and whole.cells[address] is None else {address}
    return found


def other_number(data: st.DataObject, number: str | None) -> str:
    near = st.integers(max(0, int(number or 0) - 3), int(number or 0) + 3)
    return str(data.draw((near | st.integers(0, MOST)).filter(lambda value: value != int(number or -1))))


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.id)
def test_each_single_change_is_found_and_undone(edition: Edition) -> None:
    numbers = random.Random(2)  # noqa: S311 -- figures, not secrets
    typed = [address for address, figure in edition.figures.items() if not figure.computed]
    whole = report(edition, balancing(edition, {address: numbers.randrange(40) for address in typed}))
    assert blocking(whole) == ()
    cells = summed(edition)
    assert len(cells) == {"2019": 161 + 15, "2021": 175 + 15}[edition.id]
    for address in cells:
        before = whole.cells[address]
        wrong = changed(whole, **{address: str(int(before or 0) + 7)})
        assert blocking(wrong), address
        assert (address, before) in proposed(wrong)


@pytest.mark.parametrize("stated", ["all", "none", "some"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_single_wrong_figure_is_found_and_its_own_value_proposed(stated: str, data: st.DataObject) -> None:
    whole = data.draw(consistent(stated))
    assert whole.stopping == ()
    address = figure_of(data, whole)
    before = whole.cells[address]
    wrong = changed(whole, **{address: other_number(data, before)})
    assert blocking(wrong)
    assert (address, before) in proposed(wrong)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_wrong_total_is_found_and_the_computed_one_proposed(data: st.DataObject) -> None:
    whole = data.draw(consistent("some"))
    address = data.draw(st.sampled_from([each.address for each in whole.edition.totals]))
    computed = str(whole.numbers[address])
    wrong = changed(whole, **{address: other_number(data, computed)})
    assert blocking(wrong)
    assert (address, computed) in proposed(wrong)


@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_two_wrong_figures_are_found(data: st.DataObject) -> None:
    whole = data.draw(consistent("all"))
    cells = st.sampled_from(summed(whole.edition))
    pair = data.draw(st.lists(cells, min_size=2, max_size=2, unique=True))
    wrong = changed(whole, **{each: other_number(data, whole.cells[each]) for each in pair})
    # Two figures that only one and the same sum knows may make up for each other, and no sum can see it.
    knowing = [relation for relation in sums(whole.edition) if set(pair) & set(relation.addresses)]
    moves = {each: int(wrong.cells[each] or 0) - int(whole.cells[each] or 0) for each in pair}
    unseen = len(knowing) == 1 and not sum(moves[each] * knowing[0].coefficients[each] for each in pair)
    assert bool(blocking(wrong)) is not unseen


def example() -> Report:
    """2021: nine requests of natural persons, all granted, one of them carried in and three carried out."""
    edition = EDITIONS[-1]
    typed = {
        "requests.granted.natural": 6,
        "requests.carried_out.natural": 3,
        "requests.carried_in.natural": 1,
    }
    return report(edition, balancing(edition, {Address(each): number for each, number in typed.items()}))


def found(whole: Report, key: str) -> tuple[Suggestion, ...]:
    finding = next(each for each in whole.findings if each.key == key)
    return suggestions(whole, finding)


def test_what_is_only_unlikely_does_not_forbid_the_way_back() -> None:
    unlikely = changed(
        example(),
        **{
            "requests.new.natural": "1",
            "requests.new.total": "1",
            "requests.carried_in.natural": "8",
            "requests.carried_in.total": "8",
        },
    )
    assert [each.rule for each in unlikely.findings if each.severity == "warn"]
    assert blocking(unlikely) == ()
    wrong = changed(unlikely, **{"requests.new.total": "5"})
    assert (Address("requests.new.total"), "1") in proposed(wrong)


def test_a_broken_limit_is_mended_by_the_sums_beside_it() -> None:
    wrong = changed(example(), **{"requests.carried_out.natural": "30"})
    limit = next(each for each in wrong.findings if each.rule == "requests-carried-out-limit")
    assert found(wrong, limit.key) == (Suggestion(Address("requests.carried_out.natural"), "3"),)


def test_a_blank_figure_that_the_sums_leave_no_choice_about_is_filled_in() -> None:
    blank = replace(example(), cells={**example().cells, Address("requests.granted.natural"): None})
    assert found(blank, "requests-filled@requests.granted.natural") == (
        Suggestion(Address("requests.granted.natural"), "6"),
    )


def test_two_blank_figures_of_one_sum_are_left_to_the_author() -> None:
    totals = {total.address for total in EDITIONS[-1].totals}
    cells = {address: None if address in totals else text for address, text in example().cells.items()}
    blanks = (Address("requests.granted.natural"), Address("requests.partial.natural"))
    blank = replace(example(), cells={**cells, blanks[0]: None, blanks[1]: None})
    assert [found(blank, f"requests-filled@{each}") for each in blanks] == [(), ()]


def test_a_finding_about_text_has_no_suggestion() -> None:
    silent = replace(example(), sections={})
    texts = [each for each in blocking(silent) if not each.addresses]
    assert texts
    assert set(suggestions_for(silent, texts).values()) == {()}


def test_a_suggestion_never_leaves_the_values_of_its_kind() -> None:
    # The only figure that could make up for it would have to be less than nothing.
    wrong = changed(example(), **{"requests.settled.research": "4", "requests.settled.total": "10"})
    values = [int(value) for _, value in proposed(wrong)]
    assert values
    assert min(values) >= 0


def test_a_change_that_is_to_be_explained_is_proposed_too() -> None:
    before = example()
    year = replace(before, year=before.year + 1, previous=before)
    finding = next(each for each in year.findings if each.rule == "requests-carried-in")
    assert finding.severity == "explain"
    assert suggestions(year, finding) == ()
    agreed = changed(
        year, **{"requests.carried_in.natural": "3", "requests.new.natural": "6", "requests.new.total": "6"}
    )
    carried = next(each for each in agreed.findings if each.rule == "requests-carried-in")
    assert suggestions(agreed, carried) == (Suggestion(Address("requests.carried_in.total"), "3"),)
