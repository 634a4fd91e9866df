"""A Chinese input method is not disturbed: what it shows while it is at work is not yet what was typed."""

import pytest
from playwright.sync_api import CDPSession

from tests.browser.conftest import Visit
from tests.browser.hands import field, focused, saved, shown, typed_fields
from tests.browser.site import Desk, Site

LONGER_THAN_A_PAUSE = 700


@pytest.fixture
def desk(site: Site) -> Desk:
    return site.desk()


def compose(keys: CDPSession, *steps: str) -> None:
    for text in steps:
        keys.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        )


def enter_for_the_input_method(keys: CDPSession) -> None:
    """Enter that chooses a candidate, as the page gets it."""
    keys.send(
        "Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", "windowsVirtualKeyCode": 229}
    )
    keys.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": "Process", "windowsVirtualKeyCode": 229})


def test_in_a_figure(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], desk.section("requests"))
    keys = page.context.new_cdp_session(page)
    cell = typed_fields(page)[0]
    field(page, cell).focus()
    compose(keys, "s", "sh", "shi")
    page.wait_for_timeout(LONGER_THAN_A_PAUSE)
    assert site.typed(desk) == []
    enter_for_the_input_method(keys)
    page.keyboard.press("Enter")  # some only mark the key as theirs
    assert focused(page) == cell
    assert site.typed(desk) == []
    keys.send("Input.insertText", {"text": "１０"})
    assert shown(page, cell) == "１０"
    assert shown(page, "requests.new.total") == "10"
    saved(page)
    assert site.fields(desk) == {cell: "１０"}
    page.keyboard.press("Enter")
    assert focused(page) != cell


def test_in_prose(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], desk.section("overview"))
    keys = page.context.new_cdp_session(page)
    name = page.locator("textarea[data-prose]").first.get_attribute("name") or ""
    field(page, name).focus()
    page.keyboard.insert_text("本机关")
    saved(page)
    compose(keys, "zhu'dong", "zhu'dong'gong'kai")
    page.wait_for_timeout(LONGER_THAN_A_PAUSE)
    assert site.fields(desk) == {name: "本机关"}
    enter_for_the_input_method(keys)
    assert focused(page) == name
    keys.send("Input.insertText", {"text": "主动公开"})
    saved(page)
    assert site.fields(desk) == {name: "本机关主动公开"}


def test_a_composition_that_is_given_up_leaves_nothing(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], desk.section("requests"))
    keys = page.context.new_cdp_session(page)
    cell, other = typed_fields(page)[:2]
    field(page, cell).focus()
    compose(keys, "q", "qi", "")
    field(page, other).focus()
    page.keyboard.type("7")
    saved(page)
    assert site.fields(desk) == {other: "7"}
