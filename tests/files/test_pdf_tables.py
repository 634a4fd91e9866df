"""Tables over pages: headings repeated, labels closed and said again, nothing torn."""

from functools import cache
from itertools import pairwise

import pytest
from pdfplumber.page import Page

from app.domain.fields import Head, from_fields
from app.domain.loading import load_edition
from app.domain.report import Report
from tests.files.printed import MILLIMETRE, pages, pdf, texts
from tests.specimens import FOLDERS

# An invented register of 80 households in groups, of which one is larger than a page.
GROUPS = (8, 40, 5, 12, 15)
REGISTER = """
edition: register
title: "{{year}}年{{agency}}灯册"
basis: 乡约
document: 灯册
issued: "2014-11-02"
years: {{first: 2015, last: 2018}}
sections:
  - id: told
    heading: 甲、经过
    prose: {{hint: 写经过}}
  - id: book
    heading: 乙、灯册
    table:
      label: 灯册
      blocks:
        - corner: 名目
          value: {{kind: count, unit: 盏}}
          columns:
            - head: 灯
              columns:
                - {{id: paper, label: 纸灯}}
                - {{id: bamboo, label: 竹骨}}
          rows:
            - head: 全村各户
              rows:
{groups}
            - {{id: together, label: 合起来}}
rules: []
"""


@cache
def register() -> Report:
    """The register, every lamp of it with a number of its own."""
    groups = "\n".join(
        f"                - head: 第{number}组\n                  rows:\n"
        + "\n".join(
            f"                    - {{id: g{number}_{row}, label: {number}组第{row}户}}"
            for row in range(1, size + 1)
        )
        for number, size in enumerate(GROUPS, 1)
    )
    form = load_edition(REGISTER.format(groups=groups), "register.yaml")
    cells: dict[str, str | None] = {address: str(number) for number, address in enumerate(form.figures, 100)}
    return from_fields(form, Head("柳湾村", 2016), {"/told/plain": "写了。"} | cells)


@cache
def longer() -> Report:
    """The invented edition with forty rows more in one of its groups."""
    source = next(folder / "festival.yaml" for folder in FOLDERS if (folder / "festival.yaml").exists())
    row = "                    - {id: hung_river, label: 2.沿河}\n"
    rows = "".join(row.replace("river", f"yard_{n}").replace("2.沿河", f"第{n}院") for n in range(100, 140))
    form = load_edition(source.read_text("utf-8").replace(row, row + rows), "longer.yaml")
    return from_fields(form, Head("柳湾村", 2016), {})


def counts(found: list[str], wanted: str) -> list[int]:
    return [page.count(wanted) for page in found]


def bottom_rule(page: Page) -> list[tuple[float, float]]:
    """The lowest rules of a page, each from where to where, in millimetres from the left of the text."""
    level = [line for line in page.lines if line["top"] == line["bottom"]]
    lowest = max(line["top"] for line in level)
    left = 28 if page.page_number % 2 else 26
    return sorted(
        (line["x0"] / MILLIMETRE - left, line["x1"] / MILLIMETRE - left)
        for line in level
        if abs(line["top"] - lowest) < 0.1
    )


def test_a_table_longer_than_a_page_repeats_its_headings() -> None:
    content = texts(pdf(longer()))
    assert counts(content, "第100院") == [0, 1, 0, 0]
    assert counts(content, "第139院") == [0, 0, 1, 0]
    assert counts(content, "各种合计") == [0, 1, 1, 0]
    assert "乙、花灯去向" in content[1]
    # The labels of the two groups that reach over the end of the page.
    assert counts(content, "挂出") == [0, 1, 2, 0]  # and 挂出小计
    assert [page.count("去向") for page in content] == [0, 3, 3, 0]  # the heading; 去向合计; the corner


def test_groups_stay_whole_and_the_label_of_one_larger_than_a_page_is_repeated() -> None:
    content = texts(pdf(register()))
    assert counts(content, "纸灯") == [0, 1, 1, 1]
    assert counts(content, "全村各户") == [0, 1, 1, 1]
    for number, wanted in enumerate(
        [[0, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 1, 0], [0, 0, 0, 1]], 1
    ):
        found = [page.replace(f"{number}组第", "").count(f"第{number}组") for page in content]
        assert found == wanted, number
    written = [word["text"] for page in pages(pdf(register())) for word in page.extract_words()]
    for number in range(100, 100 + 2 * (sum(GROUPS) + 1)):
        assert written.count(str(number)) == 1, number


@pytest.mark.parametrize("report", [register, longer])
def test_every_piece_of_a_long_table_is_closed_below(report: object) -> None:
    assert callable(report)
    found = pages(pdf(report()))
    for page in found[1:3]:
        pieces = bottom_rule(page)
        assert pieces[0][0] == pytest.approx(0, abs=0.2)
        assert pieces[-1][1] == pytest.approx(156, abs=0.2)
        for (_, end), (begin, _) in pairwise(pieces):
            assert begin <= end + 0.3


def test_no_label_is_nearer_to_the_edge_of_its_page_than_its_own_group() -> None:
    """A label stands in the middle of its rows on that page, so that it belongs to them."""
    for page in pages(pdf(register()))[1:]:
        level = sorted({round(line["top"], 1) for line in page.lines if line["top"] == line["bottom"]})
        labels = [each for each in page.chars if each["text"] == "村"]
        assert len(labels) == 1
        middle = (labels[0]["top"] + labels[0]["bottom"]) / 2
        assert level[0] < middle < level[-1]
