"""The whole way of a report, by keyboard and mouse: begin, type, be stopped, mend, finish, print."""

from collections.abc import Callable
from io import BytesIO

import pdfplumber
from playwright.sync_api import BrowserContext, Page, expect

from app.store.people import Person
from tests.browser.hands import field, focused, residual, saved, shown, write
from tests.browser.site import PASSWORD, Site

FIRST, SECOND = "requests.new.natural", "requests.granted.natural"
LAST = "requests.carried_out.natural"


def sign_in(page: Page, person: Person) -> None:
    page.goto("/")
    page.get_by_label("用户名").fill(person.name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="我的报告")).to_be_visible()


def fill_texts(page: Page) -> None:
    for box in page.locator("#section textarea[data-prose]").all():
        box.focus()
        page.keyboard.insert_text("按照要求开展工作，情况正常。")
    saved(page)


def fill_zeros(page: Page) -> None:
    page.get_by_role("button", name="其余空格填 0").click()
    saved(page)


def go_to(page: Page, heading: str) -> None:
    page.locator("#tally").get_by_role("link", name=heading).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_from_an_empty_desk_to_the_printed_report(
    site: Site, context_for: Callable[[Person | None], BrowserContext]
) -> None:
    person = site.desk().people[0]
    page = context_for(None).new_page()
    sign_in(page, person)
    page.get_by_label("报告年度").select_option(index=0)
    page.get_by_role("button", name="新建").click()
    home = page.url
    page.get_by_role("link", name="一、总体情况").click()
    fill_texts(page)
    go_to(page, "二、")
    fill_zeros(page)
    go_to(page, "三、")
    type_figures(page)
    go_to(page, "四、")
    fill_zeros(page)
    for heading in ("五、", "六、"):
        go_to(page, heading)
        fill_texts(page)
    stopped(page, home)
    mend(page)
    printed(page, home)


def type_figures(page: Page) -> None:
    write(page, FIRST, "9")
    page.keyboard.press("Enter")
    write(page, SECOND, "8")
    fill_zeros(page)
    assert residual(page, "natural") == "差 1"


def stopped(page: Page, home: str) -> None:
    page.goto(home)
    page.get_by_role("button", name="定稿", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    problem = page.locator("[data-severity=block] a").first
    expect(problem).to_contain_text("自然人")
    problem.click()
    page.wait_for_url("**/sections/requests#*")
    assert focused(page).startswith("requests.")


def mend(page: Page) -> None:
    expect(field(page, LAST)).to_have_class("figure wrong")
    page.locator("#problems summary", has_text="种改法").first.click()
    page.locator(f'#problems button[name=apply][value^="{LAST}=1"]').first.click()
    assert shown(page, LAST) == "1"
    assert residual(page, "natural") == "相符"
    saved(page)
    expect(page.locator("#problems .none")).to_be_visible()
    expect(page.locator(".figure.wrong")).to_have_count(0)


def printed(page: Page, home: str) -> None:
    page.goto(home)
    write(page, "/preface", "本报告由办公室编制。")
    saved(page)
    page.get_by_role("button", name="定稿", exact=True).click()
    expect(page.get_by_text("报告已定稿，内容不可修改。")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="下载 PDF").click()
    with pdfplumber.open(BytesIO(downloading.value.path().read_bytes())) as document:
        text = "".join(sheet.extract_text() for sheet in document.pages)
    assert "政府信息公开工作年度报告" in text
    assert "本报告由办公室编制。" in text
    assert "草稿" not in text
