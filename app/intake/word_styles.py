"""The styles of a Word file, as far as they change what is read: headings, lists, hidden words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.intake.markup import Element

DEEPEST = 20
"""Styles that a style may stand on."""
_HEADING = "heading "
_OFF = ("0", "false", "off", "none")


def local(element: Element) -> str:
    """The name of an element without its namespace: the two standards differ in nothing else."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The first element within that has this name, or the way of names that leads to it."""
    for name in names:
        element = next((each for each in (() if element is None else element) if local(each) == name), None)
    return element


def value(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without namespace; nothing where it or the element is missing."""
    if element is None:
        return ""
    return next(
        (said for attribute, said in element.attrib.items() if attribute.rpartition("}")[2] == name), ""
    )


def integer(element: Element | None, name: str = "val", default: int = 0) -> int:
    """An attribute that is a small whole number."""
    said = value(element, name)
    return int(said) if said.isascii() and said.isdigit() and len(said) < len("1000000") else default


def on(element: Element | None) -> bool:
    """Whether a switch that stands there is on."""
    return element is not None and value(element) not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says, and the one it stands on."""

    name: str
    under: str
    number: str = ""
    level: int | None = None
    outline: int | None = None
    hidden: bool | None = None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by their ids; `usual` is that of paragraphs which name none."""

    by_id: Mapping[str, Style]
    usual: str = ""

    def _line(self, style: str) -> Iterator[Style]:
        """The style and those it stands on."""
        for _ in range(DEEPEST):
            found = self.by_id.get(style)
            if found is None:
                return
            yield found
            style = found.under

    def heading(self, style: str) -> int:
        """The level of a heading, 1 that of the title; 0 of none."""
        for each in self._line(style):
            name = each.name.lower()
            if name == "title":
                return 1
            if name.startswith(_HEADING) and name[len(_HEADING) :].isdigit():
                return int(name[len(_HEADING) :]) + 1
            if each.outline is not None:
                return each.outline + 2 if each.outline < len("123456789") else 0
        return 0

    def list_of(self, style: str) -> str:
        """The list to which the paragraphs of a style belong, or nothing."""
        return next((each.number for each in self._line(style) if each.number), "")

    def level_of(self, style: str) -> int:
        """The level on which they stand in it."""
        return next((each.level for each in self._line(style) if each.level is not None), 0)

    def hidden(self, style: str) -> bool:
        """Whether its words are hidden."""
        return next((each.hidden for each in self._line(style) if each.hidden is not None), False)


def styles(tree: Element | None) -> Styles:
    """The styles that a part describes."""
    found: dict[str, Style] = {}
    usual = ""
    for each in () if tree is None else tree:
        if local(each) != "style":
            continue
        name = value(each, "styleId")
        numbers, outline = child(each, "pPr", "numPr"), child(each, "pPr", "outlineLvl")
        level, hidden = child(numbers, "ilvl"), child(each, "rPr", "vanish")
        found[name] = Style(
            value(child(each, "name")),
            value(child(each, "basedOn")),
            value(child(numbers, "numId")),
            None if level is None else integer(level),
            None if outline is None else integer(outline, default=9),
            None if hidden is None else on(hidden),
        )
        if value(each, "type") == "paragraph" and value(each, "default") in ("1", "true", "on"):
            usual = name
    return Styles(found, usual)
