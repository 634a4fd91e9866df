"""Published reports as extracted text: every figure in its place, and no doubt passed over.

The reports are no part of the repository; where they do not stand beside it these tests are left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from app.domain.imported import Imported
from app.domain.labels import key
from app.intake import word
from app.intake.mapping import mapped
from app.intake.text import read
from app.store.editions import read_aliases, read_editions
from tests.specimens import SCHEMAS

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the published reports are not here")
NAMES = [f"report-{number:03}" for number in range(5)]


@dataclass(frozen=True, slots=True)
class Seed:
    """What was read of a report, and what stands in it."""

    read: Imported
    true: dict[str, object]

    @property
    def cells(self) -> dict[str, str | None]:
        """The figures that stand in it; those it does not have are left out."""
        assert isinstance(self.true["cells"], dict)
        return self.true["cells"]


@cache
def seed(name: str) -> Seed:
    editions = read_editions(SCHEMAS)
    aliases = read_aliases(SCHEMAS, editions)
    content = (SEEDS / f"{name}.txt").read_bytes()
    true = json.loads((SEEDS / f"{name}.cells.json").read_text("utf-8"))
    return Seed(mapped(read(content), editions.all, aliases), true)


# The text has six figures of seven in this row; the seventh, which the answers give, is not in it.
NOT_IN_THE_TEXT = {"report-004": {"requests.unavailable_not_held.total"}}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_read_as_it_stands(name: str) -> None:
    report = seed(name).read.report
    wanted = {address: text for address, text in seed(name).cells.items() if text is not None}
    for lost in NOT_IN_THE_TEXT.get(name, set()):
        del wanted[lost]
    assert {address: text for address, text in report.cells.items() if text} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_that_the_text_lacks_is_absent_or_doubtful(name: str) -> None:
    read, true = seed(name).read, seed(name).cells
    doubtful = {doubt.address for doubt in read.doubtful}
    assert not doubtful & set(read.seen)
    assert {address for address in doubtful if true.get(address)} == NOT_IN_THE_TEXT.get(name, set())
    assert all(read.report.cells[address] is None for address in doubtful)


@pytest.mark.parametrize("name", NAMES)
def test_edition_and_year_are_recognised(name: str) -> None:
    report, true = seed(name).read.report, seed(name).true
    assert (report.edition.id, report.year, report.kind) == (true["edition"], true["year"], "agency")
    assert report.agency
    assert report.agency in str(true["agency"])


@pytest.mark.parametrize("name", NAMES)
def test_rows_outside_the_form_are_told(name: str) -> None:
    outside = seed(name).true["outside_template"]
    assert isinstance(outside, list)
    rows = list(dict.fromkeys(row for row, *_ in outside))
    assert [each.text for each in seed(name).read.report.deviations] == rows
    told = " ".join(each.text for each in seed(name).read.unplaced)
    assert all(row in told for row in rows)


def test_the_text_of_a_report_is_kept_to_the_letter() -> None:
    for name in NAMES:
        text = key((SEEDS / f"{name}.txt").read_text("utf-8"))
        for blocks in seed(name).read.report.sections.values():
            for block in blocks:
                assert all(key(paragraph) in text for paragraph in block.paragraphs)


def test_sections_and_topics_are_recognised() -> None:
    sections = seed("report-000").read.report.sections
    written = {name for name, blocks in sections.items() if blocks}
    assert written == {
        section.id for section in seed("report-000").read.report.edition.shape.sections if section.prose
    }
    first = next(iter(sections.values()))
    assert [block.topic for block in first if block.topic] == [
        topic.id
        for section in seed("report-000").read.report.edition.shape.sections[:1]
        if section.prose
        for topic in section.prose.topics
    ]


def test_the_blank_form_is_an_empty_report() -> None:
    editions = read_editions(SCHEMAS)
    form = (SEEDS.parent / "real" / "blank-form-2021.docx").read_bytes()
    read = mapped(word.read(form), editions.all, read_aliases(SCHEMAS, editions))
    assert read.certain
    assert read.report.edition.id == "2021"
    assert not any(read.report.cells.values())
    assert not any(read.report.sections.values())
    assert read.report.deviations == ()


def test_a_year_that_only_the_text_says_is_told() -> None:
    assert [each.text for each in seed("report-002").read.unplaced][-1] == "2021"
    assert not any(each.text == "2020" for each in seed("report-001").read.unplaced)
