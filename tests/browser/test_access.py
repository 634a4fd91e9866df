"""Every page can be used without a mouse and without eyes, and its content policy refuses nothing of it."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from app.store.people import Person
from tests.browser.conftest import Visit
from tests.browser.hands import field, saved, typed_fields, write
from tests.browser.site import Site, case

SECTIONS = ("overview", "proactive", "requests", "appeals", "problems", "other_matters")


def has_no_violations(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_pages_before_and_around_a_report(
    site: Site, visit: Visit, context_for: Callable[[Person | None], BrowserContext]
) -> None:
    desk = site.desk(case("2021-half-finished"))
    signin = context_for(None).new_page()
    signin.goto("/signin")
    has_no_violations(signin)
    page = visit(desk.people[0], "/reports")
    has_no_violations(page)
    page.goto(desk.path)
    has_no_violations(page)
    page.goto("/reports/999999")
    has_no_violations(page)


@pytest.mark.parametrize("section", SECTIONS)
def test_a_section(site: Site, visit: Visit, section: str) -> None:
    desk = site.desk(case("2021-half-finished"))
    page = visit(desk.people[0], desk.section(section))
    page.wait_for_load_state("networkidle")
    has_no_violations(page)


def test_what_scripts_add_to_a_page(site: Site, visit: Visit) -> None:
    desk = site.desk(people=2)
    first, page = (visit(person, desk.section("requests")) for person in desk.people)
    cell, other = typed_fields(page)[:2]
    write(first, cell, "9")
    saved(first)
    site.weather.down = True
    write(page, other, "4")
    expect(page.locator("#save-state")).to_contain_text("未保存")
    page.reload()
    site.weather.turn()
    expect(page.locator("#restore")).to_be_visible()
    page.evaluate("name => gouji.fields.named(name).dataset.base = ''", cell)
    write(page, cell, "7")
    expect(page.locator(".conflict")).to_be_visible()
    field(page, "requests.new.total").focus()
    page.keyboard.type("5")
    page.keyboard.press("Escape")
    page.keyboard.type("6")
    has_no_violations(page)
    page.get_by_role("button", name="不再保留").focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    has_no_violations(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="用对方的").click()
    saved(page)
