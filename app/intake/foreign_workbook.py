"""A workbook of anybody as it is seen: numbers as they are shown, what is hidden left out and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.proof_troubles import UnreadableDocument
from app.domain.reading_words import HIDDEN_SHEET
from app.intake.book_numbers import BUILT_IN
from app.intake.book_sheets import Facts, Reading, text_of
from app.intake.markup import Element
from app.intake.neutral import Neutral, Place, Remark, Table
from app.intake.package import Package, unpacked
from app.intake.word_styles import child, integer, local, value

HIDDEN = ("hidden", "veryHidden")
MOST_SHEETS = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name and part."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What was read so far."""

    tables: list[Table] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read(content: bytes) -> Neutral:
    """The sheets as tables, in order, each with its name as caption. Raises `UnreadableDocument`."""
    return document(unpacked(content))


def document(package: Package) -> Neutral:
    """The same of an unpacked one."""
    main = next(iter(package.related("", "officeDocument")), "")
    book = package.tree(main)
    if book is None or local(book) != "workbook":
        raise UnreadableDocument("broken")
    sheets = list(_sheets(book, package.by_id(main)))
    if len(sheets) > MOST_SHEETS:
        raise UnreadableDocument("long")
    facts = Facts(
        tuple(_strings(_part(package, main, "sharedStrings"))),
        tuple(_formats(_part(package, main, "styles"))),
        later=value(child(book, "workbookPr"), "date1904") in ("1", "true"),
    )
    found = Found()
    for number, sheet in enumerate(sheets, 1):
        _take(package, sheet, Place(table=number, sheet=sheet.name), facts, found)
    return Neutral(tuple(found.tables), remarks=tuple(found.remarks))


def _take(package: Package, sheet: Sheet, place: Place, facts: Facts, found: Found) -> None:
    tree = package.tree(sheet.part)
    if tree is None or local(tree) != "worksheet":
        return
    reading = Reading(facts, place)
    rows = reading.rows(tree)
    if not any(cell.text for row in rows for cell in row):
        return
    if sheet.hidden:
        found.remarks.append(Remark(sheet.name, HIDDEN_SHEET, place))
        return
    found.tables.append(Table(rows, place, sheet.name))
    found.remarks.extend(reading.remarks)


def _part(package: Package, main: str, kind: str) -> Element | None:
    name = next(iter(package.related(main, kind)), None)
    return package.tree(name) if name else None


def _sheets(book: Element, parts: Mapping[str, str]) -> Iterator[Sheet]:
    for each in _members(child(book, "sheets")):
        name, state = value(each, "name"), value(each, "state")
        yield Sheet(name, parts.get(value(each, "id"), ""), state in HIDDEN)


def _strings(tree: Element | None) -> Iterator[str]:
    """The texts that cells refer to by their number."""
    yield from (text_of(each) for each in (() if tree is None else tree) if local(each) == "si")


def _formats(tree: Element | None) -> Iterator[str]:
    """The format of each style that cells refer to by its number."""
    own = {integer(each, "numFmtId"): value(each, "formatCode") for each in _members(child(tree, "numFmts"))}
    for each in _members(child(tree, "cellXfs")):
        number = integer(each, "numFmtId")
        yield own.get(number, BUILT_IN.get(number, ""))


def _members(element: Element | None) -> Iterator[Element]:
    yield from () if element is None else element
