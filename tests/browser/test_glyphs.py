"""Whoever types a character that no face has reads its name beside the field, at once."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.hands import announced, field, paste, saved, write
from tests.browser.site import Site

TEXT = "/overview/proactive"
NAMED = "“𠮷”（U+20BB7）打印字体中没有，请改用其他写法"


def test_it_is_named_beside_the_text_and_goes_with_the_character(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("overview"))
    note = page.locator(f"#{field(page, TEXT).get_attribute('id')}-note")
    expect(note).to_be_hidden()
    field(page, TEXT).focus()
    paste(page, "𠮷村的情况")
    saved(page)
    expect(note).to_have_text(NAMED)
    expect(note).to_be_visible()
    assert announced(page) == NAMED
    assert field(page, TEXT).get_attribute("aria-invalid") == "true"
    item = page.locator("#problems li[data-key='@/overview/proactive']")
    expect(item).to_contain_text(f"第一部分：{NAMED}")
    expect(note).to_have_text(NAMED)
    page.reload()
    expect(note).to_have_text(NAMED)
    write(page, TEXT, "吉村的情况")
    saved(page)
    expect(note).to_be_hidden()
    assert field(page, TEXT).get_attribute("aria-invalid") is None
    expect(item).to_have_count(0)
    assert site.fields(desk)[TEXT] == "吉村的情况"


def test_it_is_named_on_the_front_page_too(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.path)
    field(page, "/title").focus()
    page.keyboard.insert_text("𠮷村年报")
    note = page.locator(f"#{field(page, '/title').get_attribute('id')}-note")
    expect(note).to_have_text(NAMED)
    write(page, "/title", "吉村年报")
    saved(page)
    expect(note).to_be_hidden()


def test_what_was_copied_along_is_sent_as_it_was_and_nothing_is_said(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("overview"))
    field(page, TEXT).focus()
    paste(page, "⼀是\u00a0完善机制\u2060。")
    saved(page)
    assert site.fields(desk)[TEXT] == "⼀是\u00a0完善机制\u2060。"
    expect(page.locator(f"#{field(page, TEXT).get_attribute('id')}-note")).to_be_hidden()
    write(page, TEXT, "二是完善机制。")
    saved(page)
    assert site.fields(desk)[TEXT] == "二是完善机制。"
