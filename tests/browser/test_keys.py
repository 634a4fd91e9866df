"""The keys of a spreadsheet, blocks from the clipboard, and what the page adds up while somebody types."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.hands import announced, field, focused, paste, residual, saved, shown, write
from tests.browser.site import Site, case

ROWS = ("new", "carried_in", "granted", "partial")
TYPED = ("natural", "business", "research", "welfare", "legal", "other")


def cell(row: str, column: str) -> str:
    return f"requests.{row}.{column}"


@pytest.fixture
def page(site: Site, visit: Visit) -> Page:
    desk = site.desk()
    return visit(desk.people[0], desk.section("requests"))


def press(page: Page, *keys: str) -> str:
    for key in keys:
        page.keyboard.press(key)
    return focused(page)


def test_moving_about(page: Page) -> None:
    field(page, cell("new", "natural")).focus()
    assert press(page, "Enter") == cell("carried_in", "natural")
    assert press(page, "Shift+Enter") == cell("new", "natural")
    assert press(page, "ArrowDown", "ArrowDown", "ArrowRight") == cell("granted", "business")
    assert press(page, "ArrowLeft", "ArrowUp") == cell("carried_in", "natural")
    assert press(page, "Control+ArrowRight") == cell("carried_in", "total")
    assert press(page, "Control+ArrowLeft") == cell("carried_in", "natural")
    assert press(page, "Control+ArrowDown") == cell("carried_out", "natural")
    assert press(page, "Control+Home") == cell("new", "natural")
    assert press(page, "Control+End") == cell("carried_out", "total")
    assert press(page, "Control+Home", "ArrowUp", "ArrowLeft") == cell("new", "natural")
    for column in TYPED[1:]:
        assert press(page, "Tab") == cell("new", column)
    assert press(page, "Tab") == cell("carried_in", "natural")
    assert press(page, "Shift+Tab") == cell("new", "other")
    assert press(page, "ArrowRight") == cell("new", "total")


def test_what_counts_in_the_row_is_said_beside_the_table(page: Page) -> None:
    expect(page.locator("#row-hint")).to_be_hidden()
    field(page, cell("partial", "natural")).focus()
    expect(page.locator("#row-hint")).to_contain_text("（二）部分公开")
    expect(page.locator("#row-hint")).to_contain_text("第三十七条")
    press(page, "ArrowDown")
    expect(page.locator("#row-hint")).to_contain_text("属于国家秘密")
    expect(page.locator("#row-hint")).not_to_contain_text("部分公开")


def test_arrows_move_the_caret_inside_a_figure_and_leave_it_at_its_ends(page: Page) -> None:
    first = cell("new", "business")
    write(page, first, "123")
    assert press(page, "ArrowLeft", "ArrowLeft", "ArrowLeft") == first
    assert press(page, "ArrowLeft") == cell("new", "natural")
    assert press(page, "ArrowRight") == first
    assert press(page, "F2", "ArrowRight") == first
    page.keyboard.type("4")
    assert shown(page, first) == "1234"
    assert press(page, "ArrowUp", "ArrowLeft") == first
    assert press(page, "Enter") == cell("carried_in", "business")


def test_clearing_restoring_undoing(page: Page) -> None:
    one, two = cell("new", "natural"), cell("carried_in", "natural")
    write(page, one, "12")
    press(page, "Enter")
    saved(page)
    write(page, one, "99")
    press(page, "Escape")
    assert shown(page, one) == "12"
    press(page, "Delete")
    assert shown(page, one) == ""
    press(page, "Control+z")
    assert shown(page, one) == "12"
    write(page, two, "34")
    press(page, "Enter")
    assert press(page, "Control+z") == two
    assert shown(page, two) == ""
    press(page, "Control+z", "Control+z", "Control+z", "Control+z")
    assert shown(page, one) == ""
    press(page, "Control+y", "Control+y", "Control+y", "Control+y", "Control+y")
    assert (shown(page, one), shown(page, two)) == ("12", "34")
    saved(page)


def test_save_now_and_the_list_of_keys(page: Page) -> None:
    write(page, cell("new", "natural"), "5")
    press(page, "Control+s")
    expect(page.locator("#announce")).to_have_text(re.compile(r"已保存 \d\d:\d\d"))
    field(page, cell("new", "total")).focus()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()
    page.get_by_label("回车后移到右边一格").check()
    page.get_by_role("button", name="关闭").click()
    expect(page.locator("dialog.keys")).to_be_hidden()
    field(page, cell("new", "natural")).focus()
    assert press(page, "Enter") == cell("new", "business")
    page.keyboard.press("?")
    assert shown(page, cell("new", "business")) == "?"
    press(page, "Control+Enter")
    expect(page.locator("#cell-panel")).to_contain_text("商业企业")


def test_totals_and_residuals_follow_the_keyboard_before_any_answer(site: Site, page: Page) -> None:
    site.weather.down = True
    write(page, cell("new", "natural"), "9")
    assert shown(page, cell("new", "total")) == "9"
    assert "partial" in (field(page, cell("new", "total")).get_attribute("class") or "")
    for column in TYPED[1:]:
        write(page, cell("new", column), "0")
    assert "partial" not in (field(page, cell("new", "total")).get_attribute("class") or "")
    assert residual(page, "natural") == "差 9"
    write(page, cell("granted", "natural"), "８")
    assert residual(page, "natural") == "差 1"
    write(page, cell("carried_out", "natural"), "1")
    assert residual(page, "natural") == "相符"
    assert residual(page, "total") == "相符"
    assert shown(page, cell("settled", "natural")) == "8"
    write(page, cell("granted", "natural"), "八")
    assert shown(page, cell("settled", "natural")) == ""
    site.weather.turn()


def test_a_residual_shows_its_cells(page: Page) -> None:
    write(page, cell("new", "business"), "4")
    page.locator('output[data-relation][data-line="business"]').click()
    assert focused(page) == cell("new", "business")
    marked = page.eval_on_selector_all(".taking-part", "all => all.map(each => each.getAttribute('name'))")
    assert sorted(marked) == sorted(
        cell(row, "business") for row in ("new", "carried_in", "settled", "carried_out")
    )
    page.locator("h1").click()
    expect(page.locator(".taking-part")).to_have_count(0)


def test_a_stated_total_is_kept_and_can_be_given_back(site: Site, visit: Visit) -> None:
    desk = site.desk({cell("new", column): "1" for column in TYPED})
    page = visit(desk.people[0], desk.section("requests"))
    total = cell("new", "total")
    assert shown(page, total) == "6"
    field(page, total).focus()
    page.keyboard.type("7")
    take = page.locator(f'button.take[value="{total}"]')
    expect(take).to_have_text("取计算值 6")
    press(page, "Enter")
    saved(page)
    assert site.fields(desk)[total] == "7"
    write(page, cell("new", "legal"), "2")
    expect(take).to_be_hidden()
    write(page, cell("new", "legal"), "3")
    expect(take).to_have_text("取计算值 8")
    saved(page)
    page.reload()
    assert shown(page, total) == "7"
    take.click()
    assert shown(page, total) == "8"
    saved(page)
    assert site.fields(desk)[total] is None
    press(page, "Control+z")
    assert shown(page, total) == "7"
    field(page, total).focus()
    press(page, "Control+a", "Backspace", "Shift+Tab")
    expect(page.locator(f'output[name="{total}"]')).to_have_text("8")
    field(page, total).dblclick()
    expect(page.locator(f'input[name="{total}"]')).to_have_value("8")
    press(page, "Shift+Tab")
    expect(page.locator(f'output[name="{total}"]')).to_have_text("8")
    saved(page)
    assert site.fields(desk)[total] is None


def test_a_block_is_pasted_as_one_step_and_one_save(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("requests"))
    field(page, cell("new", "natural")).focus()
    paste(page, "１\t2,000\t 3 \t4件\t—\t\t2008\r\n7\t8\t9\t10\t11\t12\t57\r\n")
    assert [shown(page, cell("new", column)) for column in TYPED] == ["1", "2000", "3", "4", "—", ""]
    assert shown(page, cell("carried_in", "total")) == "57"
    assert announced(page) == "已粘贴 12 格，合计只核对、不写入：2 格相符"
    saved(page)
    assert len({entry.rev for entry in site.typed(desk)}) == 1
    assert {entry.source for entry in site.typed(desk)} == {"paste"}
    assert cell("new", "total") not in site.fields(desk)
    press(page, "Control+z")
    saved(page)
    assert not any(site.fields(desk).values())
    assert shown(page, cell("carried_in", "natural")) == ""


def test_what_falls_beside_the_table_is_counted(page: Page) -> None:
    field(page, cell("carried_out", "other")).focus()
    paste(page, "1\t2\t3\n4\t5\t6")
    assert shown(page, cell("carried_out", "other")) == "1"
    assert shown(page, cell("carried_out", "total")) == "1"
    expected = "已粘贴 1 格，合计只核对、不写入：1 格因各项未填全未核对，另有 4 格在表格之外，没有粘贴"
    assert announced(page) == expected


def test_one_figure_is_pasted_like_anything_else(page: Page) -> None:
    write(page, cell("new", "natural"), "12")
    press(page, "Control+a")
    paste(page, "３４\r\n")
    assert shown(page, cell("new", "natural")).strip() == "３４"
    assert shown(page, cell("new", "total")) == "34"


def test_blank_cells_are_filled_with_zeros_in_one_step(site: Site, visit: Visit) -> None:
    desk = site.desk({cell("new", "natural"): "3"})
    page = visit(desk.people[0], desk.section("requests"))
    page.get_by_role("button", name="其余空格填 0").click()
    saved(page)
    assert len({entry.rev for entry in site.typed(desk)}) == 1
    stored = site.fields(desk)
    assert stored[cell("new", "natural")] == "3"
    assert stored[cell("carried_out", "other")] == "0"
    assert cell("new", "total") not in stored
    expect(page.get_by_role("button", name="其余空格填 0")).to_have_count(0)
    press(page, "Control+z")
    saved(page)
    assert {name: text for name, text in site.fields(desk).items() if text} == {cell("new", "natural"): "3"}


def test_problems_are_visited_one_after_the_other(site: Site, visit: Visit) -> None:
    desk = site.desk(case("2021-half-finished"))
    page = visit(desk.people[0], desk.section("requests"))
    here = page.locator("#problems > ul > li")
    expect(page.locator("#problems li").first).to_be_visible()
    assert here.count() >= 2
    visited = []
    for _ in range(here.count()):
        press(page, "F8")
        visited.append((focused(page), announced(page)))
    assert len({words for _, words in visited}) == here.count()
    press(page, "F8")
    assert announced(page) == visited[0][1]
    press(page, "Shift+F8")
    assert announced(page) == visited[-1][1]
    wrong = page.eval_on_selector_all(
        ".figure.wrong", "all => all.map(each => [each.tagName, each.getAttribute('aria-invalid')])"
    )
    assert wrong
    assert all(invalid == "true" for tag, invalid in wrong if tag == "INPUT")
