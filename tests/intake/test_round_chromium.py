"""A page of a site with everything around it, printed by a browser: read whole."""

from __future__ import annotations

from random import Random

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.intake.generated import Paper, invented, paper
from tests.intake.generated_habits import CLEAN
from tests.intake.generated_measure import Score, score
from tests.intake.generated_page import Site, page
from tests.intake.generated_styles import read

SITES = {
    "with everything around it": Site(css="table { border-collapse: collapse } td { font-size: 12px }"),
    "as lines and nothing else": Site(noise=False, office=True, css="table { border-collapse: collapse }"),
    "with heads of their own": Site(noise=False, heads="thead", paragraphs="br"),
}


def printed(browser: Browser, made: Paper, site: Site) -> bytes:
    tab = browser.new_page()
    try:
        tab.set_content(page(made, Random(1), site).decode(site.code))  # noqa: S311 - how cells are written
        return tab.pdf(format="A4", display_header_footer=True, print_background=True)
    finally:
        tab.close()


@pytest.mark.browser
def test_what_a_browser_prints_comes_back_whole() -> None:
    found = Score()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for seed, site in enumerate(SITES.values(), 3):
            random = Random(seed)  # noqa: S311 - invented papers
            made = CLEAN["one table"](paper(invented(random)), random)
            found += score(made, read(printed(browser, made, site), "pdf"))
        browser.close()
    assert found.silent == ()
    assert found.right == found.printed
