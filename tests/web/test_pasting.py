"""A pasted table before it is written: what is recognised, compared, doubted, lost, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest

from app.domain.address import Address
from app.domain.edition import Edition
from app.domain.report import Report
from app.store.verbs import Opened, Step
from tests.clipboards import excel, grids, rows_of, wps
from tests.specimens import TESTS, case
from tests.web.page import Page
from tests.web.people import House, opened

SECTION = "requests"
FIRST = "requests.new.natural"
FIRST_TOTAL = "requests.new.total"


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("village"), TESTS / "editions") as house:
        yield house


def printed(report: Report, **changed: str) -> dict[str, str]:
    """The figures as they are printed, some of them other."""
    figures = {str(address): report.written(address) for address in report.edition.figures}
    return figures | {name.replace("__", "."): text for name, text in changed.items()}


def table(report: Report, section: str, cells: Mapping[str, str]) -> str:
    return excel([row for each in grids(report.edition, section) for row in rows_of(each, cells)])


def asked(house: House, report: Opened, section: str = SECTION, **sent: str) -> Page:
    answer = house.visitor("drafter").post(f"/reports/{report.id}/sections/{section}/pasted", sent, 200)
    return Page(answer.text)


def changes(page: Page) -> dict[str, str]:
    return dict(json.loads(page.one("div", class_="pasted")["data-changes"]))


def states(page: Page) -> dict[str, str]:
    return {each["data-name"]: each["data-state"] for each in page.all("span", class_="seen")}


def verdict(page: Page) -> str:
    return page.one("p", class_="verdict").text


def summary(page: Page) -> str:
    return page.one("p", class_="hint").text


def lost(page: Page) -> list[str]:
    return [each.text for each in page.all("li")]


def typed_of(edition: Edition, section: str) -> set[str]:
    return {at for at, each in edition.figures.items() if each.section == section and not each.computed}


def test_a_whole_table_is_compared_and_nothing_is_written(house: House) -> None:
    whole, report = case("2021-balanced"), house.report({FIRST: "7"})
    cells = printed(whole)
    page = asked(house, report, text=table(whole, SECTION, cells))
    assert verdict(page) == "识别为整表，25 行 × 7 列，175 格"
    assert changes(page) == {at: cells[at] for at in typed_of(whole.edition, SECTION)}
    totals = {at for at, each in whole.edition.figures.items() if each.section == SECTION and each.computed}
    assert {at for at, state in states(page).items() if state == "equal"} == totals
    assert summary(page) == "144 格将填入。合计由系统计算，只核对、不粘贴：31 格相符"
    assert page.one("del").text == "7"
    assert page.all("a") == []
    assert house.rooms.reports.open(report.id).rev == report.rev


def test_merged_cells_come_as_html(house: House) -> None:
    whole, report = case("2021-balanced"), house.report()
    cells = printed(whole)
    page = asked(house, report, html=wps(grids(whole.edition, SECTION)[0], cells))
    assert verdict(page) == "识别为整表，25 行 × 7 列，175 格"
    assert changes(page) == {at: cells[at] for at in typed_of(whole.edition, SECTION)}


@pytest.mark.parametrize("name", ["2021-balanced", "2019-balanced"])
def test_every_table_of_every_edition(house: House, name: str) -> None:
    whole = case(name)
    cells = printed(whole)
    report = house.report(edition=whole.edition.id)
    for section in whole.edition.sections.values():
        if section.table and section.table.printed:
            page = asked(house, report, section.id, text=table(whole, section.id, cells))
            assert changes(page) == {at: cells[at] for at in typed_of(whole.edition, section.id)}
            assert verdict(page).startswith("识别为整表")


def test_an_edition_that_nobody_has_heard_of(village: House) -> None:
    whole = case("festival-balanced")
    cells, report = printed(whole), village.report(edition=whole.edition.id)
    for section in whole.edition.sections.values():
        if section.table and section.table.printed:
            page = asked(village, report, section.id, text=table(whole, section.id, cells))
            read = changes(page) | {at: "" for at, state in states(page).items() if state == "doubt"}
            assert read.keys() == {at for at in typed_of(whole.edition, section.id) if cells[at]}
            assert {at: text for at, text in changes(page).items() if text != cells[at]} == {}


def test_what_is_no_number_is_listed_and_left_alone(house: House) -> None:
    whole, report = case("2021-balanced"), house.report({FIRST: "7"})
    cells = printed(
        whole,
        requests__new__natural="十二",
        requests__new__business="/",
        requests__new__total="99",
        requests__carried_in__total="99",
        requests__granted__natural="１,２００件",
    )
    page = asked(house, report, html=wps(grids(whole.edition, SECTION)[0], cells))
    assert verdict(page) == "识别为整表，25 行 × 7 列，175 格；1 格不能识别"
    now = states(page)
    assert (now[FIRST], now["requests.new.business"]) == ("doubt", "sign")
    assert (now[FIRST_TOTAL], now["requests.carried_in.total"]) == ("open", "off")
    assert FIRST not in changes(page)
    assert changes(page)["requests.granted.natural"] == "1200"
    assert "1 格为“/”等符号，按未填处理" in summary(page)
    doubtful, off = lost(page)[0], next(each for each in lost(page) if "填入后为 3" in each)
    assert doubtful.startswith("一、本年新收，自然人：“十二”不是阿拉伯数字。改填 12（粘贴内容第 4 行）")
    assert off.startswith("二、上年结转，总计：粘贴内容为 99")


def test_an_amount_keeps_the_unit_it_has(house: House) -> None:
    whole, report = case("2021-balanced"), house.report()
    money = next(
        at for at, each in whole.edition.figures.items() if each.kind.kind == "money" and not each.computed
    )
    section = whole.edition.figures[money].section
    for seen, kept in (("1,513,277元", "1513277元"), ("3642.21", "3642.21"), ("２.5万元", "2.5万元")):
        page = asked(house, report, section, text=table(whole, section, printed(whole) | {money: seen}))
        assert changes(page)[money] == kept


def test_the_same_figures_are_not_written_again(house: House) -> None:
    whole = case("2021-balanced")
    cells = printed(whole)
    typed = {at: f"{cells[at]}件" for at in typed_of(whole.edition, SECTION)}
    page = asked(house, house.report(typed), text=table(whole, SECTION, cells))
    assert changes(page) == {}
    assert summary(page).startswith("0 格将填入，144 格与表中相同")


def test_some_rows_are_a_part(house: House) -> None:
    whole, report = case("2021-balanced"), house.report()
    rows = rows_of(grids(whole.edition, SECTION)[0], printed(whole))
    page = asked(house, report, text=excel(rows[3:5]))
    assert verdict(page) == "识别为表格的一部分，2 行 × 7 列，14 格"
    assert {Address(at).split(".")[1] for at in changes(page)} == {"new", "carried_in"}


def test_a_row_that_the_form_has_not_is_told(house: House) -> None:
    whole, report = case("2021-balanced"), house.report()
    rows = rows_of(grids(whole.edition, SECTION)[0], printed(whole))
    rows.insert(5, ["五、其他主动公开文件", "", "", "1", "2", "3", "4", "5", "6", "21"])
    page = asked(house, report, text=excel(rows))
    assert any("其他主动公开文件" in each for each in lost(page))
    cells = printed(whole)
    assert {at: text for at, text in changes(page).items() if text != cells[at]} == {}


def test_something_else_is_no_table(house: House) -> None:
    report = house.report()
    for sent in ({"text": "姓名\t电话\n张某\t12"}, {"html": "<p>没有表格</p>"}, {"text": "只有一句话。"}):
        page = asked(house, report, **sent)
        assert verdict(page) == "粘贴的内容中没有找到第三部分的表格，没有粘贴"
        assert page.one("div", class_="pasted")["data-seen"] == "0"
        assert changes(page) == {}


def test_nothing_pasted_is_markup(house: House) -> None:
    whole, report = case("2021-balanced"), house.report()
    hurt = "<SCRIPT>alert(1)</SCRIPT><IMG src=x onerror=alert(1)>\u202e"
    rows = rows_of(grids(whole.edition, SECTION)[0], printed(whole, requests__new__natural=hurt))
    rows.append([hurt, "", "", "1", "2", "3", "4", "5", "6", "21"])
    page = asked(house, report, text=excel(rows))
    assert page.all("script") + page.all("img") == []
    assert FIRST not in changes(page)


@pytest.mark.parametrize(
    ("section", "sent", "status"),
    [
        (SECTION, {}, 422),
        (SECTION, {"text": "1", "html": "<table></table>"}, 422),
        (SECTION, {"file": "x"}, 422),
        (SECTION, {"text": " "}, 422),
        (SECTION, {"text": "x" * 600_000}, 413),
        ("nowhere", {"text": "1\t2"}, 404),
        ("overview", {"text": "1\t2"}, 404),
    ],
)
def test_what_no_page_sends_is_refused(house: House, section: str, sent: dict[str, str], status: int) -> None:
    report = house.report()
    house.visitor("drafter").post(f"/reports/{report.id}/sections/{section}/pasted", sent, status)


def test_a_finished_report_takes_nothing(house: House) -> None:
    report = house.report()
    by = house.rooms.accounts.person("drafter").actor
    house.run(lambda: house.rooms.reports.take_step(report.id, by, Step("finish", "finished", None)))
    path = f"/reports/{report.id}/sections/{SECTION}/pasted"
    answer = house.visitor("drafter").post(path, {"text": "1\t2"}, 409)
    assert "报告已定稿" in answer.text
