"""Manuscripts altered on their way to the printer: what a defect of a writer would do to a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from app.domain.address import Address
from app.domain.grid import Grid, GridCell
from app.domain.manuscript import Manuscript, Part, Passage


@dataclass(frozen=True, slots=True)
class Sabotage:
    """An altered manuscript, and the words by which the place of the damage is to be named."""

    script: Manuscript
    named: str


def dropped_row(script: Manuscript) -> Sabotage:
    """The last row but one of the largest table is missing, and nothing is where the document says it is."""
    each = _largest(script)
    lost = each.body[-2]
    label = next(cell.text for cell in lost if cell.role == "stub" and cell.rowspan == 1)
    body = tuple(_shorter(row, at, len(each.body) - 2) for at, row in enumerate(each.body) if row is not lost)
    return Sabotage(_with_grid(script, each, replace(each, body=body)), label)


def swapped_figures(script: Manuscript) -> Sabotage:
    """Two figures stand in each other's cells."""
    one, other = _different(script)
    return Sabotage(
        _written(script, {one: script.written[other], other: script.written[one]}), _name(script, one)
    )


def wrong_total(script: Manuscript) -> Sabotage:
    """A total is one too many."""
    total = next(each.address for each in script.report.edition.totals if each.printed)
    wrong = str(int(script.written[total]) + 1)
    return Sabotage(_written(script, {total: wrong}), _name(script, total))


def swapped_columns(script: Manuscript) -> Sabotage:
    """Two headings of columns stand in each other's place."""
    each = _largest(script)
    head = each.head[-1]
    one, other = [cell for cell in head if cell.role == "head"][:2]
    texts = {one.id: other.text, other.id: one.text}
    line = tuple(replace(cell, text=texts.get(cell.id, cell.text)) for cell in head)
    return Sabotage(_with_grid(script, each, replace(each, head=(*each.head[:-1], line))), one.text)


def changed_label(script: Manuscript) -> Sabotage:
    """A label of a row lost its last character."""
    each = _largest(script)
    cell = next(cell for cell in each.body[0] if cell.role == "stub")
    first = tuple(replace(each, text=each.text[:-1]) if each is cell else each for each in each.body[0])
    return Sabotage(_with_grid(script, each, replace(each, body=(first, *each.body[1:]))), cell.text)


def blank_as_zero(script: Manuscript) -> Sabotage:
    """A cell in which nothing was written says 0."""
    blank = next(
        address for address, text in script.written.items() if not text and _printed(script, address)
    )
    return Sabotage(_written(script, {blank: "0"}), _name(script, blank))


def zero_as_blank(script: Manuscript) -> Sabotage:
    """A cell with 0 says nothing."""
    zero = next(
        address for address, text in script.written.items() if text == "0" and _printed(script, address)
    )
    return Sabotage(_written(script, {zero: ""}), _name(script, zero))


def lost_paragraph(script: Manuscript) -> Sabotage:
    """The first paragraph is missing."""
    lost = _passage(script).paragraphs[0]
    return Sabotage(_with_paragraphs(script, lambda texts: texts[1:]), lost[:10])


def doubled_paragraph(script: Manuscript) -> Sabotage:
    """The first paragraph stands there twice."""
    twice = _passage(script).paragraphs[0]
    return Sabotage(_with_paragraphs(script, lambda texts: (texts[0], *texts)), twice[:10])


def cut_paragraph(script: Manuscript) -> Sabotage:
    """The last character of a paragraph is missing."""
    cut = _passage(script).paragraphs[0]
    return Sabotage(_with_paragraphs(script, lambda texts: (texts[0][:-1], *texts[1:])), cut[-8:])


def changed_heading(script: Manuscript) -> Sabotage:
    """A heading has another word."""
    heading = _passage(script).heading
    changed = replace(_passage(script), heading=heading[:-1] + "事")
    return Sabotage(_with_passage(script, changed), heading)


def moved_paragraph(script: Manuscript) -> Sabotage:
    """The title of the report stands before the wrong preface: two texts have changed places."""
    first, second = script.parts[0].passages[:2]
    swapped = (replace(first, paragraphs=second.paragraphs), replace(second, paragraphs=first.paragraphs))
    part = replace(script.parts[0], passages=(*swapped, *script.parts[0].passages[2:]))
    return Sabotage(replace(script, parts=(part, *script.parts[1:])), first.paragraphs[0][:10])


def other_title(script: Manuscript) -> Sabotage:
    """The title has another year."""
    return Sabotage(replace(script, title=script.title.replace("20", "21", 1)), script.title[:10])


def _printed(script: Manuscript, address: Address) -> bool:
    return script.report.edition.figures[address].printed


def _name(script: Manuscript, address: Address) -> str:
    return script.report.edition.figures[address].name


def _different(script: Manuscript) -> tuple[Address, Address]:
    """The first two figures beside each other that say different numbers."""
    plain = [
        address for address, text in script.written.items() if text.isdigit() and _printed(script, address)
    ]
    return next(
        (one, other) for one, other in pairwise(plain) if script.written[one] != script.written[other]
    )


def _written(script: Manuscript, changes: dict[Address, str]) -> Manuscript:
    return replace(script, written={**script.written, **changes})


def _largest(script: Manuscript) -> Grid:
    return max((each for part in script.parts for each in part.grids), key=lambda each: len(each.body))


def _with_grid(script: Manuscript, old: Grid, new: Grid) -> Manuscript:
    parts = tuple(
        replace(part, grids=tuple(new if each is old else each for each in part.grids))
        for part in script.parts
    )
    return replace(script, parts=parts)


def _shorter(row: tuple[GridCell, ...], at: int, lost: int) -> tuple[GridCell, ...]:
    """A row whose labels do not reach over the one that was lost any more."""
    return tuple(
        replace(cell, rowspan=cell.rowspan - (at < lost < at + cell.rowspan)) if cell.rowspan > 1 else cell
        for cell in row
    )


def _part(script: Manuscript) -> Part:
    return next(
        part for part in script.parts if any(each.heading and each.paragraphs for each in part.passages)
    )


def _passage(script: Manuscript) -> Passage:
    return next(each for each in _part(script).passages if each.heading and each.paragraphs)


def _with_passage(script: Manuscript, new: Passage) -> Manuscript:
    part, old = _part(script), _passage(script)
    passages = tuple(new if each is old else each for each in part.passages)
    parts = tuple(replace(each, passages=passages) if each is part else each for each in script.parts)
    return replace(script, parts=parts)


Paragraphs = tuple[str, ...]


def _with_paragraphs(script: Manuscript, change: Callable[[Paragraphs], Paragraphs]) -> Manuscript:
    passage = _passage(script)
    return _with_passage(script, replace(passage, paragraphs=change(passage.paragraphs)))


ON_TEXTS = (lost_paragraph, doubled_paragraph, cut_paragraph, changed_heading, moved_paragraph, other_title)
"""What happens to texts, which files of figures do not have."""
ON_TABLES = (
    dropped_row,
    swapped_figures,
    wrong_total,
    swapped_columns,
    changed_label,
    blank_as_zero,
    zero_as_blank,
)
