"""The published page says what the report says, to people and machines, and needs nothing else."""

import gzip
import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.content import canonical
from app.domain.fields import Head, block_keys, from_fields
from app.domain.manuscript import manuscript
from app.domain.print_troubles import NoGlyph
from app.domain.report import Report
from app.files.bundle import dumps
from app.files.copies import FINAL, Copy
from app.files.formats import FORMATS
from tests.files.printed import REPORTS, expected
from tests.files.published import (
    DRAFT,
    FRAGMENT,
    HOSTILE,
    RENDERER,
    case_page,
    described,
    enclosed,
    figures,
    full_of,
    page,
    tree,
    words,
)
from tests.house import ROOT
from tests.reports import editions
from tests.specimens import case, edition

LARGEST = 65_535  # bytes that a text column of a content management system holds
MARK = "草稿，未定稿，不得发布"
ELEMENTS = set(
    "html head meta title style script body main div section h1 h2 h3 p "  # noqa: SIM905 - longer as a list
    "table caption colgroup col thead tbody tr th td data span bdi".split()
)
TURNING = "甲\u202e12件\u202c乙 \u200f34\u2067 (5) שלום 67 العربية 89"


@pytest.mark.parametrize("copy", [FINAL, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_word_and_figure_is_there_once_and_in_order(name: str, copy: Copy) -> None:
    content = case_page(name, copy)
    assert words(content) == expected(case(name))
    script = manuscript(case(name))
    printed = [
        cell.address for part in script.parts for grid in part.grids for row in grid.body for cell in row
    ]
    assert figures(content) == [(address, script.written[address]) for address in printed if address]


@pytest.mark.parametrize("name", REPORTS)
def test_headings_stand_in_their_order(name: str) -> None:
    script = manuscript(case(name))
    wanted = [("h1", script.title)]
    for part in script.parts:
        wanted += [
            ("h2", part.heading),
            *(("h3", passage.heading) for passage in part.passages if passage.heading),
        ]
    found = tree(case_page(name)).xpath("//h1 | //h2 | //h3 | //h4")
    assert [(each.tag, each.text_content()) for each in found] == wanted


@pytest.mark.parametrize("copy", [FINAL, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_is_headed_as_in_print(name: str, copy: Copy) -> None:
    root = tree(case_page(name, copy))
    labels = {each.get("id"): each.text_content() for each in root.xpath("//th")}
    wanted = []
    for part in manuscript(case(name)).parts:
        for grid in part.grids:
            texts = {cell.id: cell.text for row in (*grid.head, *grid.body) for cell in row if cell.text}
            wanted += [
                [texts[each] for each in cell.headers] for row in grid.body for cell in row if cell.address
            ]
    assert [
        [labels[each] for each in cell.get("headers").split()] for cell in root.xpath("//td[*]")
    ] == wanted
    assert {each.get("scope") for each in root.xpath("//th")} <= {"col", "colgroup", "row", "rowgroup"}


@pytest.mark.parametrize("copy", [FINAL, FRAGMENT], ids=["page", "fragment"])
@pytest.mark.parametrize("name", REPORTS)
def test_names_are_unique_and_whatever_is_named_is_there(name: str, copy: Copy) -> None:
    root = tree(case_page(name, copy))
    ids = root.xpath("//@id")
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert {each for each in ids if not re.fullmatch(r"gouji(-\w+)?|gj\d+", each)} == set()
    named = " ".join(root.xpath("//@headers | //@aria-labelledby")).split()
    assert set(named) <= set(ids)
    ruled = re.findall(r"^#(gj\d+)", "".join(root.xpath("//style/text()")), re.MULTILINE)
    assert set(ruled) == set(root.xpath("//table/@id"))


def test_the_tables_are_as_wide_as_their_grids() -> None:
    for table in tree(case_page("festival-balanced")).xpath("//table"):
        taken: set[tuple[int, int]] = set()
        for top, row in enumerate(table.xpath(".//tr")):
            for cell in row:
                left = next(each for each in range(99) if (top, each) not in taken)
                place = {
                    (top + down, left + right)
                    for down in range(int(cell.get("rowspan", 1)))
                    for right in range(int(cell.get("colspan", 1)))
                }
                assert not taken & place
                taken |= place
        across = len(table.xpath(".//col"))
        assert taken == {(top, left) for top in range(len(table.xpath(".//tr"))) for left in range(across)}


def test_a_figure_has_a_plain_number_where_it_has_one() -> None:
    values = {
        each.get("data-address"): (each.tag, each.get("value"), each.text)
        for each in tree(page(full_of(("12", " 1,234 ", "－3", "/", "")))).xpath("//td/*")
    }
    texts = [value for value in values.values() if value[2]]
    assert ("data", "12", "12") in texts
    assert ("data", "1234", "1234") in texts
    assert ("span", None, "－3") in texts
    assert ("span", None, "/") in texts
    assert {value[:2] for value in values.values() if not value[2]} == {("span", None)}
    report = from_fields(edition("festival"), Head("柳湾村", 2016), {"purse.candles.spent": "2万元"})
    [spent] = tree(page(report)).xpath("//*[@data-address='purse.candles.spent']")
    assert (spent.text, spent.get("value")) == ("2万元", "20000")


@pytest.mark.parametrize("copy", [FINAL, FRAGMENT, DRAFT], ids=["page", "fragment", "draft"])
@pytest.mark.parametrize("name", REPORTS)
def test_the_report_file_is_inside(name: str, copy: Copy) -> None:
    assert dumps(enclosed(case_page(name, copy))) == dumps(case(name))


def test_search_engines_are_told_what_it_is() -> None:
    report = case("2021-balanced")
    content = case_page("2021-balanced")
    said = described(content)
    publisher = {"@type": "GovernmentOrganization", "name": report.agency}
    assert (said["@context"], said["@type"]) == ("https://schema.org", "Report")
    assert (said["name"], said["inLanguage"]) == (report.title, "zh-CN")
    assert (said["publisher"], said["temporalCoverage"]) == (publisher, str(report.year))
    data = said["hasPart"]
    assert isinstance(data, dict)
    assert data["distribution"]["contentUrl"] == "#gouji-report"
    assert len(data["description"]) >= 20
    root = tree(content)
    assert root.get("lang") == "zh-CN"
    assert root.findtext(".//title") == report.title
    metas = {each.get("name"): each.get("content") for each in root.xpath("//meta[@name]")}
    assert metas["author"] == report.agency
    assert metas["generator"] == "Gouji"
    assert metas["description"] == data["description"]
    assert "robots" not in metas
    assert "creativeWorkStatus" not in said


def test_a_draft_says_so_in_words() -> None:
    for copy in (DRAFT, replace(DRAFT, fragment=True)):
        content = case_page("2021-balanced", copy)
        assert words(content) == MARK + expected(case("2021-balanced"))
        assert described(content)["creativeWorkStatus"] == "Draft"
    root = tree(case_page("2021-balanced", DRAFT))
    assert root.findtext(".//title").startswith("（草稿）")
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert MARK not in case_page("2021-balanced").decode()


@pytest.mark.parametrize("name", REPORTS)
def test_a_fragment_has_one_root_and_speaks_of_nothing_outside_it(name: str) -> None:
    content = case_page(name, FRAGMENT).decode()
    assert re.findall(r"<(?:!|/?(?:html|head|body|title|meta|link|base|main)\b)", content) == []
    assert content.startswith('<div id="gouji" class="gouji" lang="zh-CN">')
    assert [each.get("id") for each in tree(f"<body>{content}</body>".encode()).find("body")] == ["gouji"]
    [css] = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    selectors = [part for rule in re.findall(r"([^{}]+)\{", css) for part in rule.strip().split(",")]
    assert selectors
    assert [
        each
        for each in selectors
        if not re.match(r"\s*(#gouji\.gouji\b|#gj\d+\b|@media (screen|print))", each)
    ] == []


@pytest.mark.parametrize("copy", [FINAL, FRAGMENT, DRAFT], ids=["page", "fragment", "draft"])
def test_it_needs_nothing_from_anywhere(copy: Copy) -> None:
    content = case_page("2021-balanced", copy)
    root = tree(content)
    assert root.xpath("//@src | //@href | //@style | //@background | //@*[starts-with(name(), 'on')]") == []
    assert {each.tag for each in root.iter()} <= ELEMENTS
    assert {each.get("type") for each in root.xpath("//script")} == {
        "application/ld+json",
        "application/json",
    }
    css = "".join(root.xpath("//style/text()"))
    assert re.findall(r"url\(|@import|@font-face|expression|!important", css) == []
    assert re.findall(r"https?:[^\"\s]+", content.decode()) == ["https://schema.org"]


def test_what_is_typed_is_only_ever_text() -> None:
    report = full_of(HOSTILE)
    for copy in (FINAL, FRAGMENT, DRAFT):
        content = page(report, copy)
        mark = MARK if copy.draft else ""
        assert words(content) == re.sub(r"\s", "", mark) + expected(report)
        assert len(tree(content).xpath("//script")) == 2
        assert canonical(enclosed(content)) == canonical(report)
        assert described(content)["name"] == report.title
        [block] = re.findall(rb'id="gouji-report">(.*?)</script>', content, re.DOTALL)
        assert not set(b"<>&") & set(block)
    assert tree(page(report)).findtext(".//title") == report.title


def test_what_turns_the_direction_stands_alone() -> None:
    report = full_of((TURNING,))
    root = tree(page(report))
    apart = "".join(root.xpath("//bdi//text()"))
    beside = "".join(root.xpath("//*[@id='gouji']//text()[not(ancestor::bdi or ancestor::style)]"))
    assert set("\u202e\u202c\u200f\u2067") | set("שלום") | set("العربية") <= set(apart)
    assert re.findall("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff]", beside) == []
    assert re.findall("[0-9]", apart) == []
    assert words(page(report)) == expected(report)
    assert tree(case_page("2021-balanced")).xpath("//bdi") == []


@pytest.mark.parametrize(
    "character", ["\x00", "\x01", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffe", "\ud800"]
)
def test_characters_that_no_page_can_hold_are_refused_by_name(character: str) -> None:
    with pytest.raises(NoGlyph, match=f"U\\+{ord(character):04X}"):
        page(replace(case("2021-balanced"), title=f"一{character}二"))


def test_a_figure_with_such_characters_shows_that_something_was_there() -> None:
    address = next(iter(edition("festival").figures))
    report = replace(full_of(()), agency="柳湾村", cells={address: "1\x852\x7f"})
    content = page(report)
    assert figures(content)[0] == (address, "1\ufffd2\ufffd")
    assert enclosed(content).cells[address] == "1\x852\x7f"


def test_no_text_is_too_long() -> None:
    report = replace(
        case("2021-balanced"), preface="长" * 200_000 + "\n短" * 10_000, agency="某" * 80, title="某" * 300
    )
    assert words(page(report)) == expected(report)


def test_it_is_light() -> None:
    sizes = [len(case_page("2021-balanced", copy)) for copy in (FINAL, FRAGMENT)]
    assert max(sizes) < LARGEST
    assert len(gzip.compress(case_page("2021-balanced"), mtime=0)) < 12_000


def test_nothing_of_a_line_is_left_over_for_a_report_without_text() -> None:
    report = from_fields(edition("festival"), Head("柳湾村", 2016), {})
    content = page(report)
    assert words(content) == expected(report)
    assert tree(content).xpath("//p | //h3") == []


def test_the_same_report_gives_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    command = (
        "import hashlib; from tests.files.published import case_page;"
        "print(hashlib.sha256(case_page('2021-balanced')).hexdigest())"
    )
    for seed, zone in (("1", "Asia/Shanghai"), ("4242", "America/New_York")):
        surroundings = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
        }
        done = subprocess.run(
            [sys.executable, "-c", command],
            env=surroundings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == hashlib.sha256(case_page("2021-balanced")).hexdigest()


def test_it_is_registered() -> None:
    html = FORMATS["html"]
    assert html.media_type == "text/html; charset=utf-8"
    assert html.write(manuscript(case("2021-balanced")), FINAL, RENDERER) == case_page("2021-balanced")


# Anything that can be written in a page, and what others might take for more than text.
texts = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cn")), min_size=1, max_size=20),
    st.sampled_from((*HOSTILE, TURNING, "12", "0", "3.50", "/", "1,000", "9" * 40)),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report of any edition."""
    of = draw(st.sampled_from((*editions(), edition("festival"))))
    fields: dict[str, str | None] = dict(
        draw(st.dictionaries(st.sampled_from(list(of.figures)), texts, max_size=12))
    )
    fields |= draw(st.fixed_dictionaries({}, optional={"/title": texts, "/preface": texts}))
    for section in of.sections.values():
        for key in (*block_keys(section), "extra-1") if section.prose else ():
            fields[f"/{section.id}/{key}"] = "\n".join(draw(st.lists(texts, max_size=3)))
            fields[f"/{section.id}/{key}/heading"] = draw(st.none() | texts)
    return from_fields(of, Head(draw(texts), draw(st.integers(2008, 2100))), fields)


@given(reports(), st.sampled_from((FINAL, FRAGMENT)))
@settings(max_examples=30, deadline=None)
def test_any_report_is_read_back_as_it_was(report: Report, copy: Copy) -> None:
    content = page(report, copy)
    assert words(content) == expected(report)
    assert canonical(enclosed(content)) == canonical(report)
    written = manuscript(report).written
    found = figures(content)
    assert dict(found) == {
        address: written[address] for address, figure in report.edition.figures.items() if figure.printed
    }
