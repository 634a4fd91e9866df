"""A year that goes on from the last: carried, marked, stopped, confirmed, finished; texts taken over."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from app.domain.carried import mark_of
from app.domain.fields import Fields
from app.store.people import Person
from tests.browser.conftest import Visit
from tests.browser.hands import announced, eventually, field, focused, saved, shown, write
from tests.browser.site import YEAR, Desk, Site, case

ROW = "requests.carried_in."
CELL, NEXT = f"{ROW}natural", f"{ROW}business"
TEXT = "/overview/proactive"
FIRST, SECOND = f"{YEAR - 1}年公开信息112条，比上年增加12%。", "召开发布会3次。"
LAST_YEAR = {**case("2021-previous"), TEXT: f"{FIRST}\n{SECOND}"}


def carried(site: Site, visit: Visit, fields: Fields | None = None) -> tuple[Desk, Page]:
    """A report into which last year's figures have just come over, at its home."""
    desk = site.desk(fields, last_year=LAST_YEAR)
    page = visit(desk.people[0], desk.path)
    page.get_by_role("button", name="带入上年结转").click()
    expect(page.get_by_label("待确认的内容")).to_contain_text("6 处待确认")
    return desk, page


def marks(site: Site, desk: Desk) -> list[str]:
    return [name for name, text in site.fields(desk).items() if text and name.startswith(mark_of(""))]


def waits(page: Page, name: str) -> bool:
    sign = page.locator(f'input[name="{name}"] ~ .carried-sign')
    return sign.is_visible() and "unconfirmed" in (field(page, name).get_attribute("class") or "")


def test_from_last_year_to_the_end(
    site: Site, context_for: Callable[[Person | None], BrowserContext]
) -> None:
    texts = dict.fromkeys(("/problems/text", "/other_matters/text"), "按照要求开展工作，没有收取信息处理费。")
    fields = {name: text for name, text in case("2021-balanced").items() if not name.startswith(ROW)}
    desk = site.desk({**fields, **texts}, last_year=LAST_YEAR)
    page = context_for(desk.people[0]).new_page()
    page.goto(desk.path)
    page.get_by_role("button", name="带入上年结转").click()
    expect(page.locator("#finishing .counts")).to_contain_text("待确认 6 处")
    page.get_by_role("button", name="定稿", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("有 6 处由上年度带入，尚未确认")
    page.locator(".from-last-year a.button").click()
    expect(page.locator("#problems li[data-sort=confirm]")).to_have_count(6)
    assert waits(page, CELL)
    page.get_by_role("button", name="全部确认（6 处）").click()
    saved(page)
    expect(page.locator("#problems li[data-sort=confirm]")).to_have_count(0)
    assert not waits(page, CELL)
    assert marks(site, desk) == []
    page.goto(desk.path)
    page.get_by_role("button", name="定稿", exact=True).click(no_wait_after=True)
    expect(page.get_by_text("报告已定稿，内容不可修改。")).to_be_visible(timeout=60_000)


def test_confirmed_by_key_and_undone(site: Site, visit: Visit) -> None:
    desk, page = carried(site, visit)
    page.goto(desk.section("requests"))
    field(page, CELL).focus()
    page.keyboard.press("F9")
    saved(page)
    assert not waits(page, CELL)
    assert waits(page, NEXT)
    assert len(marks(site, desk)) == 5
    expect(page.locator("#tally")).to_contain_text("待确认 5 处")
    page.keyboard.press("Control+z")
    saved(page)
    eventually(page, lambda: len(marks(site, desk)) == 6)
    assert waits(page, CELL)
    assert shown(page, CELL) == "2"
    page.keyboard.press("Control+y")
    eventually(page, lambda: len(marks(site, desk)) == 5)
    field(page, CELL).focus()
    page.keyboard.press("F9")
    eventually(page, lambda: announced(page) == "这一处没有待确认的内容")


def test_confirmed_in_the_panel_and_in_the_list(site: Site, visit: Visit) -> None:
    desk, page = carried(site, visit)
    page.goto(desk.section("requests"))
    field(page, CELL).focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#cell-panel")).to_contain_text(
        "由上年度“四、结转下年度继续办理，自然人”带入，待确认"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#cell-panel")).not_to_be_visible()
    saved(page)
    assert focused(page) == CELL
    expect(page.locator("#problems li[data-sort=confirm]")).to_have_count(5)
    page.locator(f'#problems button[name=confirm][value="{NEXT}"]').click()
    eventually(page, lambda: len(marks(site, desk)) == 4)
    expect(page.locator("#problems li[data-sort=confirm]")).to_have_count(4)
    assert page.evaluate("document.activeElement.closest('#problems') !== null")


def test_f8_goes_to_what_waits(site: Site, visit: Visit) -> None:
    desk, page = carried(
        site, visit, {name: "0" for name in case("2021-balanced") if ".carried_in." not in name}
    )
    page.goto(desk.section("requests"))
    expect(page.locator("#problems li[data-sort=confirm]")).to_have_count(6)
    seen = set()
    for _ in range(page.locator("#problems li[data-severity]").count()):
        page.keyboard.press("F8")
        seen.add(focused(page))
    assert {CELL, NEXT} <= seen


def test_the_same_figure_typed_again_is_confirmed_and_another_one_too(site: Site, visit: Visit) -> None:
    desk, page = carried(site, visit)
    page.goto(desk.section("requests"))
    write(page, CELL, "2")
    assert waits(page, CELL)
    page.keyboard.press("Tab")
    saved(page)
    eventually(page, lambda: mark_of(CELL) not in marks(site, desk))
    assert not waits(page, CELL)
    write(page, NEXT, "5")
    assert not waits(page, NEXT)
    page.keyboard.press("Tab")
    saved(page)
    page.keyboard.press("Control+z")
    saved(page)
    eventually(page, lambda: site.fields(desk)[NEXT] == "1")
    assert waits(page, NEXT)


def test_what_was_typed_and_taken_back_still_waits(site: Site, visit: Visit) -> None:
    desk, page = carried(site, visit)
    page.goto(desk.section("requests"))
    held: list[Route] = []  # so that it does not depend on who is quicker, the hand or the save

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/fields", hold)
    write(page, CELL, "7")
    assert not waits(page, CELL)
    page.keyboard.press("Escape")
    assert waits(page, CELL)
    page.keyboard.press("Tab")
    page.unroute("**/fields")
    for each in held:
        each.continue_()
    saved(page)
    assert waits(page, CELL)
    assert len(marks(site, desk)) == 6


def test_a_paragraph_is_taken_over_checked_and_confirmed(site: Site, visit: Visit) -> None:
    desk = site.desk({TEXT: "今年的一段。"}, last_year=LAST_YEAR)
    page = visit(desk.people[0], desk.section("overview"))
    panel = page.locator(".passage", has=field(page, TEXT)).locator(".last-text")
    assert not panel.locator("mark").first.is_visible()
    panel.locator("summary").click()
    assert panel.locator("mark").all_text_contents() == [f"{YEAR - 1}年", "112条", "上年", "12%", "3次"]
    box = page.locator(".passage", has=field(page, TEXT)).locator(".brought")
    assert not box.is_visible()
    panel.locator("button[name=bring]", has_text="改为").click()
    later = FIRST.replace(str(YEAR - 1), str(YEAR))
    assert shown(page, TEXT) == f"今年的一段。\n{later}"
    expect(box).to_contain_text(f"逐一核对：{YEAR}年、112条、上年、12%")
    saved(page)
    assert {entry.source for entry in site.typed(desk)} == {"carried"}
    expect(page.locator("#problems li[data-sort=confirm]")).to_contain_text("主动公开：上年文本 1 段")
    panel.locator(".last-paragraph", has_text="发布会").locator("button[name=bring]").click()
    expect(box).to_contain_text("3次")
    saved(page)
    page.keyboard.press("Control+z")
    assert shown(page, TEXT) == f"今年的一段。\n{later}"
    saved(page)
    eventually(page, lambda: site.fields(desk)[TEXT] == f"今年的一段。\n{later}")
    page.reload()
    expect(box).to_contain_text(f"逐一核对：{YEAR}年、112条")
    box.get_by_role("button").click()
    saved(page)
    assert not box.is_visible()
    assert marks(site, desk) == []


def test_undoing_does_not_take_away_what_was_written_since(site: Site, visit: Visit) -> None:
    desk = site.desk(last_year=LAST_YEAR)
    page = visit(desk.people[0], desk.section("overview"))
    panel = page.locator(".passage", has=field(page, TEXT)).locator(".last-text")
    panel.locator("summary").click()
    panel.locator(".last-paragraph", has_text="发布会").locator("button[name=bring]").click()
    field(page, TEXT).focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("另有答疑。")
    panel.locator("summary").focus()
    page.keyboard.press("Control+z")
    eventually(page, lambda: "此后已改动" in announced(page))
    assert shown(page, TEXT) == f"{SECOND}另有答疑。"
    saved(page)
    expect(page.locator("#tally")).not_to_contain_text("待确认")


@pytest.mark.parametrize("size", [(1366, 768), (1024, 700)])
def test_the_sign_hides_no_figure(site: Site, visit: Visit, size: tuple[int, int]) -> None:
    desk, page = carried(site, visit)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(desk.section("requests"))
    sign = page.locator(f'input[name="{CELL}"] ~ .carried-sign').bounding_box()
    last = page.locator(f'input[name="{CELL}"] ~ .last').bounding_box()
    cell = field(page, CELL).bounding_box()
    assert sign
    assert last
    assert cell
    assert sign["x"] + sign["width"] <= last["x"] + 1
    assert last["x"] + last["width"] < cell["x"] + cell["width"] / 2 + 10


def test_the_stock_is_added_up_while_typing(site: Site, visit: Visit) -> None:
    stock = "proactive.normative."
    desk = site.desk(last_year={f"{stock}valid": "21"})
    page = visit(desk.people[0], desk.section("proactive"))
    place = page.locator(f'input[name="{stock}valid"] ~ .last')
    assert place.text_content() == "上年 21"
    write(page, f"{stock}made", "5")
    assert place.text_content() == "上年 21"
    write(page, f"{stock}repealed", "1")
    assert place.text_content() == "上年 21＋5－1＝25"
    page.keyboard.press("Delete")
    assert place.text_content() == "上年 21"
    saved(page)
