"""A page taken apart, and what every page of this house keeps to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"br", "col", "hr", "img", "input", "link", "meta"}
TYPED = {"input", "select", "textarea"}
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:!?][\u4e00-\u9fff]")
LEFT_OVER = re.compile(r"\b(undefined|None|Undefined|nan)\b|\{\{|\{%|&lt;[a-z]")
REFERENCES = ("aria-labelledby", "aria-describedby", "headers", "form", "hx-target")


@dataclass(frozen=True, slots=True)
class Element:
    """One element: its attributes, and all the text in it."""

    tag: str
    own: dict[str, str]
    said: list[str]
    parents: tuple[Element, ...]

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.said)).strip()

    def __getitem__(self, name: str) -> str:
        return self.own.get(name, "")


class Page(HTMLParser):
    """The elements of a document or of a fragment, in order. A tag that is not closed fails the test."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(markup)
        self.close()
        assert [element.tag for element in self._open] == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(set(names)) == len(names), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, [], tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, f"<{tag}/> is closed at once, and in HTML is not"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.said.append(data)

    def all(self, tag: str = "", **own: str) -> list[Element]:
        """Elements by tag and attributes; `_` in a name stands for `-`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in own.items()}
        return [
            element
            for element in self.elements
            if tag in {"", element.tag} and all(element[name] == value for name, value in wanted.items())
        ]

    def one(self, tag: str = "", **own: str) -> Element:
        found = self.all(tag, **own)
        assert len(found) == 1, f"{len(found)} of {tag} {own}"
        return found[0]

    def fields(self, form: str = "section") -> dict[str, str]:
        """What a form sends without its buttons, as a browser without scripts would."""
        return dict(self._sent(form))

    def _sent(self, form: str) -> Iterator[tuple[str, str]]:
        for element in self.elements:
            inside = any(parent["id"] == form for parent in element.parents) or element["form"] == form
            if not inside or not element["name"]:
                continue
            if element.tag == "input":
                yield element["name"], element["value"]
            elif element.tag == "textarea":
                yield element["name"], "".join(element.said).removeprefix("\n")


def inspect(page: Page, markup: str) -> None:
    """What is true of every page. A fragment has no title and no heading of its own."""
    ids = Counter(element["id"] for element in page.elements if element["id"])
    assert [name for name, times in ids.items() if times > 1] == []
    whole = bool(page.all("html"))
    for element in page.elements:
        for reference in REFERENCES if whole else ():
            missing = [name for name in element[reference].split() if name.removeprefix("#") not in ids]
            assert missing == [], f"<{element.tag} {element.own}> names {missing}"
        assert not element["style"]
        assert not [name for name in element.own if name.startswith("on")]
    assert [
        element.own for element in page.elements if element.tag in TYPED and not _labelled(page, element)
    ] == []
    assert [element.own for element in page.all("button") if not element.text] == []
    assert HALF_WIDTH.findall(markup) == []
    assert LEFT_OVER.findall(markup) == []
    if whole:
        _inspect_document(page)


def _inspect_document(page: Page) -> None:
    assert page.one("html")["lang"] == "zh-CN"
    assert page.one("title").text.startswith(page.one("h1").text)
    assert page.one("main")["id"] == "main"
    assert all(script["src"] and script["integrity"] and not script.text for script in page.all("script"))
    assert page.all("style") == []


def _labelled(page: Page, element: Element) -> bool:
    if element["type"] == "hidden":
        return True
    if element["aria-label"] or element["aria-labelledby"].split():
        return True
    return any(label["for"] == element["id"] for label in page.all("label"))
