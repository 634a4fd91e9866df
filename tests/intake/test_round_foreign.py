"""Any report, written as others write reports, comes back equal or marked; written whole, comes back whole.

Thousands of papers by hand: `python -m tests.intake.generated_run 1000 --habit harmed`.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.generated_habits import CLEAN
from tests.intake.generated_harms import HARMS
from tests.intake.generated_measure import Score
from tests.intake.generated_styles import STYLES, Style, measured, mixed

SLOW = {"print", "narrow print", "print of an office", "page of an office"}
QUICK = {name: style for name, style in STYLES.items() if name not in SLOW}
WHOLE = [name for name, style in QUICK.items() if style.whole]
TORN = [name for name, style in QUICK.items() if not style.whole]
SEEDS = st.integers(0, 10**6)


def assert_whole(found: Score) -> None:
    assert found.silent == ()
    assert found.faults == ()
    assert found.right + found.doubtful == found.printed
    assert found.right == found.printed or found.blank


@pytest.mark.parametrize("name", WHOLE)
@given(st.sampled_from(sorted(CLEAN)), SEEDS)
@settings(max_examples=2, deadline=None, derandomize=True)
def test_what_is_written_whole_comes_back_whole(name: str, habit: str, seed: int) -> None:
    assert_whole(measured(STYLES[name], (CLEAN[habit],), seed))


@pytest.mark.parametrize("habit", CLEAN)
def test_each_habit_alone(habit: str) -> None:
    assert_whole(measured(STYLES["tabs"], (CLEAN[habit],), 1))


@pytest.mark.parametrize("name", WHOLE)
@given(SEEDS)
@settings(max_examples=1, deadline=None, derandomize=True)
def test_several_habits_at_once(name: str, seed: int) -> None:
    assert_whole(measured(STYLES[name], mixed(seed), seed))


@pytest.mark.parametrize("harm", HARMS)
@given(st.sampled_from(("tabs", "page", "word")), SEEDS)
@settings(max_examples=2, deadline=None, derandomize=True)
def test_what_was_harmed_is_right_or_marked(harm: str, name: str, seed: int) -> None:
    found = measured(STYLES[name], (HARMS[harm],), seed)
    assert found.silent == ()
    assert found.faults == ()


@pytest.mark.parametrize("name", TORN)
@given(SEEDS)
@settings(max_examples=2, deadline=None, derandomize=True)
def test_what_a_copy_has_torn_is_right_or_marked(name: str, seed: int) -> None:
    assert measured(STYLES[name], mixed(seed, harmed=True), seed).silent == ()


@pytest.mark.parametrize("name", TORN)
def test_of_what_a_copy_has_torn_most_is_read(name: str) -> None:
    style: Style = STYLES[name]
    found = sum((measured(style, (), seed) for seed in (4, 5)), Score())
    assert found.share > 0.8


@pytest.mark.parametrize("name", ["print", "narrow print", "print of an office"])
def test_what_is_printed_comes_back_whole(name: str) -> None:
    found = measured(STYLES[name], (), 4)
    assert found.silent == ()
    assert found.share == 1
