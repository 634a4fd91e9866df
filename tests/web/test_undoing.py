"""Undoing an import, a paste or a carrying over from the report's home, and redoing it."""

from __future__ import annotations

import pytest

from app.store.verbs import Edit, Opened, Sent, Source, Step
from tests.web.page import Page
from tests.web.people import House

FIRST = "requests.new.natural"
SECOND = "requests.new.business"
TEXT = "/overview/proactive"


def brought(house: House, report: Opened, source: Source = "import", **texts: str) -> int:
    """One revision by the drafter, as an import writes it; its number."""
    by = house.rooms.accounts.person("drafter").actor
    now = house.fields(report)
    names = {"first": FIRST, "second": SECOND, "text": TEXT}
    edits = tuple(Edit(names[each], text, now.get(names[each])) for each, text in texts.items())
    client = f"{source}-{house.rooms.reports.open(report.id).rev}"
    sent = Sent(client, 1, edits, source)
    return house.run(lambda: house.rooms.reports.type_fields(report.id, by, sent)).opened.rev


def offered(page: Page) -> list[tuple[str, str]]:
    """What the home says can be undone, and the words of each button."""
    if not page.all("section", id="undo"):
        return []
    said = [each.text for each in page.all("span", class_="undo-what")]
    buttons = [each.text for each in page.all("button", name="rev")]
    return list(zip(said, buttons or [""] * len(said), strict=True))


def press(house: House, report: Opened, part: str = "drafter") -> Page:
    """Presses the first of the buttons and follows."""
    visitor = house.visitor(part)
    page = visitor.get(f"/reports/{report.id}")
    form = {
        "seen": page.all("input", name="seen")[0]["value"],
        "rev": page.all("button", name="rev")[0]["value"],
    }
    answer = visitor.post(f"/reports/{report.id}/undo", form)
    assert answer.headers["location"] == f"/reports/{report.id}#undo"
    return visitor.get(f"/reports/{report.id}")


def test_an_import_is_undone_and_done_again(house: House) -> None:
    report = house.report({FIRST: "1"})
    brought(house, report, first="5", second="6", text="主动公开情况。")
    home = house.visitor("drafter").get(f"/reports/{report.id}")
    assert offered(home)[0] == ("已导入 3 处", "撤销导入")
    house.visitor("colleague").save(report.id, {f"v.{SECOND}": "8", f"b.{SECOND}": "6"})
    home = house.visitor("drafter").get(f"/reports/{report.id}")
    assert offered(home)[0] == ("已导入 3 处，其中 1 处此后已改动，撤销时保留现状", "撤销导入")
    home = press(house, report, "colleague")
    assert offered(home)[0] == ("已撤销导入，恢复 2 处；1 处此后已改动，保留现状", "重做导入")
    now = house.fields(report)
    assert (now[FIRST], now[SECOND], now[TEXT]) == ("1", "8", None)
    home = press(house, report)
    assert offered(home)[0] == ("已导入 3 处，其中 1 处此后已改动，撤销时保留现状", "撤销导入")
    now = house.fields(report)
    assert (now[FIRST], now[SECOND], now[TEXT]) == ("5", "8", "主动公开情况。")
    assert house.rooms.reports.verify(report.id) == []


def test_of_each_kind_the_last_one_is_offered(house: House) -> None:
    report = house.report()
    brought(house, report, "carried", first="1")
    brought(house, report, "import", second="2")
    brought(house, report, "paste", text="一段文字。")
    last = brought(house, report, "paste", text="另一段文字。")
    page = house.visitor("drafter").get(f"/reports/{report.id}")
    assert [words for _, words in offered(page)] == ["撤销粘贴", "撤销导入", "撤销带入"]
    assert page.all("button", name="rev")[0]["value"] == str(last)
    press(house, report)
    assert house.fields(report)[TEXT] == "一段文字。"


def test_what_no_longer_stands_is_not_offered(house: House) -> None:
    report = house.report()
    brought(house, report, first="5")
    house.visitor("drafter").save(report.id, {f"v.{FIRST}": "6", f"b.{FIRST}": "5"})
    assert offered(house.visitor("drafter").get(f"/reports/{report.id}")) == []


def test_a_double_click_undoes_once(house: House) -> None:
    report = house.report()
    rev = brought(house, report, first="5")
    form = {"seen": str(rev), "rev": str(rev)}
    drafter = house.visitor("drafter")
    drafter.post(f"/reports/{report.id}/undo", form)
    after = house.rooms.reports.open(report.id).rev
    drafter.post(f"/reports/{report.id}/undo", form)
    assert (house.rooms.reports.open(report.id).rev, house.fields(report)[FIRST]) == (after, None)
    page = drafter.get(f"/reports/{report.id}")
    assert offered(page) == [("已撤销导入，恢复 1 处", "重做导入")]


def test_only_those_who_draft_are_offered_it(house: House) -> None:
    report = house.report()
    brought(house, report, first="5")
    assert offered(house.visitor("reviewer").get(f"/reports/{report.id}")) == [("已导入 1 处", "")]


def test_what_was_typed_is_not_undone_in_one_go(house: House) -> None:
    report = house.report()
    drafter = house.visitor("drafter")
    drafter.save(report.id, {f"v.{FIRST}": "5"})
    rev = house.rooms.reports.open(report.id).rev
    answer = drafter.post(f"/reports/{report.id}/undo", {"seen": "1", "rev": str(rev)}, 409)
    assert "不能整体撤销" in answer.text
    assert house.fields(report)[FIRST] == "5"


def test_a_finished_report_is_not_changed(house: House) -> None:
    report = house.report()
    rev = brought(house, report, first="5")
    by = house.rooms.accounts.person("drafter").actor
    house.run(lambda: house.rooms.reports.take_step(report.id, by, Step("finish", "finished", None)))
    answer = house.visitor("drafter").post(f"/reports/{report.id}/undo", {"seen": "1", "rev": str(rev)}, 409)
    assert "报告已定稿" in answer.text
    assert house.fields(report)[FIRST] == "5"


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"rev": "2"}, 422),
        ({"rev": "２", "seen": "1"}, 422),
        ({"rev": "-1", "seen": "1"}, 422),
        ({"rev": "9" * 30, "seen": "1"}, 422),
        ({"rev": "2", "seen": "1", "more": "1"}, 422),
        ({"rev": "1", "seen": "1"}, 404),
        ({"rev": "99", "seen": "1"}, 404),
    ],
)
def test_what_no_page_sends_is_refused(house: House, form: dict[str, str], status: int) -> None:
    report = house.report()
    house.visitor("drafter").post(f"/reports/{report.id}/undo", form, status)
    assert house.rooms.reports.open(report.id).rev == report.rev
