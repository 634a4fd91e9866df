"""The web page as a browser prints it, with its headers and footers: read like our own print."""

from random import Random

import pytest
from playwright.sync_api import Browser

from app.domain.manuscript import manuscript
from app.files.copies import FINAL
from app.files.formats import FORMATS
from app.intake import pdf, published
from app.intake.mapping import mapped
from app.store.editions import read_editions
from tests.files.printed import RENDERER, case_pdf, named
from tests.intake.layouts import LINES, PROSE, SHEET, report, table
from tests.intake.printings import Sheet, invented, judged, written
from tests.intake.test_published import shown
from tests.specimens import SCHEMAS, edition

FOLLOWED = {
    "lines of another age": ("", "border=1"),
    "cells apart": ("td { border: 1px solid #333 } table { border-collapse: separate }", ""),
    "half of the sides": (
        (
            "table { border-collapse: separate; border-spacing: 0 }"
            "table { border-style: solid; border-width: 1px 0 0 1px }"
            "td { border-style: solid; border-width: 0 1px 1px 0 }"
        ),
        "",
    ),
    "double": ("td { border: 3px double black }", ""),
    "grounds": (
        (
            "table { background: #000; border-collapse: separate; border-spacing: 1px }"
            "td { background: #fff } * { print-color-adjust: exact }"
        ),
        "",
    ),
}

SITE = (
    "<div style='background: #c00; color: #fff'><b>某市人民政府</b> 首页 | 政务公开 | 办事服务</div>{}"
    "<div style='text-align: center'>主办：某市人民政府办公室　网站标识码：0000000000</div>"
)
SHEETS = {
    "a site around it": Sheet(around=SITE),
    "dots": Sheet("td { border: 1pt dotted #888 }"),
    "lines between rows only": Sheet("td { border-bottom: 0.5pt solid black; text-align: center }"),
    "no lines": Sheet("td { padding: 3pt 8pt }"),
}


def printed(chromium: Browser, html: str, *, headers: bool = False) -> bytes:
    page = chromium.new_page()
    try:
        page.set_content(html)
        return page.pdf(format="A4", display_header_footer=headers, print_background=True)
    finally:
        page.close()


@pytest.mark.parametrize("name", ["2021-government", "2019-balanced", "festival-balanced"])
def test_our_page_as_a_browser_prints_it(chromium: Browser, name: str) -> None:
    html = FORMATS["html"].write(manuscript(named(name)), FINAL, RENDERER).decode("utf-8")
    read = published.read(printed(chromium, html, headers=True))
    assert shown(read) == shown(pdf.read(case_pdf(name)))
    assert len(read.margins) == 2 * read.pages


@pytest.mark.parametrize("name", FOLLOWED)
def test_however_a_page_draws_its_tables(chromium: Browser, name: str) -> None:
    style, more = FOLLOWED[name]
    html = f"<style>{SHEET}{style}</style><h1>灯会记</h1><p>{PROSE}</p>{table(more=more)}<p>{PROSE}</p>"
    assert shown(published.read(printed(chromium, html))) == shown(published.read(report(LINES)))


@pytest.mark.parametrize("name", SHEETS)
def test_every_figure_of_a_report_as_others_lay_it_out(chromium: Browser, name: str) -> None:
    report = invented(edition("2021"), Random(name))  # noqa: S311 - not for secrets
    content = printed(chromium, written(report, SHEETS[name]), headers=True)
    found = judged(report, mapped(published.read(content), read_editions(SCHEMAS).all))
    assert (found.wrong, found.lost, found.doubtful) == ({}, (), 0)
