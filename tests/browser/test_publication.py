"""The published page in a browser, on a desk, on a phone, on paper, and inside the page of a site."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app.domain.fields import Head, from_fields
from app.files.copies import FINAL, Copy
from tests.files.printed import expected
from tests.files.published import DRAFT, FRAGMENT, HOSTILE, case_page, full_of, page
from tests.specimens import case, edition

PHONE, DESK = 360, 1280
LEAST = 320  # what is left of a desk's screen when everything is shown four times as large
HEIGHT = 740
ADDRESS = "http://published.invalid/2024.html"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# What the sheets of sites say, each of which would spoil a table or a heading of ours.
SITE = """<!DOCTYPE html><html lang="zh-CN"><head><title>某市人民政府</title><style>
body { font: 14px/2 SimSun; background: #fff; color: #222 }
#content p, #content td { text-indent: 0; color: #333 }
table { display: block; border: 0 }
td, th { float: left; display: inline-block; border: 0 none; padding: 30px }
.figure { display: inline-block; margin: 40px } .grid { display: grid } .head { position: fixed; top: 0 }
.stub { width: 5px } .total { display: none } .corner { visibility: hidden } section { column-count: 3 }
h1, h2, h3 { float: right; font-size: 9px } caption { display: none }
</style></head><body><header><p>某市人民政府</p></header><main id="content"><div class="article">
<table id="own"><caption>另一表</caption><tr><th class="head">表头</th><td class="figure">1</td></tr></table>
<p id="beside">本网站发布</p>{}</div></main><footer><h2 id="after">网站地图</h2></footer></body></html>"""
READ = """() => {
  const walker = document.createTreeWalker(document.getElementById("gouji"), NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode())
    if (!/^(STYLE|SCRIPT)$/.test(walker.currentNode.parentNode.nodeName)) text += walker.currentNode.data;
  return text;
}"""
LOOK = """() => [...document.querySelectorAll("#own, #own *, #beside, #after, header p")].map((each) => {
  const style = getComputedStyle(each);
  return [...style].filter((name) => !/^(perspective|transform)-origin|size|^(width|height)/.test(name))
    .map((name) => `${name}: ${style.getPropertyValue(name)}`).join();
})"""

Show = Callable[[bytes, int], Page]


@pytest.fixture
def show(chromium: Browser) -> Iterator[Show]:
    """Opens a page of this width, sent with the strictest policy.

    The test fails if the page asks for anything or if the browser complains.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def shown(content: bytes, width: int) -> Page:
        context = chromium.new_context(locale="zh-CN", viewport={"width": width, "height": HEIGHT})
        contexts.append(context)
        context.on("console", lambda message: wrong.append(message.text))
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("dialog", lambda dialog: wrong.append(dialog.message))

        def answer(route: Route) -> None:
            if route.request.url == ADDRESS:
                headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
                route.fulfill(body=content, headers=headers)
            else:
                wrong.append(route.request.url)
                route.abort()

        context.route("**/*", answer)
        opened = context.new_page()
        opened.goto(ADDRESS)
        return opened

    yield shown
    for each in contexts:
        each.close()
    assert wrong == []


def has_no_violations(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def inside(fragment: bytes) -> bytes:
    """A part of the page of a site."""
    return SITE.replace("{}", fragment.decode(), 1).encode()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def moves_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(
    ("name", "copy"),
    [("2019-balanced", FINAL), ("2021-balanced", FINAL), ("festival-balanced", DRAFT)],
    ids=["2019", "2021", "draft"],
)
def test_everybody_can_read_it(show: Show, name: str, copy: Copy, width: int) -> None:
    has_no_violations(shown := show(case_page(name, copy), width))
    assert not moves_sideways(shown)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_everybody_can_read_it_inside_a_site(show: Show, width: int) -> None:
    shown = show(inside(case_page("2021-balanced", FRAGMENT)), width)
    found = Axe().run(shown, context="#gouji")
    assert found.violations_count == 0, found.generate_report()
    assert not moves_sideways(shown)


@pytest.mark.parametrize("copy", [FINAL, FRAGMENT], ids=["page", "fragment"])
def test_a_browser_finds_the_same_words_whatever_was_typed(show: Show, copy: Copy) -> None:
    for report in (case("2021-balanced"), full_of(HOSTILE)):
        content = page(report, copy)
        shown = show(inside(content) if copy.fragment else content, PHONE)
        assert squeezed(shown.evaluate(READ)) == expected(report)
        assert json.loads(shown.locator("#gouji-report").text_content() or "")["title"] == report.title
        assert not moves_sideways(shown)


def test_a_table_is_moved_by_keys_while_its_labels_stay(show: Show) -> None:
    shown = show(case_page("2021-balanced"), PHONE)
    region = shown.locator(".gouji-wide").first
    label = region.locator("th[scope=row]").last
    figure = region.locator("td").last
    region.focus()
    label.scroll_into_view_if_needed()
    expect(region).to_be_focused()
    expect(figure).not_to_be_in_viewport()
    for _ in range(12):
        shown.keyboard.press("ArrowRight")
    expect(figure).to_be_in_viewport(ratio=0.9)
    expect(label).to_be_in_viewport(ratio=0.9)
    on_top = """each => {
      const box = each.getBoundingClientRect();
      return each.contains(document.elementFromPoint(box.left + 5, box.top + 5));
    }"""
    assert label.evaluate(on_top)


def test_every_figure_of_a_narrow_table_is_seen_at_once_on_a_phone(show: Show) -> None:
    shown = show(case_page("2021-balanced"), PHONE)
    for each in shown.locator(".gouji-tables:not(.gouji-wide)").all():
        assert each.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_text_has_a_size_to_be_read_on_a_phone(show: Show) -> None:
    shown = show(case_page("2021-balanced"), PHONE)
    sizes = shown.evaluate(
        "[...document.querySelectorAll('p, td, th')].map(e => getComputedStyle(e).fontSize)"
    )
    assert {float(size.removesuffix("px")) for size in sizes} == {14, 16}


def test_a_site_and_the_report_leave_each_other_alone(show: Show) -> None:
    alone = show(inside(b""), DESK).evaluate(LOOK)
    shown = show(inside(case_page("2021-balanced", FRAGMENT)), DESK)
    assert shown.evaluate(LOOK) == alone
    look = """selector => [...new Set([...document.querySelectorAll("#gouji " + selector)].map((each) => {
      const style = getComputedStyle(each);
      return [style.display, style.float, style.position, style.visibility, style.borderTopWidth].join(" ");
    }))]"""
    assert shown.evaluate(look, "td") == ["table-cell none static visible 1px"]
    assert shown.evaluate(look, "th") == ["table-cell none static visible 1px"]
    assert shown.evaluate(look, "table") == ["table none static visible 0px"]
    assert shown.evaluate(look, "caption") == ["table-caption none static visible 1px"]
    assert shown.evaluate(look, "h2") == ["block none static visible 0px"]
    assert shown.evaluate("getComputedStyle(document.querySelector('#gouji p')).textIndent") == "28px"


@pytest.mark.parametrize(
    "text", ["共\u202e12件34份", "共\u200f12 / 34", "שלום 12 34", "共 (العربية) 12 – 34"]
)
def test_figures_are_never_read_backwards(show: Show, text: str) -> None:
    def places(shown: Page) -> list[float]:
        found: list[float] = shown.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.querySelector("p"), NodeFilter.SHOW_TEXT);
              const places = [];
              while (walker.nextNode())
                for (let at = 0; at < walker.currentNode.length; at += 1)
                  if (/[0-9]/.test(walker.currentNode.data[at])) {
                    const range = document.createRange();
                    range.setStart(walker.currentNode, at);
                    range.setEnd(walker.currentNode, at + 1);
                    places.push(range.getBoundingClientRect().left);
                  }
              return places;
            }"""
        )
        return found

    unguarded = f"<!DOCTYPE html><html lang='zh-CN'><title>页</title><p>{text}".encode()
    assert places(show(unguarded, DESK)) != sorted(places(show(unguarded, DESK)))
    ours = places(show(page(replace(case("2021-balanced"), preface=text)), DESK))
    assert len(ours) == 4
    assert ours == sorted(ours)


def test_the_longest_figures_and_words_stay_on_a_phone(show: Show) -> None:
    festival = edition("festival")
    cells: dict[str, str | None] = dict.fromkeys(festival.figures, "9" * 40)
    texts = {"/preface": "https://example.invalid/" + "a" * 300, "/title": "A" * 120}
    shown = show(page(from_fields(festival, Head("柳湾村", 2016), cells | texts)), PHONE)
    assert not moves_sideways(shown)
    shown.set_viewport_size({"width": LEAST, "height": HEIGHT})
    assert not moves_sideways(shown)
    spills = """[...document.querySelectorAll("td")].filter(e => e.scrollWidth > e.clientWidth + 1).length"""
    assert shown.evaluate(spills) == 0


def test_it_prints_on_a4_with_the_large_table_whole_and_the_draft_marked_on_every_page(show: Show) -> None:
    shown = show(case_page("2021-balanced", DRAFT), DESK)
    document = pypdfium2.PdfDocument(BytesIO(shown.pdf(prefer_css_page_size=True)))
    texts = [squeezed(each.get_textpage().get_text_range()) for each in document]
    assert {tuple(round(side / 72 * 25.4) for side in each.get_size()) for each in document} == {(210, 297)}
    script = case("2021-balanced")
    assert script.title in texts[0]
    tables = shown.locator("table")
    longest = max(range(tables.count()), key=lambda each: tables.nth(each).locator("tr").count())
    labels = [squeezed(each) for each in tables.nth(longest).locator("th").all_text_contents()]
    [whole] = [text for text in texts if squeezed(labels[-1]) in text]
    assert [label for label in labels if label not in whole] == []
    assert all("草稿" in text for text in texts)
