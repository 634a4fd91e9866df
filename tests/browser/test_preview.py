"""The printed pages beside the form: they follow what is typed, here and elsewhere."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.store.people import Person
from tests.browser.conftest import Visit, sign_in
from tests.browser.hands import PATIENCE, field, saved, write
from tests.browser.site import Site, case

CHANGED = re.compile("已更新 \\d\\d:\\d\\d:\\d\\d")
FIGURE = "requests.new.natural"


def opened(page: Page) -> int:
    """Waits for the first page; how many there are."""
    expect(page.locator("#preview img").first).to_have_js_property("complete", value=True, timeout=PATIENCE)
    assert page.locator("#preview img").first.evaluate("each => each.naturalWidth") > 1000
    return page.locator("#preview img").count()


def at(page: Page) -> str:
    return page.locator("#preview").get_attribute("data-at") or ""


def test_it_follows_what_is_typed_in_another_window_of_the_same_person(
    site: Site, context_for: Callable[[Person | None], BrowserContext]
) -> None:
    desk = site.desk(case("2021-balanced"))
    context = context_for(desk.people[0])
    form, preview = context.new_page(), context.new_page()
    # Without its questions now and then: what changes it is the word of the other window.
    preview.add_init_script("window.setInterval = () => 0;")
    preview.goto(f"{desk.path}/preview")
    pages = opened(preview)
    before = at(preview)
    expect(preview.locator("#preview-where")).to_have_text(f"第 1 页，共 {pages} 页")
    form.goto(desk.section("requests"))
    write(form, FIGURE, "987654")
    field(form, FIGURE).blur()
    saved(form)
    expect(preview.locator("#preview-state")).to_have_text(CHANGED, timeout=PATIENCE)
    assert at(preview) != before
    for image in preview.locator("#preview img").all():
        assert (image.get_attribute("src") or "").endswith(at(preview))
    assert opened(preview) == pages


def test_it_follows_what_somebody_else_types(site: Site, visit: Visit) -> None:
    desk = site.desk(case("2021-balanced"), people=2)
    preview = visit(desk.people[0], f"{desk.path}/preview")
    opened(preview)
    form = visit(desk.people[1], desk.section("requests"))
    write(form, FIGURE, "4321")
    field(form, FIGURE).blur()
    saved(form)
    expect(preview.locator("#preview-state")).to_have_text(CHANGED, timeout=PATIENCE)


def test_what_cannot_be_printed_is_said_and_mended_again(site: Site, visit: Visit) -> None:
    desk = site.desk(case("2021-balanced"))
    preview = visit(desk.people[0], f"{desk.path}/preview")
    pages = opened(preview)
    form = visit(desk.people[0], desk.path)
    write(form, "/title", "某市某局\U0003106c年度报告")
    field(form, "/title").blur()
    saved(form)
    expect(preview.locator("#preview-said")).to_contain_text("U+3106C", timeout=PATIENCE)
    expect(preview.locator("#preview-state")).to_have_text("以下为修改前的版式")
    assert preview.locator("#preview img").count() == pages
    write(form, "/title", "某市某局年度报告")
    field(form, "/title").blur()
    saved(form)
    expect(preview.locator("#preview-said")).to_be_hidden(timeout=PATIENCE)
    expect(preview.locator("#preview-state")).to_have_text(CHANGED)


def test_it_says_which_page_is_in_view_and_can_be_used_by_everybody(site: Site, visit: Visit) -> None:
    desk = site.desk(case("2021-balanced"))
    page = visit(desk.people[0], f"{desk.path}/preview")
    pages = opened(page)
    page.get_by_role("link", name="整页").click()
    expect(page.locator("#preview")).to_have_attribute("data-view", "whole")
    page.locator(f"#page-{pages} img").scroll_into_view_if_needed()
    page.keyboard.press("End")
    expect(page.locator("#preview-where")).to_have_text(f"第 {pages} 页，共 {pages} 页")
    expect(page.get_by_role("img", name=f"第{pages}页，共{pages}页")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_it_works_without_scripts(site: Site, chromium: Browser) -> None:
    desk = site.desk(case("2021-balanced"))
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    sign_in(context, site, desk.people[0])
    page = context.new_page()
    with page.expect_response(re.compile(r"/preview/1\.png")) as image:
        page.goto(f"{desk.path}/preview")
    assert image.value.ok
    expect(page.get_by_role("link", name="刷新")).to_be_visible()
    context.close()
