"""No value that was typed is lost, whatever happens on the way, and nothing is written twice."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from app.store.people import Person
from app.store.verbs import Entry
from app.web import assets
from tests.browser.conftest import Visit, sign_in
from tests.browser.hands import PATIENCE, eventually, field, saved, shown, state, typed_fields, write
from tests.browser.site import Desk, Site, running
from tests.browser.weather import DECK, Storm

NEXT_HTMX = ("django_htmx", "static/django_htmx/htmx-4.min.js")
ROUGH = Storm(seed=20, refused=0.1, lost=0.1, repeated=0.1)


def texts(names: Sequence[str], start: int = 1) -> dict[str, str]:
    return {name: str(start + 7 * place) for place, name in enumerate(names)}


def type_along(page: Page, wanted: Mapping[str, str]) -> None:
    """Types one figure after the other, some seven keys a second: faster than clerks copy figures."""
    field(page, next(iter(wanted))).focus()
    for text in wanted.values():
        page.keyboard.type(text, delay=50)
        page.keyboard.press("Tab", delay=50)


def chains(entries: Sequence[Entry]) -> None:
    """Every entry of the log changes something, and takes up where the one before it left off."""
    last: defaultdict[str, str | None] = defaultdict(lambda: None)
    for entry in entries:
        assert entry.before == last[entry.field], entry
        assert entry.after != entry.before, entry
        last[entry.field] = entry.after


def kept(site: Site, desk: Desk, wanted: Mapping[str, str]) -> None:
    stored = site.fields(desk)
    assert {name: stored.get(name) for name in wanted} == wanted
    assert {name for name, text in stored.items() if text} == set(wanted)
    chains(site.typed(desk))
    assert site.rooms.reports.verify(desk.report) == []


def test_forty_figures_typed_at_speed_through_a_storm_are_all_there(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("requests"))
    wanted = texts(typed_fields(page)[:40])
    site.weather.turn(ROUGH)
    type_along(page, wanted)
    saved(page, PATIENCE)
    kept(site, desk, wanted)
    counts = site.weather.counts
    assert counts["refused"] + counts["lost"] >= counts["requests"] // DECK * 2
    assert counts["requests"] >= DECK
    assert site.weather.most_under_way == 1
    assert len(site.typed(desk)) < 2 * len(wanted)


def test_the_next_major_of_htmx_carries_the_saves_too(
    context_for: Callable[[Person | None], BrowserContext], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "HTMX", NEXT_HTMX)
    with running(tmp_path) as site:
        desk = site.desk()
        context = context_for(None)
        sign_in(context, site, desk.people[0])
        page = context.new_page()
        page.goto(site.url + desk.section("requests"))
        assert page.evaluate("htmx.version").startswith("4.")
        wanted = texts(typed_fields(page)[:20])
        site.weather.turn(Storm(seed=8, latency=(0.03, 0.2), refused=0.2, lost=0.2, repeated=0.1))
        type_along(page, wanted)
        saved(page, PATIENCE)
        kept(site, desk, wanted)
        expect(page.locator("#problems li").first).to_be_visible()
        page.close()


def test_two_people_in_one_table_do_not_disturb_each_other(site: Site, visit: Visit) -> None:
    desk = site.desk(people=2)
    pages = [visit(person, desk.section("requests")) for person in desk.people]
    names = typed_fields(pages[0])[:24]
    mine, yours = texts(names[0::2]), texts(names[1::2], 500)
    site.weather.turn(Storm(seed=2, latency=(0.03, 0.4), refused=0.1, lost=0.1, repeated=0.2))
    for one, other in zip(mine.items(), yours.items(), strict=True):
        write(pages[0], *one)
        write(pages[1], *other)
    for page in pages:
        saved(page, PATIENCE)
    kept(site, desk, mine | yours)
    assert {entry.actor for entry in site.typed(desk) if entry.field in yours} == {desk.people[1].display}


def test_every_answer_lost_once_writes_nothing_twice(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("requests"))
    names = typed_fields(page)[:3]
    site.weather.turn(Storm(seed=3, latency=(0, 0), lost=1))
    write(page, names[0], "5")
    expect(page.locator("#save-state")).to_have_text("未保存 1 处，正在重试")
    write(page, names[0], "51")
    write(page, names[1], "6")
    expect(page.locator("#save-state")).to_have_text("未保存 2 处，正在重试")
    site.weather.turn()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    saved(page)
    assert [(entry.field, entry.before, entry.after) for entry in site.typed(desk)] == [
        (names[0], None, "5"),
        (names[0], "5", "51"),
        (names[1], None, "6"),
    ]


def test_a_conflict_waits_for_the_person_and_everything_else_is_saved(site: Site, visit: Visit) -> None:
    desk = site.desk(people=2)
    first, second = (visit(person, desk.section("requests")) for person in desk.people)
    cell, other = typed_fields(first)[:2]
    write(first, cell, "9")
    saved(first)
    write(second, cell, "7")
    write(second, other, "3")
    box = second.locator(".conflict")
    expect(box).to_contain_text(f"他人（{desk.people[0].display} ")
    expect(box).to_contain_text("填 9，这里填 7")
    expect(second.locator("#save-state")).to_have_text("有冲突，请处理 1 处")
    assert site.fields(desk) == {cell: "9", other: "3"}
    write(second, cell, "8")
    write(second, other, "4")
    expect(box).to_contain_text("填 9，这里填 8")
    expect(second.locator("#save-state")).to_have_text("有冲突，请处理 1 处")
    assert site.fields(desk)[cell] == "9"
    box.get_by_role("button", name="用我的").click()
    saved(second)
    expect(box).to_have_count(0)
    assert site.fields(desk) == {cell: "8", other: "4"}


def test_the_one_who_was_there_first_meets_the_conflict_too(site: Site, visit: Visit) -> None:
    desk = site.desk(people=2)
    first, second = (visit(person, desk.section("requests")) for person in desk.people)
    cell = typed_fields(first)[0]
    write(first, cell, "9")
    saved(first)
    write(second, cell, "7")
    second.get_by_role("button", name="用我的").click()
    saved(second)
    assert shown(first, cell) == "9"
    write(first, cell, "10")
    expect(first.locator(".conflict")).to_contain_text(f"他人（{desk.people[1].display} ")
    expect(first.locator(".conflict")).to_contain_text("填 7，这里填 10")
    assert shown(first, cell) == "10"
    first.get_by_role("button", name="用对方的").click()
    assert shown(first, cell) == "7"
    saved(first)
    assert site.fields(desk) == {cell: "7"}
    chains(site.typed(desk))


def test_ones_own_other_window_is_named_as_such(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("requests"))
    cell = typed_fields(page)[0]
    with page.context.expect_page() as opening:
        page.evaluate("path => window.open(path)", desk.section("requests"))
    copy = opening.value
    copy.wait_for_load_state()
    assert copy.evaluate("gouji.tab.client()") != page.evaluate("gouji.tab.client()")
    write(page, cell, "1")
    saved(page)
    write(copy, cell, "2")
    expect(copy.locator(".conflict")).to_contain_text("本人在另一窗口（")


def test_a_reload_goes_on_with_the_same_name_and_higher_numbers(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("requests"))
    cell = typed_fields(page)[0]
    for text in ("1", "2", "3"):
        client = page.evaluate("gouji.tab.client()")
        write(page, cell, text)
        saved(page)
        page.reload()
        assert page.evaluate("gouji.tab.client()") == client
    assert [entry.after for entry in site.typed(desk)] == ["1", "2", "3"]
    assert len({entry.client for entry in site.typed(desk)}) == 1


def test_a_finished_report_says_so_and_the_page_keeps_what_was_typed(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("requests"))
    site.finish(desk)
    cell = typed_fields(page)[0]
    write(page, cell, "12")
    expect(page.locator("#notice")).to_be_visible()
    assert state(page) == "refused"
    assert shown(page, cell) == "12"
    assert site.fields(desk) == {}
    site.reopen(desk)
    write(page, cell, "13")
    saved(page)
    assert site.fields(desk) == {cell: "13"}
    expect(page.locator("#notice")).to_be_hidden()


def test_one_field_that_is_refused_holds_up_no_other(site: Site, visit: Visit) -> None:
    desk = site.desk()
    page = visit(desk.people[0], desk.section("overview"))
    texts = page.locator("textarea[data-prose]")
    texts.nth(0).evaluate("each => each.removeAttribute('maxlength')")
    names = [texts.nth(place).get_attribute("name") or "" for place in range(2)]
    page.evaluate(
        "names => gouji.fields.change([[names[0], '长'.repeat(20001)], [names[1], '短文']], 'typed')", names
    )
    expect(page.locator("#notice")).to_contain_text("个字符")
    eventually(page, lambda: site.fields(desk) == {names[1]: "短文"})
    write(page, names[0], "改短了")
    saved(page)
    assert site.fields(desk) == {names[0]: "改短了", names[1]: "短文"}


@pytest.mark.parametrize("goes_on_writing", [True, False])
def test_a_list_that_comes_late_does_not_take_a_reason_away(
    site: Site, context_for: Callable[[Person | None], BrowserContext], *, goes_on_writing: bool
) -> None:
    desk = site.desk({"requests.carried_in.natural": "5"}, last_year={"requests.carried_out.natural": "3"})
    page = context_for(desk.people[0]).new_page()
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    page.route("**/problems?*", hold_the_first)
    page.goto(desk.section("requests"))
    eventually(page, lambda: bool(held))
    reason = page.locator("#problems textarea[name^='/explain/']").first
    reason.focus()
    page.keyboard.insert_text("上年漏报 2 件")
    saved(page)
    if not goes_on_writing:
        field(page, "requests.new.natural").focus()
    route, answer = held[0]
    route.fulfill(response=answer)
    page.wait_for_timeout(600)
    expect(reason).to_have_value("上年漏报 2 件")
    page.wait_for_timeout(1500)  # … and neither does the list that is asked for instead
    expect(reason).to_have_value("上年漏报 2 件")


def test_a_reason_is_saved_and_the_list_leaves_its_writer_alone(site: Site, visit: Visit) -> None:
    desk = site.desk({"requests.carried_in.natural": "5"}, last_year={"requests.carried_out.natural": "3"})
    page = visit(desk.people[0], desk.section("requests"))
    reason = page.locator("#problems textarea[name^='/explain/']").first
    expect(reason).to_be_visible()
    name = reason.get_attribute("name") or ""
    reason.focus()
    page.keyboard.insert_text("上年漏报 2 件")
    saved(page)
    page.wait_for_timeout(1500)
    assert page.evaluate("document.activeElement.getAttribute('name')") == name
    page.keyboard.insert_text("，已核对。")
    saved(page)
    assert site.fields(desk)[name] == "上年漏报 2 件，已核对。"
    page.locator("h1").click()
    expect(page.locator("#problems li", has_text="已说明").first).to_be_visible()
