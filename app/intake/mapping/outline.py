"""A document cut at the headings of an edition: what stands before the first, and each section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.labels import ends_sentence, is_contents, is_page_number, key
from app.domain.narrative import Deviation
from app.domain.sheet_words import ABOUT, CHECKED, CHECKS, COLUMNS, DATA, FACTS
from app.intake.mapping.lines import Cell, Line, lines, where
from app.intake.mapping.vocabulary import Vocabulary
from app.intake.neutral import Item, Paragraph, Table

LONGEST = 44  # characters of a heading


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """`front` stands before the first section. `renamed` are headings in other words than the form's."""

    front: Part
    parts: dict[str, Part]
    renamed: list[Deviation]


def outlined(items: Iterable[Item], words: Vocabulary) -> Outline:
    """The document cut into sections.

    Lines of tables that stand under no section with a table, as in a pasted table or in a workbook, go to
    the section most of whose labels they say.
    """
    outline = Outline(Part(), {}, [])
    now = outline.front
    for item in items:
        if isinstance(item, Table) and item.place.sheet:
            now = outline.front  # each sheet of a workbook begins anew
        if isinstance(item, Table) and _is_ours(item):
            continue
        if isinstance(item, Paragraph):
            opened = _opened(outline, words, item)
            if opened:
                now = opened
            elif not _is_nothing(words, item.text):
                _paragraph(outline, words, item, now)
        else:
            now = _table(outline, words, item, now)
    for part in outline.parts.values():
        while part.paragraphs and words.aliases.is_furniture(part.paragraphs[-1].text):
            part.paragraphs.pop()
    return outline


def table_of(items: Iterable[Item], words: Vocabulary, section: str) -> Outline:
    """A document that is nothing but the table of a section, and what stands beside it."""
    outline = Outline(Part(), {section: Part()}, [])
    for item in items:
        if isinstance(item, Paragraph):
            _paragraph(outline, words, item, outline.parts[section])
        elif section in words.blocks:
            outline.parts[section].lines.extend(lines(item))
    return outline


def _is_nothing(words: Vocabulary, text: str) -> bool:
    """A line of the blank form, of a table of contents, or the number of a page."""
    return words.aliases.is_placeholder(text) or is_contents(text) or is_page_number(text)


def _paragraph(outline: Outline, words: Vocabulary, paragraph: Paragraph, now: Part) -> None:
    """What stands over the columns may stand over the table instead, outside it."""
    section = next((name for name, part in outline.parts.items() if part is now), "")
    said = key(words.plain(paragraph.text))
    if any(said in block.banners for block in words.blocks.get(section, ())):
        cell = Cell(paragraph.text, 0, 1, where(paragraph.place))
        now.lines.append(Line((cell,), paragraph.place))
    else:
        now.paragraphs.append(paragraph)


def _is_ours(table: Table) -> bool:
    """Whether it is a sheet that our workbooks have beside the report: data, checks, facts."""
    said = next(((cell.text for cell in row) for row in table.rows), iter(()))
    first = next(said, "")
    return (table.place.sheet, first) in {(DATA, COLUMNS[0]), (CHECKS, CHECKED[0]), (ABOUT, FACTS[0])}


def _opened(outline: Outline, words: Vocabulary, paragraph: Paragraph) -> Part | None:
    """The part that this paragraph is the heading of."""
    if len(paragraph.text) > LONGEST:
        return None
    section = words.section(paragraph.text)
    if section is None or is_contents(paragraph.text):
        return None
    if key(words.plain(paragraph.text)) != key(section.heading):
        outline.renamed.append(Deviation("heading", paragraph.text, where(paragraph.place).words))
    return outline.parts.setdefault(section.id, Part())


def _table(outline: Outline, words: Vocabulary, table: Table, now: Part) -> Part:
    """Gives its lines to the parts they belong to; a line may itself be a heading."""
    here: list[Line] = []
    for line in lines(table):
        only = line.said[0] if len(line.said) == 1 else None
        opened = _opened(outline, words, Paragraph(only.text, table.place)) if only else None
        if opened:
            _belonging(outline, words, here, now)
            here, now = [], opened
        elif only and ends_sentence(only.text):
            _belonging(outline, words, here, now)
            here = []
            now.paragraphs.append(Paragraph(only.text, line.place))
        else:
            here.append(line)
    _belonging(outline, words, here, now)
    return now


def _belonging(outline: Outline, words: Vocabulary, found: list[Line], now: Part) -> None:
    """Gives lines to the section they stand in, unless they say several words of another and none of it."""
    current = next((name for name, part in outline.parts.items() if part is now), None)
    scores = _scores(words, found)
    best = max(scores, key=lambda section: scores[section], default=None)
    name = current if current in words.blocks else None
    if best and scores[best] > (1 if name else 0) and not (name and scores[name]):
        name = best
    if name:
        outline.parts.setdefault(name, Part()).lines.extend(found)
    else:  # text that was laid out by a table, or a table of the author's own
        now.paragraphs.extend(Paragraph(line.text, line.place) for line in found)


def _scores(words: Vocabulary, found: list[Line]) -> dict[str, int]:
    """How many labels of each section the lines say."""
    said = {key(words.plain(cell.text)) for line in found for cell in line.said}
    return {
        section: len(said & {key(row.label) for block in blocks for row in block.rows})
        + len(said & {banner for block in blocks for banner in block.banners})
        for section, blocks in words.blocks.items()
    }
