"""Whatever a report says, written in any format and read back, it says the same."""

from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings

from app.domain.manuscript import Manuscript, manuscript
from app.files.copies import FINAL, Copy
from app.files.faces import missing_characters
from app.files.formats import FORMATS
from app.proof.again import report_read, rules_again
from app.proof.outcome import Outcome
from app.proof.proofreading import READERS, proofread
from app.proof.wanted import WantedText, wanted
from tests.files.long_report import SEED_NAMES, long_report, seed
from tests.files.printed import RENDERER, REPORTS
from tests.proof.reports import Typed, reports
from tests.specimens import case

modest = partial(
    settings, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def said(script: Manuscript, ending: str, copy: Copy = FINAL) -> list[str]:
    """What is found to differ in a file of this format."""
    content = FORMATS[ending].write(script, copy, RENDERER)
    return [each.sentence for each in proofread(script, ending, content).differences]


def test_every_format_is_read_by_a_reader() -> None:
    assert set(FORMATS) == set(READERS)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_the_reports_of_the_cases(name: str, ending: str) -> None:
    assert said(manuscript(case(name)), ending) == []


@pytest.mark.parametrize("name", SEED_NAMES)
@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_the_published_reports(name: str, ending: str) -> None:
    assert said(manuscript(seed(name)), ending) == []


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_report_of_thirty_pages(ending: str) -> None:
    assert said(manuscript(long_report()), ending) == []


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_character_that_can_be_printed(ending: str) -> None:
    every = "".join(map(chr, (*range(0x21, 0xD800), *range(0xE000, 0x30000))))
    missing = set(missing_characters(every))
    printable = "".join(each for each in every if each not in missing)
    assert len(printable) > 8000
    paragraphs = [f"甲{printable[at : at + 300]}乙" for at in range(0, len(printable), 300)]
    assert said(manuscript(replace(case("festival-balanced"), preface="\n".join(paragraphs))), ending) == []


@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - {"pdf"}))
@modest(max_examples=12)
@given(reports())
def test_any_report(ending: str, typed: Typed) -> None:
    script = manuscript(typed.report)
    assert said(script, ending) == []


@modest(max_examples=6)
@given(reports())
def test_any_report_in_print(typed: Typed) -> None:
    assert said(manuscript(typed.report), "pdf") == []


@modest(max_examples=40)
@given(reports())
def test_the_rules_find_the_same_on_what_is_printed(typed: Typed) -> None:
    script = manuscript(typed.report)
    texts = {each.key: each.text for each in wanted(script) if isinstance(each, WantedText)}
    printed = report_read(script, Outcome((), script.written, texts))
    assert [each.sentence for each in rules_again(script.report, printed)] == []


@pytest.mark.parametrize(
    "copy",
    [
        Copy(draft=True),
        Copy(draft=True, numbered=True, annex=True),
        Copy(one_sided=True),
        Copy(draft=True, one_sided=True, numbered=True),
    ],
    ids=["draft", "review", "one-sided", "one-sided-review"],
)
def test_copies_of_the_printed_report(copy: Copy) -> None:
    script = manuscript(case("2021-half-finished"))
    content = FORMATS["pdf"].write(script, copy, RENDERER)
    proof = proofread(script, "pdf", content)
    assert proof.differences == ()
    assert proof.draft == copy.draft


@pytest.mark.parametrize("copy", [Copy(fragment=True), Copy(draft=True), Copy(draft=True, fragment=True)])
def test_copies_of_the_web_page(copy: Copy) -> None:
    script = manuscript(case("festival-balanced"))
    content = FORMATS["html"].write(script, copy, RENDERER)
    proof = proofread(script, "html", content)
    assert proof.differences == ()
    assert proof.draft == copy.draft


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_drafts_of_office_files(ending: str) -> None:
    assert said(manuscript(case("2021-half-finished")), ending, Copy(draft=True)) == []
