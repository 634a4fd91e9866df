"""Copies to work on: marked as drafts, with numbered lines and the list of findings; printed on one side."""

import re
from dataclasses import replace

import pytest

from app.domain.address import Address
from app.files.copies import Copy
from tests.files.printed import MARK, MILLIMETRE, case_pdf, pages, pdf, texts
from tests.specimens import case

ONE_SIDED = Copy(one_sided=True)
ANNEXED = Copy(draft=True, annex=True)
HALF = "2021-half-finished"
HEADING = "附：待处理问题清单"


def test_only_a_draft_is_marked_and_its_text_is_the_same() -> None:
    final, draft = texts(case_pdf(HALF)), texts(pdf(case(HALF), draft=True))
    assert not any(MARK in page for page in final)
    assert [page.removeprefix(MARK) for page in draft] == final
    assert [page.count(MARK) for page in draft] == [1] * len(final)


def test_a_copy_for_one_side_of_the_paper_has_the_same_margins_on_every_page() -> None:
    content = pdf(case("2021-balanced"), ONE_SIDED)
    assert texts(content) == texts(case_pdf("2021-balanced"))
    for number, page in enumerate(pages(content), 1):
        below = [each for each in page.chars if each["top"] > 262 * MILLIMETRE]
        assert "".join(each["text"] for each in below) == f"— {number} —"
        assert 184 - below[-1]["x1"] / MILLIMETRE == pytest.approx(14 / MILLIMETRE, abs=0.3)
        above = [each for each in page.chars if each["top"] < 262 * MILLIMETRE]
        assert min(each["x0"] for each in above) / MILLIMETRE >= 27.8
        assert max(each["x1"] for each in above) / MILLIMETRE <= 184.2


def test_the_lines_of_a_numbered_copy_are_counted_outside_the_text() -> None:
    content = pdf(case("2021-balanced"), Copy(draft=True, numbered=True))
    for number, page in enumerate(pages(content), 1):
        left = 28 if number % 2 else 26
        scale = [each for each in page.chars if each["x1"] / MILLIMETRE < left - 2 and each["text"].isdigit()]
        assert "".join(each["text"] for each in scale) == "".join(map(str, range(1, 23)))
        assert {round(each["size"]) for each in scale} == {8}
        assert all(sum(each["non_stroking_color"]) > 1 for each in scale)  # grey
        tops = sorted({round(each["top"], 1) for each in scale})
        assert len(tops) == 22
        assert (tops[-1] - tops[0]) / MILLIMETRE == pytest.approx(21 * 10.227, abs=0.2)
    plain = texts(case_pdf("2021-balanced"))
    scale_text = "".join(map(str, range(1, 23)))
    assert [page.replace(MARK, "").replace(scale_text, "") for page in texts(content)] == plain


def test_the_scale_is_level_with_the_lines() -> None:
    page = pages(pdf(case("2021-balanced"), Copy(draft=True, numbered=True)))[1]
    middles = [
        (each["top"] + each["bottom"]) / 2
        for each in page.chars
        if each["x1"] / MILLIMETRE < 24 and each["text"].isdigit()
    ]
    body = [(each["top"] + each["bottom"]) / 2 for each in page.chars if round(each["size"]) == 16]
    assert all(min(abs(middle - other) for other in middles) < 1.5 * MILLIMETRE for middle in body)


def test_the_findings_follow_a_draft_on_pages_of_their_own() -> None:
    report = case(HALF)
    plain, annexed = texts(pdf(report, draft=True)), texts(pdf(report, ANNEXED))
    assert annexed[: len(plain)] == plain
    assert annexed[len(plain)].removeprefix(MARK).startswith(HEADING)
    listed = "".join(page.removeprefix(MARK) for page in annexed[len(plain) :])
    listed = re.sub("—[0-9]+—", "", listed)
    blank = {each.key for each in report.findings if "没有填写。没有发生的填 0" in each.message}
    told = [each for each in report.findings if each.key not in blank]
    assert told
    for finding in told:
        assert listed.count(re.sub(r"\s", "", finding.message)) == 1, finding.message
    # Of the blank cells of a part there are too many to be named.
    assert "第三部分还有66格未填，没有发生的填0。" in listed
    stopping = sum(each.severity == "block" for each in report.findings)
    assert f"待改（{stopping}处）" in listed
    assert "核对（2处）" in listed
    assert listed.index("待改（") < listed.index("核对（")


def test_reasons_are_told_with_their_findings_and_what_is_about_the_whole_report_says_so() -> None:
    whole = case("festival-balanced", "festival-previous")
    cells = {**whole.cells, Address("lanterns.kept_in.paper"): "777"}
    changed = replace(whole, cells=cells, title="灯")
    [asked, *_] = [each for each in changed.findings if each.severity == "explain"]
    told = replace(changed, explanations={asked.key: "去年少数了一盏，已更正"})
    assert HEADING not in "".join(texts(pdf(told, Copy(annex=True))))  # a final copy has no annex
    listed = "".join(texts(pdf(told, ANNEXED)))
    assert "原因说明：去年少数了一盏，已更正" in listed
    assert "（全文）" in listed


def test_a_draft_in_which_nothing_is_found_says_so() -> None:
    listed = texts(pdf(case("2021-balanced"), ANNEXED))
    assert case("2021-balanced").findings == ()
    assert listed[-1].removeprefix(MARK).startswith(f"{HEADING}没有待处理的问题。")
