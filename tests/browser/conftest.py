"""A browser, the running application, and pages that report everything that goes wrong in them."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from app.store.people import Person
from tests.browser.site import PASSWORD, Site, running

CHROMIUM = os.environ.get("GOUJI_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A save that is refused or lost is a failed request to the browser and to htmx; some tests are about that.
FAILED_REQUEST = (
    "Failed to load resource",
    "Response Status Error Code",
    "htmx:sendError",
    "htmx:afterRequest",
    "htmx: htmx:error",
)

PATIENCE = 15_000  # milliseconds; machines that build are slow
expect.set_options(timeout=PATIENCE)

Visit = Callable[[Person, str], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # Not for the whole session: while Playwright is there, its event loop counts as running in this thread,
    # and tests of other modules could not run one of their own.
    assert Path(CHROMIUM).exists(), f"no Chromium at {CHROMIUM}; set GOUJI_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of a test have complained about; it fails if there is anything."""
    return []


@pytest.fixture
def context_for(
    chromium: Browser, site: Site, complaints: list[str]
) -> Iterator[Callable[[Person | None], BrowserContext]]:
    opened: list[BrowserContext] = []
    site.weather.turn()

    def context(person: Person | None) -> BrowserContext:
        made = chromium.new_context(
            base_url=site.url, locale="zh-CN", viewport={"width": 1366, "height": 768}
        )
        made.set_default_timeout(PATIENCE)
        made.on("console", lambda message: _hear(message, complaints))
        made.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(made)
        if person:
            sign_in(made, site, person)
        return made

    yield context
    for each in opened:
        each.close()
    site.weather.turn()
    assert complaints == []


def sign_in(context: BrowserContext, site: Site, person: Person) -> None:
    answer = context.request.post(f"{site.url}/signin", form={"name": person.name, "password": PASSWORD})
    assert answer.ok, answer.status_text


def _hear(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type in {"error", "warning"} and not message.text.startswith(FAILED_REQUEST):
        complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def blank(chromium: Browser) -> Iterator[Page]:
    """An empty page, for scripts that need none."""
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def visit(context_for: Callable[[Person | None], BrowserContext]) -> Visit:
    """Opens a page as somebody, in a browser profile of their own."""

    def visit(person: Person, path: str) -> Page:
        page = context_for(person).new_page()
        page.goto(path)
        return page

    return visit
