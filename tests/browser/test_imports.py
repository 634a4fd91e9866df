"""Bringing a document: dropped, looked through beside its source, written and taken back."""

import base64
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from app.domain.address import Address
from tests.browser.conftest import Visit
from tests.browser.hands import eventually
from tests.browser.site import YEAR, Desk, Site
from tests.web.documents import AT, DOUBTFUL, SINGULAR, a_report, damaged, written

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SECOND = "requests.new.business"


@pytest.fixture
def desk(site: Site) -> Desk:
    return site.desk()


def has_no_violations(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def agency(site: Site, desk: Desk) -> str:
    return site.rooms.reports.open(desk.report).agency.name


def drop(page: Page, name: str, content: bytes) -> None:
    """Drops a file on the page as a hand does."""
    page.evaluate(
        """([name, text, type]) => {
            const bytes = Uint8Array.from(atob(text), each => each.charCodeAt(0));
            const data = new DataTransfer();
            data.items.add(new File([bytes], name, {type}));
            const at = document.getElementById('drop');
            for (const kind of ['dragover', 'drop'])
                at.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        [name, base64.b64encode(content).decode(), TYPE],
    )


def bring(page: Page, name: str, content: bytes) -> None:
    """Chooses a file and has it read."""
    page.set_input_files("#file", {"name": name, "mimeType": TYPE, "buffer": content})
    page.get_by_role("button", name="读取").click()
    page.wait_for_selector("#import-sum")


def pointed(page: Page) -> Locator:
    return page.locator("#source .shown-here")


def kept(page: Page) -> None:
    expect(page.locator("#import-saved")).to_contain_text("核对结果已保存")


def test_a_document_is_dropped_looked_through_written_and_taken_back(
    site: Site, desk: Desk, visit: Visit
) -> None:
    page = visit(desk.people[0], desk.path)
    page.get_by_role("link", name="导入已有报告").click()
    drop(page, "本年草稿.docx", damaged(agency(site, desk), YEAR))
    expect(page.locator("#upload-state")).to_contain_text("本年草稿.docx")
    page.get_by_role("button", name="读取").click()
    box = page.locator(f'.doubt input[name="{AT}"]')
    expect(box).to_be_focused()
    expect(pointed(page)).to_have_text(DOUBTFUL)
    expect(pointed(page)).to_be_in_viewport()
    page.keyboard.type(SINGULAR)
    page.keyboard.press("Tab")
    kept(page)
    expect(page.locator("#import-sum")).to_contain_text("均已填写")
    page.reload()
    expect(box).to_have_value(SINGULAR)
    assert site.typed(desk) == []
    page.get_by_role("button", name=f"写入 {YEAR} 年度报告").click()
    expect(page.locator("#undo")).to_contain_text("已从《本年草稿.docx》导入")
    assert site.fields(desk)[AT] == SINGULAR
    page.get_by_role("button", name="撤销导入").click()
    expect(page.locator("#undo")).to_contain_text("已撤销导入")
    assert not any(site.fields(desk).values())


def test_as_last_years_report_its_figures_stand_beside_this_years(
    site: Site, desk: Desk, visit: Visit
) -> None:
    page = visit(desk.people[0], f"/imports/new?report={desk.report}&as=previous")
    bring(page, "上年报告.docx", written(a_report(agency(site, desk), YEAR - 1), "docx"))
    page.get_by_role("button", name=f"写入 {YEAR - 1} 年度报告").click()
    expect(page.locator("#undo")).to_contain_text("已从《上年报告.docx》导入")
    page.goto(desk.section("requests"))
    last = page.locator(f'td:has([name="{AT}"]) .last')
    expect(last).to_contain_text(str(a_report("", YEAR).cells[Address(AT)]))


def test_what_is_looked_at_is_shown_in_the_source(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], f"/imports/new?report={desk.report}&as=draft")
    bring(page, "草稿.docx", written(a_report(agency(site, desk), YEAR, {AT: SINGULAR}), "docx"))
    page.locator(f'[name="{AT}"]').focus()
    expect(pointed(page)).to_have_text(SINGULAR)
    expect(pointed(page)).to_be_in_viewport()
    page.locator(f'[name="{AT}"]').fill("12")
    page.keyboard.press("Tab")
    kept(page)
    expect(page.locator(f'[name="{AT}"]')).to_have_class(re.compile(r"\bis-corrected\b"))
    expect(page.locator("#import-findings")).to_contain_text("相差")


def test_f8_goes_through_what_is_doubtful(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], f"/imports/new?report={desk.report}&as=draft")
    bring(page, "草稿.docx", damaged(agency(site, desk), YEAR, also=(SECOND,)))
    first, second = (page.locator(f'.doubt input[name="{name}"]') for name in (AT, SECOND))
    expect(first).to_be_focused()
    for key, goal in (("F8", second), ("F8", first), ("Shift+F8", second), ("Shift+F8", first)):
        page.keyboard.press(key)
        expect(goal).to_be_focused()
        expect(goal).to_be_in_viewport()


def test_a_refusal_is_said_on_the_same_page(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], "/imports/new")
    said, read = page.locator("#upload-said"), page.get_by_role("button", name="读取")
    read.click()
    expect(said).to_contain_text("没有选择文件")
    page.set_input_files("#file", {"name": "坏.docx", "mimeType": TYPE, "buffer": b"PK\x03\x04broken"})
    read.click()
    expect(said).to_contain_text("坏.docx")
    expect(read).to_be_enabled()
    page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([new Uint8Array(10000001)], '大.pdf'));
            document.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true}));
        }"""
    )
    expect(said).to_contain_text("超过 10 MB")
    assert site.rooms.imports.waiting(desk.people[0].id) == ()


def test_a_pasted_table_keeps_its_cells(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], f"/imports/new?report={desk.report}&as=draft")
    markup = written(a_report(agency(site, desk), YEAR), "html").decode()
    page.locator("#text").focus()
    page.evaluate(
        """markup => {
            const data = new DataTransfer();
            data.setData('text/html', markup);
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            document.activeElement.dispatchEvent(event);
        }""",
        markup,
    )
    expect(page.locator("#upload-state")).to_contain_text("表格")
    page.get_by_role("button", name="读取").click()
    expect(page.locator(f'#import input[name="{AT}"]')).to_have_value("21")


def test_a_decision_that_got_lost_is_sent_again(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], f"/imports/new?report={desk.report}&as=draft")
    bring(page, "草稿.docx", damaged(agency(site, desk), YEAR))
    lost: list[str] = []

    def drowned(route: Route) -> None:
        lost.append(route.request.url)
        route.abort()

    page.route("**/decisions", drowned)
    page.keyboard.type("7")
    page.keyboard.press("Tab")
    expect(page.locator("#import-saved")).to_contain_text("自动重试")
    page.unroute("**/decisions")
    kept(page)
    assert lost
    pending = site.rooms.imports.waiting(desk.people[0].id)[0]
    decisions = site.rooms.imports.open(pending.id, desk.people[0].id).decisions
    eventually(page, lambda: decisions[AT] == "7")


def test_it_fits_small_windows_and_can_be_used_without_eyes(site: Site, desk: Desk, visit: Visit) -> None:
    page = visit(desk.people[0], f"/imports/new?report={desk.report}&as=draft")
    has_no_violations(page)
    bring(page, "草稿.docx", damaged(agency(site, desk), YEAR, rows=("其他主动公开文件",)))
    has_no_violations(page)
    box = page.locator(f'.doubt input[name="{AT}"]')
    for width, height in ((1366, 768), (1024, 768), (683, 384)):
        page.set_viewport_size({"width": width, "height": height})
        wide: int = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        assert wide <= 0, width
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.locator("#import-findings a").first.focus()
        page.keyboard.press("F8")
        expect(box).to_be_focused()
        expect(box).to_be_in_viewport(ratio=0.9)
