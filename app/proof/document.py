"""A document of paragraphs and tables against the manuscript: PDF, Word and web pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

from app.domain import difference as words
from app.domain.difference import Difference
from app.domain.manuscript import Manuscript
from app.intake.neutral import Item, Neutral, Paragraph, Table
from app.proof.alignment import GAP, by_key, paired
from app.proof.outcome import Outcome, summed
from app.proof.tables import compared as tables_compared
from app.proof.texts import bare, same
from app.proof.wanted import Wanted, WantedTables, WantedText, wanted

Found = Paragraph | tuple[Table, ...]
"""A paragraph, or tables that follow each other."""


def compared(script: Manuscript, document: Neutral) -> Outcome:
    """What differs between the two in texts and tables. What follows the report in a draft is passed over."""
    draft = any(words.DRAFT in each.text for each in document.margins)
    whole = in_order(script, wanted(script), document.items, draft=draft)
    return Outcome(whole.differences, whole.figures, whole.texts, draft)


def in_order(
    script: Manuscript, pieces: Sequence[Wanted], items: Sequence[Item], *, draft: bool = False
) -> Outcome:
    """The same for these pieces and items. Where no item has a level, the format tells none."""
    runs = list(by_key(pieces, _found(items), _key_wanted, _key_found))
    if draft and runs and not runs[-1][0]:
        runs.pop()
    pairs = [pair for ones, others, equal in runs for pair in _side_by_side(ones, others, equal=equal)]
    levels = any(isinstance(item, Paragraph) and item.level for item in items)
    return summed(_pair(script, one, other, levels=levels) for one, other in pairs)


def _side_by_side(
    ones: Sequence[Wanted], others: Sequence[Found], *, equal: bool
) -> Iterator[tuple[Wanted | None, Found | None]]:
    """Equal ones together; of what is between them changed ones together, lost and added ones alone."""
    if equal:
        yield from zip(ones, others, strict=True)
    else:
        between = paired(ones, others, _unlike)
        yield from between


def _found(items: Sequence[Item]) -> list[Found]:
    found: list[Found] = []
    for is_table, run in groupby(items, key=lambda item: isinstance(item, Table)):
        members = list(run)
        if is_table:
            found.append(tuple(each for each in members if isinstance(each, Table)))
        else:
            found += [each for each in members if isinstance(each, Paragraph)]
    return found


def _key_wanted(each: Wanted) -> str | None:
    return bare(each.text) if isinstance(each, WantedText) else None


def _key_found(each: Found) -> str | None:
    return bare(each.text) if isinstance(each, Paragraph) else None


def _unlike(one: Wanted, other: Found) -> float:
    """How much the two differ, from 0 to 1; a text and a table are never the same."""
    if isinstance(one, WantedTables) or isinstance(other, tuple):
        return 0 if isinstance(one, WantedTables) and isinstance(other, tuple) else 2 * GAP
    wanted_text, found_text = bare(one.text), bare(other.text)
    ahead = _alike(wanted_text, found_text)
    behind = _alike(wanted_text[ahead:][::-1], found_text[ahead:][::-1])
    return 1 - (ahead + behind) / max(len(wanted_text), len(found_text), 1)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _pair(script: Manuscript, one: Wanted | None, other: Found | None, *, levels: bool) -> Outcome:
    if isinstance(one, WantedTables):
        return tables_compared(script, one.part, other if isinstance(other, tuple) else ())
    if isinstance(other, tuple):
        return Outcome(tuple(_extra_tables(other)))
    if one is None:
        return Outcome(tuple(_extra(other)))
    if other is None:
        return Outcome((Difference(one.place, one.text, change="lost"),))
    return Outcome(tuple(_text(one, other, levels=levels)), texts={one.key: other.text})


def _text(one: WantedText, other: Paragraph, *, levels: bool) -> Iterator[Difference]:
    on = words.on_page(other.place.page, other.place.sheet)
    if not same(one.text, other.text, other.breaks):
        yield Difference(on + one.place, one.text, other.text)
    elif levels and one.level != other.level:
        place = on + words.LEVEL.format(text=one.text)
        yield Difference(place, words.LEVELS[one.level], words.LEVELS[other.level])


def _extra(other: Paragraph | None) -> Iterator[Difference]:
    if other is not None:
        yield Difference(words.on_page(other.place.page, other.place.sheet), found=other.text, change="extra")


def _extra_tables(tables: Sequence[Table]) -> Iterator[Difference]:
    for table in tables:
        said = " ".join(cell.text for row in table.rows for cell in row if cell.text)
        yield Difference(words.on_page(table.place.page, table.place.sheet), found=said, change="extra")
