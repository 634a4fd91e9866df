"""Whatever ends a page, what was typed in it is there again: reload, crash, closed tab, ended session."""

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import Visit
from tests.browser.hands import PATIENCE, field, paste, saved, shown, state, typed_fields, write
from tests.browser.site import PASSWORD, Desk, Site

FROM_A_WORD_PROCESSOR = (
    "　　第一段。\u200b\r\n\r\n　　第二段，\u000b接着。\t完 \r\n" + "　　又一段。\r\n" * 20
)
UNSENT = "Object.keys(localStorage).filter(key => key.startsWith('gouji-unsent'))"


@pytest.fixture
def desk(site: Site) -> Desk:
    return site.desk()


@pytest.fixture
def page(desk: Desk, visit: Visit) -> Page:
    return visit(desk.people[0], desk.section("requests"))


def kept_here(page: Page) -> int:
    return int(page.evaluate(f"{UNSENT}.length"))


def test_the_browser_asks_only_while_something_is_unsent(site: Site, page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    cell = typed_fields(page)[0]
    write(page, cell, "1")
    saved(page)
    page.reload()
    assert asked == []
    site.weather.down = True
    write(page, cell, "2")
    expect(page.locator("#save-state")).to_contain_text("未保存")
    page.reload()
    assert asked == ["beforeunload"]
    site.weather.turn()


def test_after_a_reload_what_was_unsent_is_offered_and_saved(site: Site, desk: Desk, page: Page) -> None:
    one, two = typed_fields(page)[:2]
    write(page, one, "5")
    saved(page)
    assert kept_here(page) == 0
    site.weather.down = True
    write(page, one, "6")
    write(page, two, "7")
    expect(page.locator("#save-state")).to_have_text("未保存 2 处，正在重试")
    assert kept_here(page) == 1
    page.reload()
    site.weather.turn()
    offer = page.locator("#restore")
    expect(offer).to_contain_text("有 2 处修改没有上传，暂存在本机")
    expect(offer.locator("li").first).to_contain_text("现为“5”，暂存“6”")
    assert shown(page, one) == "5"
    offer.get_by_role("button", name="恢复").click()
    assert (shown(page, one), shown(page, two)) == ("6", "7")
    saved(page)
    expect(offer).to_have_count(0)
    assert site.fields(desk) == {one: "6", two: "7"}
    page.reload()
    page.wait_for_timeout(500)
    expect(offer).to_have_count(0)
    assert kept_here(page) == 0


def test_after_a_crash_another_section_offers_it_too(site: Site, desk: Desk, page: Page) -> None:
    cell = typed_fields(page)[0]
    site.weather.down = True
    write(page, cell, "8")
    expect(page.locator("#save-state")).to_contain_text("未保存")
    context = page.context
    page.close()
    site.weather.turn()
    later = context.new_page()
    later.goto(desk.section("overview"))
    expect(later.locator("#restore li")).to_contain_text("暂存“8”")
    later.get_by_role("button", name="恢复").click()
    saved(later)
    assert site.fields(desk) == {cell: "8"}


def test_what_is_not_wanted_any_more_is_forgotten(site: Site, desk: Desk, page: Page) -> None:
    site.weather.down = True
    write(page, typed_fields(page)[0], "8")
    expect(page.locator("#save-state")).to_contain_text("未保存")
    page.reload()
    site.weather.turn()
    page.get_by_role("button", name="不再保留").click()
    expect(page.locator("#restore")).to_have_count(0)
    assert kept_here(page) == 0
    assert site.fields(desk) == {}


def test_a_window_that_lives_is_not_spoken_for(site: Site, desk: Desk, page: Page) -> None:
    site.weather.down = True
    write(page, typed_fields(page)[0], "8")
    expect(page.locator("#save-state")).to_contain_text("未保存")
    second = page.context.new_page()
    second.goto(desk.section("requests"))
    second.wait_for_timeout(600)
    expect(second.locator("#restore")).to_have_count(0)
    site.weather.turn()
    saved(page, PATIENCE)


def test_an_ended_session_is_taken_up_again_in_the_page(site: Site, desk: Desk, page: Page) -> None:
    cell = typed_fields(page)[0]
    other = page.context.new_page()
    other.goto("/reports")
    other.get_by_role("button", name="退出登录").click()
    other.wait_for_url("**/signin")
    write(page, cell, "31")
    dialog = page.locator("#signin-again")
    expect(dialog).to_be_visible()
    assert state(page) == "signed-out"
    expect(page.locator("#save-state")).to_have_text("登录已过期，请重新登录（内容已暂存）")
    assert kept_here(page) == 1
    dialog.get_by_label("密码").fill("wrong-" + PASSWORD)
    dialog.get_by_role("button", name="重新登录").click()
    expect(dialog.get_by_role("alert")).not_to_be_empty()
    dialog.get_by_label("密码").fill(PASSWORD)
    dialog.get_by_role("button", name="重新登录").click()
    expect(dialog).to_be_hidden()
    saved(page)
    assert site.fields(desk) == {cell: "31"}
    assert len(site.typed(desk)) == 1


def test_signing_out_leaves_nothing_on_the_machine(site: Site, page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    site.weather.down = True
    write(page, typed_fields(page)[0], "8")
    expect(page.locator("#save-state")).to_contain_text("未保存")
    assert kept_here(page) == 1
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/signin")
    assert kept_here(page) == 0
    site.weather.turn()


def test_following_a_link_waits_for_the_save(site: Site, desk: Desk, page: Page) -> None:
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", go)
    cell = typed_fields(page)[0]
    write(page, cell, "44")
    page.get_by_role("link", name="下一部分").click()
    page.wait_for_url(f"**{desk.section('appeals')}")
    assert asked == []
    assert site.fields(desk) == {cell: "44"}


def test_text_from_a_word_processor_becomes_plain_paragraphs(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], desk.section("overview"))
    box = page.locator("textarea[data-prose]").first
    name = box.get_attribute("name") or ""
    height = box.evaluate("each => each.offsetHeight")
    field(page, name).focus()
    paste(page, FROM_A_WORD_PROCESSOR)
    saved(page)
    lines = (site.fields(desk)[name] or "").split("\n")
    assert lines[:4] == ["第一段。", "第二段，", "接着。 完", "又一段。"]
    assert box.evaluate("each => each.offsetHeight") > height
