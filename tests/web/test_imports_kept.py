"""What is kept of an imported document comes back as it was: every text, every place, every figure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.fields import to_fields
from app.domain.imported import Doubtful, Imported, Unplaced, Where
from app.domain.importing_troubles import TooMuchText
from app.domain.narrative import Deviation
from app.domain.proof_troubles import UnreadableDocument
from app.domain.report import Report
from app.domain.troubles import NotFound
from app.intake.neutral import Neutral, Paragraph, Place, Table, TableCell
from app.store.editions import Editions
from app.web.imports_kept import MOST_TEXT, imported_of, neutral_of, result_text, source_text
from app.web.imports_source import source_of
from tests.reports import editions
from tests.web.documents import AT, a_report

SHELF = Editions(editions())
TEXT = st.text(max_size=12)
NUMBER = st.integers(0, 9)
PLACE = st.builds(Place, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, TEXT)
SPAN = st.integers(1, 3)
BREAKS = st.lists(NUMBER, max_size=2).map(tuple)
CELL = st.builds(
    TableCell,
    TEXT,
    PLACE,
    st.integers(1, 3),
    st.integers(1, 3),
    BREAKS,
    st.dictionaries(TEXT, TEXT, max_size=1),
)
ROW = st.lists(CELL, max_size=3).map(tuple)
ITEM = st.one_of(
    st.builds(Paragraph, TEXT, PLACE, NUMBER, BREAKS),
    st.builds(Table, st.lists(ROW, max_size=3).map(tuple), PLACE, TEXT),
)
NEUTRAL = st.builds(
    Neutral,
    st.lists(ITEM, max_size=5).map(tuple),
    said=st.dictionaries(TEXT, TEXT, max_size=2),
    margins=st.lists(st.builds(Paragraph, TEXT, PLACE), max_size=2).map(tuple),
    pages=NUMBER,
)
WHERE = st.builds(Where, NUMBER, TEXT, NUMBER, NUMBER, NUMBER, NUMBER)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(neutral=NEUTRAL)
def test_the_source_comes_back_and_every_place_leads_to_its_text(neutral: Neutral) -> None:
    assert neutral_of(source_text(neutral, "年报.docx")) == neutral
    source = source_of(neutral)
    ids = [each.id for each in source.items]
    ids += [cell.id for each in source.items if hasattr(each, "rows") for row in each.rows for cell in row]
    assert len(set(ids)) == len(ids)
    assert set(source.ids.values()) <= set(ids)
    for where in source.ids:
        found = source.place(where.words)
        assert (found.words if found else "") == where.words


@settings(derandomize=True, max_examples=40, deadline=None)
@given(typed=TEXT, seen=WHERE, words=TEXT, title=st.text(st.characters(categories=["L"]), min_size=1))
def test_what_was_found_comes_back(typed: str, seen: Where, words: str, title: str) -> None:
    report = replace(
        a_report("某市某局", 2024, {AT: typed}), title=title, deviations=(Deviation(words, words),)
    )
    found = Imported(
        report,
        (Doubtful(Address(AT), typed, words, seen),),
        (Unplaced(words, seen.words, words),),
        {AT: seen, "/preface": seen},
    )
    back = imported_of(result_text(found, "年报.docx"), SHELF)
    assert (back.doubtful, back.unplaced, back.seen) == (found.doubtful, found.unplaced, found.seen)
    assert to_fields(back.report) == to_fields(report)
    head = (report.agency, report.year, report.kind, report.title, report.deviations)
    again = back.report
    assert (again.agency, again.year, again.kind, again.title, again.deviations) == head
    assert back.report.findings == replace(report, on=None).findings


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.id)
def test_an_empty_find_comes_back(edition: Edition) -> None:
    report = Report(edition, "", 0)
    back = imported_of(result_text(Imported(report), ""), SHELF).report
    assert (back.agency, back.year, back.title, to_fields(back)) == ("", 0, "", {})


def test_what_is_no_text_or_far_too_much_is_refused() -> None:
    paragraph = Paragraph("\ud800", Place())
    with pytest.raises(UnreadableDocument):
        source_text(Neutral((paragraph,)), "年报.docx")
    with pytest.raises(TooMuchText) as refused:
        source_text(Neutral((replace(paragraph, text="长" * (MOST_TEXT + 1)),)), "年报.docx")
    assert "年报.docx" in refused.value.sentence


@pytest.mark.parametrize("kept", ["", "{}", '{"items": 3}', "no json"])
def test_what_another_program_has_kept_is_not_there(kept: str) -> None:
    with pytest.raises(NotFound):
        neutral_of(kept)
    with pytest.raises(NotFound):
        imported_of(kept, SHELF)
