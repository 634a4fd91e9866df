"""Tables from the clipboard of WPS and Excel: asked about first, put in as one step, nothing lost."""

import json
from collections.abc import Mapping
from typing import TypedDict, cast

import pytest
from playwright.sync_api import Page, expect
from pydantic import TypeAdapter

from app.domain.edition import Edition
from app.domain.values import AnyKind, Money
from app.settings import CASES, STATIC
from app.web.pasted import settled
from tests.browser.conftest import Visit
from tests.browser.hands import announced, field, focused, paste, saved, shown, write
from tests.browser.site import Desk, Site
from tests.clipboards import Rows, excel, grids, rows_of, wps
from tests.specimens import case

SECTION = "requests"
FIRST = "requests.new.natural"
TYPED = ("natural", "business", "research", "welfare", "legal", "other")
SETTLED = """([kind, text]) => {
    const reading = gouji.figures.read(kind, text || '');
    return reading.state === 'number' ? reading.settled : null;
}"""
AT_ONCE = """texts => texts.forEach(text => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true});
    document.activeElement.dispatchEvent(event);
})"""


class Line(TypedDict):
    """A line of tests/cases/values.json."""

    kind: str
    params: dict[str, str | int | bool]
    text: str | None


@pytest.fixture
def desk(site: Site) -> Desk:
    return site.desk()


@pytest.fixture
def page(desk: Desk, visit: Visit) -> Page:
    return visit(desk.people[0], desk.section(SECTION))


def printed(name: str = "2021-balanced", **changed: str) -> Mapping[str, str]:
    report = case(name)
    figures = {str(address): report.written(address) for address in report.edition.figures}
    return figures | {each.replace("__", "."): text for each, text in changed.items()}


def rows(cells: Mapping[str, str], name: str = "2021-balanced") -> Rows:
    return rows_of(grids(case(name).edition, SECTION)[0], cells)


def typed_of(edition: Edition) -> list[str]:
    return [at for at, each in edition.figures.items() if each.section == SECTION and not each.computed]


def verdict(page: Page) -> str:
    expect(page.locator("#whole")).to_be_visible()
    return (page.locator("#whole .verdict").text_content() or "").strip()


def press(page: Page, name: str) -> None:
    page.locator("#whole").get_by_role("button", name=name, exact=True).click()
    expect(page.locator("#whole")).to_have_count(0)


def filled(site: Site, desk: Desk) -> dict[str, str]:
    return {name: text for name, text in site.fields(desk).items() if text}


def test_a_whole_table_from_excel_is_one_step_and_one_save(site: Site, desk: Desk, page: Page) -> None:
    cells = printed()
    field(page, "requests.granted.legal").focus()  # wherever: the labels say where each figure belongs
    paste(page, excel(rows(cells)))
    assert verdict(page) == "识别为整表，25 行 × 7 列，175 格"
    assert focused(page) == ""
    assert filled(site, desk) == {}
    assert shown(page, FIRST) == ""
    page.keyboard.press("Enter")  # the button that pastes has the focus
    expect(page.locator("#whole")).to_have_count(0)
    assert focused(page) == FIRST
    assert announced(page) == "已粘贴 144 格"
    saved(page)
    assert filled(site, desk) == {at: cells[at] for at in typed_of(case("2021-balanced").edition)}
    assert {(entry.rev, entry.source) for entry in site.typed(desk)} == {(2, "paste")}
    assert shown(page, "requests.settled.total") == cells["requests.settled.total"]
    page.keyboard.press("Control+z")
    saved(page)
    assert filled(site, desk) == {}
    page.keyboard.press("Control+y")
    saved(page)
    assert len(filled(site, desk)) == 144


def test_merged_cells_from_wps_with_a_doubt(site: Site, desk: Desk, page: Page) -> None:
    write(page, FIRST, "7")
    cells = printed(requests__new__natural="十二", requests__carried_in__total="99")
    grid = grids(case("2021-balanced").edition, SECTION)[0]
    paste(page, excel(rows(cells)), wps(grid, cells))
    assert verdict(page) == "识别为整表，25 行 × 7 列，175 格；1 格不能识别"
    assert page.evaluate("window.hurt") is None
    page.locator(f'#whole a[data-goal="{FIRST}"]').click()
    expect(page.locator("#whole td.pointed-at")).to_contain_text("十二")
    press(page, "粘贴")
    assert announced(page) == "已粘贴 143 格，另有 3 处未粘贴，列在表格上方"
    saved(page)
    assert "7" in shown(page, FIRST)
    left = page.locator("#left-over")
    expect(left.locator("li")).to_have_count(3)  # the total that lacks the doubtful figure too
    left.locator(f'a[data-goal="{FIRST}"]').click()
    assert focused(page) == FIRST
    left.get_by_role("button", name="不再显示").click()
    expect(left).to_have_count(0)
    assert site.fields(desk)["requests.new.business"] == cells["requests.new.business"]
    assert "requests.carried_in.total" not in site.fields(desk)


def test_cancelling_changes_nothing_and_gives_the_focus_back(site: Site, desk: Desk, page: Page) -> None:
    write(page, FIRST, "7")
    for leave in ("Escape", "取消"):
        paste(page, excel(rows(printed())))
        verdict(page)
        if leave == "Escape":
            page.keyboard.press(leave)
            expect(page.locator("#whole")).to_have_count(0)
        else:
            press(page, leave)
        assert focused(page) == FIRST
    saved(page)
    assert filled(site, desk) == {FIRST: "7"}


def test_a_part_of_a_table_and_no_cell_with_the_focus(site: Site, desk: Desk, page: Page) -> None:
    cells = printed()
    page.locator("h1").click()
    paste(page, excel(rows(cells)[3:5]))
    assert verdict(page) == "识别为表格的一部分，2 行 × 7 列，14 格"
    press(page, "粘贴")
    saved(page)
    wanted = [f"requests.{row}.{column}" for row in ("new", "carried_in") for column in TYPED]
    assert filled(site, desk) == {name: cells[name] for name in wanted}
    page.goto(desk.path)
    page.get_by_role("button", name="撤销粘贴").click()
    expect(page.locator("#undo")).to_contain_text("已撤销粘贴，恢复 12 处")
    assert filled(site, desk) == {}


def test_of_two_pastes_the_later_one_is_shown(page: Page) -> None:
    cells = printed()
    field(page, FIRST).focus()
    page.evaluate(AT_ONCE, [excel(rows(cells)[3:5]), excel(rows(cells))])
    expect(page.locator("#whole .verdict")).to_contain_text("识别为整表")
    expect(page.locator("#whole")).to_have_count(1)


def test_a_row_too_many_is_told_and_the_others_are_right(site: Site, desk: Desk, page: Page) -> None:
    cells = printed()
    block = rows(cells)
    block.insert(5, ["五、其他主动公开文件", "", "", "1", "2", "3", "4", "5", "6", "21"])
    field(page, FIRST).focus()
    paste(page, excel(block))
    verdict(page)
    expect(page.locator("#whole .left-over")).to_contain_text("其他主动公开文件")
    press(page, "粘贴")
    saved(page)
    written = filled(site, desk)
    assert written
    assert {name: text for name, text in written.items() if text != cells[name]} == {}
    expect(page.locator("#left-over")).to_contain_text("其他主动公开文件")


def test_a_table_of_2019_in_a_form_of_2021(site: Site, desk: Desk, page: Page) -> None:
    old = case("2019-balanced")
    cells = printed("2019-balanced")
    field(page, FIRST).focus()
    paste(page, excel(rows(cells, "2019-balanced")))
    verdict(page)
    press(page, "粘贴")
    saved(page)
    now = filled(site, desk)
    # What the two forms have in common is right; nothing stands where the old form had something else.
    common = [name for name in typed_of(old.edition) if name in now]
    assert len(common) > 50
    new = case("2021-balanced").edition.figures
    same = {at for at, each in old.edition.figures.items() if at in new and new[at].name == each.name}
    wrong = {at: (now[at], cells[at]) for at in same if at in now and now[at] != cells[at]}
    assert wrong == {}


def test_something_else_with_words_can_still_be_put_in_by_position(
    site: Site, desk: Desk, page: Page
) -> None:
    field(page, FIRST).focus()
    paste(page, "张三\t电话\n李四\t12\n王五\t13")
    assert verdict(page) == "粘贴的内容中没有找到第三部分的表格，没有粘贴"
    press(page, "从所选格起按位置粘贴数字")
    saved(page)
    assert filled(site, desk) == {FIRST: "12", "requests.carried_in.natural": "13"}
    assert announced(page) == "已粘贴 2 格，标题 2 行（列）已略去"
    page.locator("h1").click()
    paste(page, "张三\t电话\n李四\t12")
    verdict(page)
    expect(page.locator("#whole").get_by_role("button")).to_have_text(["关闭"])
    press(page, "关闭")


def test_figures_alone_go_where_the_focus_is(site: Site, desk: Desk, page: Page) -> None:
    page.locator("h1").click()
    paste(page, "1\t2\n3\t4")
    assert announced(page) == "没有粘贴。先选中表格中的一格，或连同行、列标题一起复制"
    field(page, FIRST).focus()
    paste(page, "1\t2\n3\t4")
    expect(page.locator("#whole")).to_have_count(0)
    assert announced(page) == "已粘贴 4 格"
    saved(page)
    assert len(filled(site, desk)) == 4


def test_a_column_onto_totals_is_compared_and_not_written(site: Site, desk: Desk, page: Page) -> None:
    for column in TYPED:
        write(page, f"requests.new.{column}", "2")
        write(page, f"requests.carried_in.{column}", "1")
    saved(page)
    before = filled(site, desk)
    field(page, "requests.new.total").focus()
    paste(page, "12\n7\n0\n")
    assert announced(page) == "合计只核对、不写入：1 格相符、1 格不符、1 格因各项未填全未核对"
    saved(page)
    assert filled(site, desk) == before
    assert shown(page, "requests.carried_in.total") == "6"


def test_what_cannot_be_asked_is_said(site: Site, desk: Desk, page: Page) -> None:
    field(page, FIRST).focus()
    paste(page, "一、本年新收\t1\n" + "x" * 2_000_001)
    assert announced(page) == "粘贴的内容过多，没有处理。只复制本部分的表格，再粘贴"
    page.context.set_offline(True)
    paste(page, excel(rows(printed())))
    expect(page.locator("#announce")).to_have_text("没有粘贴：连不上服务器，稍后再次粘贴")
    page.context.set_offline(False)
    site.finish(desk)
    paste(page, excel(rows(printed())))
    expect(page.locator("#announce")).to_contain_text("报告已定稿")
    assert filled(site, desk) == {}


def test_script_and_server_settle_figures_alike(blank: Page) -> None:
    blank.add_script_tag(path=str(STATIC / "figures.js"))
    kinds: TypeAdapter[AnyKind] = TypeAdapter(AnyKind)
    lines = cast("list[Line]", json.loads((CASES / "values.json").read_text("utf-8")))
    compared = 0
    for line in lines:
        kind = kinds.validate_python({"kind": line["kind"], **line["params"]})
        if line["text"] is None or kind.read(line["text"]).number is None:
            continue
        money = {"decimals": kind.decimals} if isinstance(kind, Money) else {}
        own = {"kind": kind.kind, "unit": getattr(kind, "unit", ""), "unitPrinted": True, **money}
        assert blank.evaluate(SETTLED, [own, line["text"]]) == settled(kind, line["text"]), line
        compared += 1
    assert compared > 50
