"""Whatever is in a file, opening it ends with a document or with one sentence.

By hand, for as long as one likes: `python -m tests.intake.test_fuzz_readers SECONDS [SEED]`; what breaks a
reader is then written to `tests/intake/corpus/`, and is read again by every run of the tests.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.troubles import Trouble
from app.intake.neutral import Neutral
from app.intake.opening import opened
from tests.intake.mutations import any_spoiled, specimens

CORPUS = Path(__file__).parent / "corpus"


def read(content: bytes, name: str) -> Neutral | str:
    """The document, or why it was refused. Anything else that is raised fails the test."""
    try:
        return opened(content, name)
    except Trouble as trouble:
        return getattr(trouble, "reason", "") or trouble.sentence


@pytest.mark.parametrize("name", sorted(specimens()))
@settings(max_examples=25, derandomize=True, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_file_ends_no_reader(name: str, seed: int) -> None:
    read(any_spoiled(name, Random(seed)), name)  # noqa: S311 - invented damage


@pytest.mark.parametrize("name", sorted(specimens()))
def test_what_is_spoiled_for_the_fuzz_is_sound_before(name: str) -> None:
    assert isinstance(read(specimens()[name], name), Neutral)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*.bin")), ids=lambda path: path.name)
def test_what_once_ended_a_reader_does_so_no_more(path: Path) -> None:
    for name in ("", "x.html", "x.csv", "x.txt"):
        read(path.read_bytes(), name)


def _by_hand(seconds: float, seed: int) -> None:
    """Spoils and reads until the time is over, and tells how often what came out."""
    random, end, told = Random(seed), time.monotonic() + seconds, Counter[str]()  # noqa: S311 - as above
    while time.monotonic() < end:
        name = random.choice(sorted(specimens()))
        content = any_spoiled(name, random)
        found: Neutral | str | None = None
        try:
            found = read(content, name)
        finally:
            if found is None:
                (CORPUS / f"{name}-{sha256(content).hexdigest()[:8]}.bin").write_bytes(content)
        told[f"{name}: {'read' if isinstance(found, Neutral) else found}"] += 1
    sys.stdout.writelines(f"{count:7} {line}\n" for line, count in sorted(told.items()))


if __name__ == "__main__":
    _by_hand(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)
