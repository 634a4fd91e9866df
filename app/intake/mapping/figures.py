"""The figures of a section's tables: read, doubtful, or of no place in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import dropwhile

from app.domain.address import Address
from app.domain.imported import (
    COLUMNS,
    GAP,
    LOOSE,
    MERGED,
    ROW,
    TWICE,
    UNIT,
    Doubtful,
    Unplaced,
    Where,
)
from app.domain.labels import is_figure, key, unit_in
from app.domain.narrative import Deviation
from app.intake.mapping.lines import Cell, Line
from app.intake.mapping.placing import Doubt, Placed, Slots, all_in_doubt, placed
from app.intake.mapping.rows import Found
from app.intake.mapping.segments import Segment, Sorting
from app.intake.mapping.standing import Standing, in_order
from app.intake.mapping.vocabulary import Vocabulary, named

_DIGIT = re.compile(r"[0-9]")
_GAP = re.compile(r"[0-9]\s+[0-9]")


@dataclass(slots=True, frozen=True)
class Figures:
    """What came out of tables; the parts are filled while they are read."""

    cells: dict[Address, str] = field(default_factory=dict)
    seen: dict[str, Where] = field(default_factory=dict)
    doubts: dict[Address, Doubtful] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    deviations: list[Deviation] = field(default_factory=list)
    rows: set[tuple[Address, ...]] = field(default_factory=set)
    """Those of which figures were read, by their addresses."""

    def doubt(self, address: Address, doubt: Doubt) -> None:
        """The figure is not certain: its cell stays blank."""
        read = self.cells.pop(address, "")
        before = self.seen.pop(address, None)
        text = " ".join(filter(None, (read, doubt.read))) if read != doubt.read else read
        place = doubt.cell.where if doubt.cell else before or Where()
        self.doubts.setdefault(address, Doubtful(address, text, doubt.why, place))

    def read(self, address: Address, cell: Cell) -> None:
        """The figure is certain, unless it was read before and was another one."""
        if _GAP.search(cell.text):
            self.doubt(address, Doubt(cell.text, GAP, cell))
        elif self.cells.get(address, cell.text) != cell.text:
            self.doubt(address, Doubt(cell.text, TWICE, cell))
        elif address not in self.doubts:
            self.cells[address] = cell.text
            self.seen[address] = cell.where


def read_tables(words: Vocabulary, section: str, lines: tuple[Line, ...], figures: Figures) -> None:
    """Adds what the tables of a section say to `figures`."""
    sorting = Sorting(words, section)
    for line in lines:
        sorting.take(line)
    found = sorting.sorted()
    for line in found.foreign:
        _foreign(line, figures)
    figures.unplaced.extend(Unplaced(cell.text, cell.where.words, LOOSE) for cell in found.loose)
    for segment in found.segments:
        _segment(words, segment, figures)


def _foreign(line: Line, figures: Figures) -> None:
    label = next((cell.text for cell in reversed(line.said) if not is_figure(cell.text)), "")
    figures.unplaced.append(Unplaced(line.text, line.where.words, ROW if label else LOOSE))
    if label:
        figures.deviations.append(Deviation("row", label, line.where.words))


def _segment(words: Vocabulary, segment: Segment, figures: Figures) -> None:
    standing = Standing(words, segment)
    strange = _strange_heads(words, segment) or _crowded(segment) or not in_order(words, segment)
    units = _other_units(words, segment)
    for found in segment.lines:
        addresses = segment.block.slots(found.row)
        forms = tuple(words.edition.figures[address] for address in addresses)
        slots = Slots(forms, segment.block.spans, standing.columns(found))
        result = _placed(found, slots, strange=strange)
        if found.filled:
            _again(result, addresses, figures)
        _take(result, found, figures)
        for address in addresses:
            if address.rsplit(".", 1)[-1] in units and address in figures.cells:
                figures.doubt(address, Doubt(figures.cells[address], UNIT))


def _placed(found: Found, slots: Slots, *, strange: bool) -> Placed:
    said = [cell for cell in found.figures if cell.text]
    if said and (strange or found.merged):
        return all_in_doubt(said, slots, MERGED if found.merged else COLUMNS)
    return placed(found.figures, slots, long=found.line.long)


def _crowded(segment: Segment) -> bool:
    """Whether a row has more figures than the form has columns: then one may be of none of them.

    Words between the label and the first figure, which may have a number before them, are none.
    """
    rows = (dropwhile(lambda cell: not is_figure(cell.text), each.figures) for each in segment.lines)
    numbers = (sum(bool(_DIGIT.search(cell.text)) for cell in row) for row in rows)
    return any(count > len(segment.block.spans) for count in numbers)


def _again(result: Placed, addresses: tuple[Address, ...], figures: Figures) -> None:
    """A row that was read before: what is blank in one of the two and filled in the other is doubtful too."""
    if addresses in figures.rows:
        for address in addresses:
            before, now = figures.cells.get(address, ""), result.cells.get(address)
            if bool(before) != bool(now):
                figures.doubt(address, Doubt(before or (now.text if now else ""), TWICE, now))
    figures.rows.add(addresses)


def _take(result: Placed, found: Found, figures: Figures) -> None:
    for address, cell in result.cells.items():
        figures.read(address, cell)
    for address, doubt in result.doubts.items():
        figures.doubt(address, doubt)
    if not found.exact:
        figures.deviations.append(Deviation("row", found.label, found.line.where.words))


def _head_cells(segment: Segment) -> Iterator[Cell]:
    for line in segment.heads:
        yield from line.said


def _strange_heads(words: Vocabulary, segment: Segment) -> bool:
    """Whether there are heads that no grid of the section has, nor has as a piece of one.

    What stands in the corner over the labels is none.
    """
    blocks = words.blocks[segment.block.section]
    names = {key(name) for block in blocks for column in block.columns for name in column.names}
    known = {each for block in blocks for each in block.banners} | names
    cells = [cell for line in segment.heads for cell in line.said if cell.column or line.run]
    said = (key(words.plain(cell.text)) for cell in cells)
    return any(word and not any(word in each or each in word for each in known if each) for word in said)


def _other_units(words: Vocabulary, segment: Segment) -> set[str]:
    """The columns whose head names another unit than the form's."""
    found: set[str] = set()
    for cell in _head_cells(segment):
        column, unit = named(words, segment.block, cell.text), unit_in(words.plain(cell.text))
        if column and unit:
            figures = words.edition.figures.values()
            own = {
                each.kind.unit
                for each in figures
                if each.section == segment.block.section
                and each.column == column.id
                and each.kind.kind == "money"
            }
            if own and unit not in own:
                found.add(column.id)
    return found
