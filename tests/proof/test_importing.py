"""A document is what it shows; the report file inside it helps, and is never believed against the page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from app.domain.aliases import Aliases, load_aliases
from app.domain.file_troubles import BadReportFile
from app.domain.import_troubles import NoReportIn
from app.domain.imported import Asked, Imported
from app.domain.manuscript import Manuscript, manuscript
from app.domain.proof_troubles import UnreadableDocument
from app.domain.report import Report
from app.domain.source_troubles import OfOtherEdition
from app.files.bundle import dumps
from app.files.copies import FINAL, Copy
from app.files.formats import FORMATS
from app.proof.importing import sourced
from app.proof.sourced import Sourced
from tests.files.printed import RENDERER
from tests.intake.extracted import extracted
from tests.proof.damage import attached_anew, edited, redrawn
from tests.proof.reports import Typed, reports
from tests.proof.sabotage import ON_TABLES, ON_TEXTS, Sabotage
from tests.proof.test_sabotage import script
from tests.reports import editions
from tests.specimens import SCHEMAS, case, case_text, edition

EDITIONS = (*editions(), edition("festival"))
UNASKED = Asked()
CASES = ("2019-balanced", "2021-half-finished", "2021-government", "festival-balanced")
ANNEXED = Copy(draft=True, annex=True, numbered=True)


@cache
def aliases() -> Aliases:
    return load_aliases((SCHEMAS / "reading" / "aliases.yaml").read_text("utf-8"), "aliases.yaml", EDITIONS)


def written(report: Report, ending: str, copy: Copy = FINAL) -> bytes:
    return FORMATS[ending].write(manuscript(report), copy, RENDERER)


@cache
def balanced(ending: str) -> bytes:
    return written(case("2021-balanced"), ending)


def read(content: bytes, name: str = "report.pdf", asked: Asked = UNASKED) -> Sourced:
    return sourced(content, name, EDITIONS, aliases(), asked)


def printed(report: Report) -> list[str]:
    return [report.written(address) for address, figure in report.edition.figures.items() if figure.printed]


def whys(imported: Imported) -> list[str]:
    return [each.why for each in imported.unplaced]


def tampered(old: str, new: str) -> Imported:
    """The balanced report as a page in which the visible part says something else."""
    page = balanced("html").decode()
    shown, mark, data = page.partition('id="gouji-report"')
    assert old in shown
    return read((shown.replace(old, new, 1) + mark + data).encode(), "report.html").imported


@pytest.mark.parametrize(
    ("name", "ending", "copy"),
    [
        *((name, "html", FINAL) for name in CASES),
        ("2021-half-finished", "html", Copy(fragment=True)),
        ("2021-half-finished", "pdf", ANNEXED),
        ("festival-balanced", "pdf", ANNEXED),
    ],
)
def test_our_own_document_is_read_without_loss(name: str, ending: str, copy: Copy) -> None:
    report = replace(case(name), explanations={}, deviations=())
    found = read(written(report, ending, copy), f"report.{ending}")
    assert found.imported.report == report
    assert found.imported.certain
    figures = report.edition.figures.items()
    shown = {str(address) for address, each in figures if each.printed and report.written(address)}
    assert shown <= set(map(str, found.imported.seen))
    assert found.neutral.items
    assert found.neutral.attached == {}


@settings(max_examples=12, deadline=None, derandomize=True)
@given(reports())
def test_whatever_somebody_typed_comes_back_as_it_was_typed(typed: Typed) -> None:
    found = read(written(typed.report, "html"), "report.html").imported
    assert dumps(found.report) == dumps(typed.report)
    assert found.certain


def test_a_report_file_is_read_as_it_is() -> None:
    text = case_text("2021-half-finished")
    found = read(text.encode(), "half.json")
    assert found.imported == Imported(case("2021-half-finished"))
    assert found.neutral.items == ()
    said = read(text.encode(), "half.json", Asked(year=2030, agency="柳湾镇人民政府")).imported.report
    assert said.title == said.edition.title("柳湾镇人民政府", 2030)
    with pytest.raises(OfOtherEdition, match=r"half\.json：这是 2021 版"):
        read(text.encode(), "half.json", Asked(edition="2019"))
    with pytest.raises(BadReportFile, match="half"):
        read(text.replace('"cells"', '"cell"').encode(), "half.json")


def test_a_figure_changed_on_the_page_is_doubtful_with_both_values() -> None:
    found = read(redrawn(balanced("pdf"))).imported
    assert len(found.doubtful) == 2
    for doubt in found.doubtful:
        enclosed = case("2021-balanced").written(doubt.address)
        assert found.report.cells[doubt.address] is None
        assert doubt.read not in {"", enclosed}
        assert f"“{enclosed}”" in doubt.why
        assert doubt.where.page
    doubtful = {each.address for each in found.doubtful}
    others = {
        address: text for address, text in case("2021-balanced").cells.items() if address not in doubtful
    }
    assert others.items() <= found.report.cells.items()


def test_a_figure_changed_in_the_file_inside_is_doubtful_too() -> None:
    changed = attached_anew(
        balanced("pdf"), "report.json", '"requests.new.natural": "', '"requests.new.natural": "9'
    )
    found = read(changed).imported
    first, *totals = found.doubtful
    report = case("2021-balanced")
    assert (first.address, first.read) == ("requests.new.natural", report.cells[first.address])
    assert f"“9{first.read}”" in first.why
    assert found.report.cells[first.address] is None
    # A total that nobody stated follows from the file, and so is another one there than on the page.
    assert {each.address for each in totals} <= {each.address for each in report.edition.totals}
    assert all(each.read == report.written(each.address) for each in totals)


def test_a_paragraph_changed_on_the_page_is_told_and_both_are_kept() -> None:
    report = case("2021-balanced")
    text = next(text for blocks in report.sections.values() for block in blocks for text in block.paragraphs)
    found = tampered(text, f"{text[:5]}另有说明。")
    assert found.report.sections == report.sections
    assert not found.doubtful
    assert {each.text for each in found.unplaced} == {text, f"{text[:5]}另有说明。"}
    assert len(set(whys(found))) == 2


def test_the_file_of_another_report_is_not_believed() -> None:
    here, other = case("2021-balanced"), case("2021-previous")
    found = read(attached_anew(balanced("pdf"), "report.json", dumps(here), dumps(other))).imported
    assert printed(found.report) == printed(here)
    assert (found.report.year, found.report.agency) == (here.year, here.agency)
    [told] = found.unplaced
    assert (told.text, f"{other.agency}”{other.year} 年" in told.why) == ("report.json", True)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'{"kind": "invoice"}', "不是报告文件"),
        (b"[" * 5000, "出错"),
        (case_text("2021-balanced").replace('"2021"', '"2099"').encode(), "出错"),
    ],
)
def test_what_only_bears_the_name_is_told_and_left_aside(content: bytes, word: str) -> None:
    page = balanced("html").decode()
    start = page.index(">", page.index('id="gouji-report"')) + 1
    end = page.index("</script>", start)
    changed = page[:start].encode() + content + page[end:].encode()
    found = read(changed, "report.html").imported
    assert printed(found.report) == printed(case("2021-balanced"))
    [told] = found.unplaced
    assert (told.text, word in told.why) == ("gouji-report", True)


def test_the_edition_that_was_asked_for_is_the_one_that_is_read() -> None:
    found = read(balanced("html"), "report.html", Asked(edition="2019")).imported
    assert found.report.edition.id == "2019"
    assert any("2021 版" in why for why in whys(found))
    assert read(balanced("html"), "report.html", Asked(edition="2021")).imported.certain


def test_what_is_known_beforehand_is_taken_as_given() -> None:
    for content, name in ((balanced("html"), "r.html"), (extracted(case("2021-balanced")).encode(), "r.txt")):
        report = read(content, name, Asked(year=2022, agency="柳湾镇人民政府")).imported.report
        assert (report.year, report.agency) == (2022, "柳湾镇人民政府")


@pytest.mark.parametrize("content", ["一封信，没有别的。", json.dumps({"format": "other"}), "<p>网页</p>"])
def test_what_is_no_report_is_refused_by_name(content: str) -> None:
    with pytest.raises((NoReportIn, BadReportFile, UnreadableDocument), match=r"letter\.txt"):
        read(content.encode(), "letter.txt")


def test_a_letter_with_a_report_file_inside_is_no_report() -> None:
    page = balanced("html").decode()
    data = page[page.index("<script") : page.rindex("</script>") + 9]
    with pytest.raises(NoReportIn):
        read(f"<html><body><p>来信收到，附报告。</p>{data}</body></html>".encode(), "letter.html")


@pytest.mark.parametrize("alter", [*ON_TABLES, *ON_TEXTS], ids=lambda alter: alter.__name__)
def test_nothing_that_the_page_says_otherwise_is_believed(alter: Callable[[Manuscript], Sabotage]) -> None:
    true = script("festival-balanced")
    altered = alter(true).script
    found = read(FORMATS["html"].write(altered, FINAL, RENDERER), "report.html").imported
    # A label that is nearly the form's changes no figure.
    assert not found.certain or altered.written == true.written
    assert not found.certain or alter in ON_TABLES
    doubtful = {each.address for each in found.doubtful}
    for address in true.report.edition.figures:
        if found.report.cells[address] is not None and address not in doubtful:
            assert found.report.written(address) == true.written[address]
            assert altered.written[address] == true.written[address]


@pytest.mark.parametrize("name", ["2019-balanced", "2021-half-finished", "festival-balanced"])
def test_our_own_workbook_keeps_every_figure_to_the_letter(name: str) -> None:
    report = case(name)
    found = read(written(report, "xlsx"), "report.xlsx").imported
    assert found.certain
    # Printed in one spelling: a figure of any width comes back in the width of the printed one.
    for address, figure in report.edition.figures.items():
        assert (found.report.cells[address] or "") == figure.kind.write(report.cells.get(address))


def test_what_was_typed_into_the_tables_of_a_workbook_counts() -> None:
    report, before = case("2021-balanced"), balanced("xlsx")
    part = "xl/worksheets/sheet1.xml"
    sheet = ZipFile(BytesIO(before)).read(part).decode()
    number = re.search(r'<c r="[A-Z]+[0-9]+" s="[0-9]+"><v>0</v>', sheet)
    assert number
    after = edited(before, part, number[0], number[0].replace("<v>0<", "<v>38<"))
    found = read(after, "report.xlsx").imported
    changed = {each for each, text in found.report.cells.items() if text != report.cells[each]}
    assert [found.report.cells[each] for each in changed] == ["38"]


def test_a_csv_file_of_our_own_is_its_figures() -> None:
    report = case("2021-balanced")
    found = read(written(report, "csv"), "figures.csv").imported
    assert found.certain
    assert (found.report.agency, found.report.year, found.report.kind) == (
        report.agency,
        report.year,
        report.kind,
    )
    assert found.report.cells == report.cells
    assert set(found.seen) == {str(address) for address, text in report.cells.items() if text}
