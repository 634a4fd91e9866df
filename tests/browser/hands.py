"""What people do with the form, and what they see of it."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

PATIENCE = 40_000  # milliseconds until a storm has been ridden out


def field(page: Page, name: str) -> Locator:
    return page.locator(f'.figure[name="{name}"], [data-prose][name="{name}"]')


def write(page: Page, name: str, text: str) -> None:
    """Types over what stands in a field, at the keyboard."""
    field(page, name).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def typed_fields(page: Page) -> list[str]:
    """The names of the figures that are typed, in order."""
    names: list[str] = page.eval_on_selector_all(
        "#section input.figure:not(.total)", "all => all.map(each => each.name)"
    )
    return names


def saved(page: Page, patience: int = 15_000) -> None:
    """Waits until the page says that everything is saved."""
    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved", timeout=patience)
    expect(page.locator("#save-state")).to_contain_text("已保存")


def eventually(page: Page, holds: Callable[[], bool], patience: int = 15_000) -> None:
    """Waits until something that no page shows has come true."""
    for _ in range(patience // 100):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def state(page: Page) -> str:
    return page.locator("#save-state").get_attribute("data-state") or ""


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.getAttribute('name') || ''")
    return name


def shown(page: Page, name: str) -> str:
    """What a figure shows, typed or added up."""
    text: str = field(page, name).evaluate(
        "each => each.tagName === 'OUTPUT' ? each.textContent : each.value"
    )
    return text


def residual(page: Page, line: str) -> str:
    return page.locator(f'output[data-relation][data-line="{line}"]').text_content() or ""


def paste(page: Page, text: str, html: str = "") -> None:
    """Pastes a text where the focus is, as Ctrl+V does; perhaps with the same as HTML."""
    page.evaluate(
        """([text, html]) => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            if (html) data.setData('text/html', html);
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            if (document.activeElement.dispatchEvent(event)) document.execCommand('insertText', false, text);
        }""",
        [text, html],
    )


def announced(page: Page) -> str:
    return page.locator("#announce").text_content() or ""
