"""Whatever a writer does to words and figures on their way, reading the file back brings it to light."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from app.domain.address import Address
from app.domain.manuscript import Manuscript, manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.proof.proofreading import proofread
from tests.files.printed import RENDERER
from tests.proof.sabotage import ON_TABLES, ON_TEXTS, Sabotage
from tests.specimens import case

WITHOUT_TEXTS = {"csv", "json"}  # the report file is made of the report itself and not of its manuscript
REPORTS = ("festival-balanced", "2021-balanced")


@cache
def script(name: str) -> Manuscript:
    """The manuscript of a report in which one figure that the form asks for is blank."""
    report = case(name)
    zero = next(
        address
        for address, figure in reversed(tuple(report.edition.figures.items()))
        if figure.printed and figure.parts == () and figure.kind.kind == "count"
    )
    return manuscript(report.with_cells({zero: None}))


def faults(name: str, ending: str, alter: Callable[[Manuscript], Sabotage]) -> tuple[list[str], str]:
    """What the proof says of a file that was written of an altered manuscript, and what it has to name."""
    true = script(name)
    sabotage = alter(true)
    assert sabotage.script != true
    content = FORMATS[ending].write(sabotage.script, FINAL, RENDERER)
    return [each.sentence for each in proofread(true, ending, content).differences], sabotage.named


@pytest.mark.parametrize("ending", sorted(FORMATS))
@pytest.mark.parametrize("name", REPORTS)
def test_what_was_not_altered_is_equal(name: str, ending: str) -> None:
    content = FORMATS[ending].write(script(name), FINAL, RENDERER)
    assert proofread(script(name), ending, content).differences == ()


@pytest.mark.parametrize("alter", [*ON_TABLES, *ON_TEXTS], ids=lambda alter: alter.__name__)
@pytest.mark.parametrize("ending", sorted(FORMATS.keys() - WITHOUT_TEXTS))
def test_an_altered_document_is_found_out_and_the_place_is_named(
    ending: str, alter: Callable[[Manuscript], Sabotage]
) -> None:
    said, named = faults("festival-balanced", ending, alter)
    assert said
    assert any(named in each for each in said), (named, said)


@pytest.mark.parametrize("alter", ON_TABLES, ids=lambda alter: alter.__name__)
@pytest.mark.parametrize("ending", ["csv", "html"])
def test_altered_figures_of_the_statutory_form_are_found_out(
    ending: str, alter: Callable[[Manuscript], Sabotage]
) -> None:
    said, named = faults("2021-balanced", ending, alter)
    assert any(named in each for each in said), (named, said)


def test_a_figure_is_named_by_page_table_row_and_column_with_both_values() -> None:
    true = script("2021-balanced")
    total = next(each for each in true.report.edition.totals if true.written[each.address] == "36")
    altered = replace(true, written={**true.written, total.address: "63"})
    content = FORMATS["pdf"].write(altered, FINAL, RENDERER)
    [first, *_] = proofread(true, "pdf", content).differences
    assert first.sentence == (
        "第4页，“三、收到和处理政府信息公开申请情况”表格第4行“一、本年新收，总计”应为“36”，文件中为“63”"
    )


def test_the_rules_are_run_on_what_was_read() -> None:
    true = script("festival-balanced")
    total = next(each.address for each in true.report.edition.totals)
    altered = replace(true, written={**true.written, total: "99"})
    content = FORMATS["html"].write(altered, FINAL, RENDERER)
    said = [each.sentence for each in proofread(true, "html", content).differences]
    assert any("多出问题" in each and "99" in each for each in said), said


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_file_of_another_report_is_not_taken_for_this_one(ending: str) -> None:
    content = FORMATS[ending].write(manuscript(case("festival-previous")), FINAL, RENDERER)
    assert proofread(script("festival-balanced"), ending, content).differences


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_every_single_figure_counts(ending: str) -> None:
    true = script("festival-balanced")
    figures = true.report.edition.figures
    wanted = {address for address, figure in figures.items() if figure.printed or ending in WITHOUT_TEXTS}
    changed = {Address(address): "777" for address in wanted}
    report = true.report.with_cells(dict(changed))
    altered = replace(true, written={**true.written, **changed}, report=report)
    content = FORMATS[ending].write(altered, FINAL, RENDERER)
    said = " ".join(each.sentence for each in proofread(true, ending, content).differences)
    assert [address for address in wanted if figures[address].name not in said] == []
