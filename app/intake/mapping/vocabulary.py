"""The words of an edition and their aliases, made comparable, to tell what a label names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from app.domain.address import Address
from app.domain.aliases import Aliases
from app.domain.edition import Edition
from app.domain.labels import bare, key, number_of, unvoiced, value_of
from app.domain.shape import (
    BlockShape,
    ColumnGroupShape,
    ColumnShape,
    RowGroupShape,
    RowShape,
    SectionShape,
    leaf_columns,
    leaf_rows,
)

LEAST = 4
"""Letters of a piece of a label that can stand for the whole."""
ALIKE = 0.75
"""How much of two labels has to be the same for one to be the other, miswritten."""
Groups = Iterable[RowGroupShape | RowShape | ColumnGroupShape | ColumnShape]


@dataclass(frozen=True, slots=True)
class Named:
    """A row or column with everything it may be called."""

    id: str
    label: str
    names: tuple[str, ...]

    def calls(self, word: str, form: Callable[[str], str]) -> bool:
        """Whether the word, in this comparable form, is one of its names."""
        return bool(form(word)) and any(form(word) == form(name) for name in self.names)


@dataclass(frozen=True)
class BlockWords:
    """The words of one grid. Across, its one line has no label and a slot for each row and column."""

    section: str
    number: int
    shape: BlockShape
    rows: tuple[Named, ...]
    columns: tuple[Named, ...]

    @property
    def heads(self) -> tuple[Named, ...]:
        """What the columns are called, one for each slot of a line."""
        return self.columns * (len(self.rows) if self.shape.across else 1)

    @cached_property
    def spans(self) -> tuple[int, ...]:
        """Columns of the printed grid that each slot takes."""
        spans = tuple(column.span for column in leaf_columns(self.shape.columns))
        return spans * (len(self.rows) if self.shape.across else 1)

    def slots(self, row: str) -> tuple[Address, ...]:
        """The figures of a line in printed order."""
        rows = [each.id for each in self.rows] if self.shape.across else [row]
        crossings = ((each, column.id) for each in rows for column in self.columns)
        return tuple(Address(f"{self.section}.{each}.{column}") for each, column in crossings)

    @cached_property
    def banners(self) -> frozenset[str]:
        """What stands over the columns and is none: caption, corner, headings over headings."""
        heads = [self.shape.caption or "", self.shape.corner or "", *_heads(self.shape.columns)]
        if self.shape.across:
            heads += [*_heads(self.shape.rows), *(row.label for row in self.rows)]
        return frozenset(key(head) for head in heads if head)

    @cached_property
    def labels(self) -> frozenset[str]:
        """Everything that stands in it beside figures."""
        names = (name for each in (*self.rows, *self.columns) for name in each.names)
        return self.banners | self.groups | frozenset(map(key, names))

    @cached_property
    def by_depth(self) -> tuple[str, ...]:
        """The columns as they are read from one row of heads to the next."""
        found = sorted(_column_depths(self.shape.columns, 0), key=lambda each: each[1])
        return tuple(name for name, _ in found)

    @cached_property
    def depths(self) -> Mapping[str, int]:
        """In which column of the form the label of each row stands."""
        return dict(_depths(self.shape.rows, 0))

    @cached_property
    def groups(self) -> frozenset[str]:
        """The headings beside rows."""
        return frozenset(key(head) for head in _heads(self.shape.rows))


def _depths(nodes: Iterable[RowGroupShape | RowShape], depth: int) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, RowGroupShape):
            yield from _depths(node.rows, depth + 1)
        else:
            yield node.id, depth


def _column_depths(nodes: Iterable[ColumnGroupShape | ColumnShape], depth: int) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ColumnGroupShape):
            yield from _column_depths(node.columns, depth + 1)
        else:
            yield node.id, depth


def _heads(nodes: Groups) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, RowGroupShape):
            yield node.head
            yield from _heads(node.rows)
        elif isinstance(node, ColumnGroupShape):
            yield node.head
            yield from _heads(node.columns)


@dataclass(frozen=True)
class Vocabulary:
    """An edition's words."""

    edition: Edition
    aliases: Aliases

    def plain(self, text: str) -> str:
        """The text as labels are compared: in simplified characters, without their sounds."""
        return self.aliases.simplified(unvoiced(text))

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels that the form itself prints, comparable."""
        blocks = [block for blocks in self.blocks.values() for block in blocks]
        named = (name.label for block in blocks for name in (*block.rows, *block.columns))
        return frozenset(map(key, named)).union(*(block.banners for block in blocks))

    def names(self, at: str, *own: str | None) -> tuple[str, ...]:
        """Own words and aliases of what stands at an address pattern."""
        return tuple(dict.fromkeys([*filter(None, own), *self.aliases.labels.get(at, ())]))

    @cached_property
    def blocks(self) -> dict[str, tuple[BlockWords, ...]]:
        """The printed grids of each section."""
        sections = self.edition.sections.values()
        return {
            section.id: tuple(
                self._block(section.id, at, block) for at, block in enumerate(section.table.blocks)
            )
            for section in sections
            if section.table and section.table.printed
        }

    def _block(self, section: str, number: int, block: BlockShape) -> BlockWords:
        rows = tuple(
            Named(row.id, row.label, self.names(f"{section}.{row.id}", row.label, row.short))
            for row in leaf_rows(block.rows)
        )
        columns = tuple(
            Named(column.id, column.label, self.names(f"{section}.*.{column.id}", column.label, column.short))
            for column in leaf_columns(block.columns)
        )
        return BlockWords(section, number, block, rows, columns)

    def section(self, text: str) -> SectionShape | None:
        """The section whose heading this is, in the form's words or in others."""
        said = self.plain(text)
        sections = self.edition.sections.values()
        exact = (each for each in sections if key(each.heading) == key(said))
        return next(exact, None) or self._section_like(said)

    def _section_like(self, said: str) -> SectionShape | None:
        number = number_of(said)
        for section in self.edition.sections.values():
            own = number_of(section.heading)
            if number[:1] in ("(", "\uff08") and own[:1] != number[:1]:
                continue
            if bare(said) == bare(section.heading):
                return section
            same = value_of(number) == value_of(own)
            other_words = any(bare(said) == bare(name) for name in self.names(section.id))
            if (other_words and (same or not number)) or (number and same and _alike(said, section.heading)):
                return section
        return None


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio() >= ALIKE


def nearest(word: str, rows: tuple[Named, ...]) -> Named | None:
    """The row that a miswritten or cut label must mean: the only one that is like it.

    A piece of a label counts; so does one that is mostly the same under the same number.
    """
    said = bare(word)
    pieces = [row for row in rows if len(said) >= LEAST and any(said in bare(name) for name in row.names)]
    if len(pieces) == 1:
        return pieces[0]
    number = key(number_of(word))
    alike = [row for row in rows if number == key(number_of(row.label)) and _miswritten(said, row)]
    return alike[0] if len(alike) == 1 and len(said) >= LEAST else None


def _miswritten(said: str, row: Named) -> bool:
    """Mostly the same; a label that says all of another one and more is something else."""
    return bare(row.label) not in said and _alike(said, row.label)


def named(words: Vocabulary, block: BlockWords, text: str) -> Named | None:
    """The column that a head names, which may go on behind the name."""
    said = words.plain(text)
    exact = next((each for each in block.columns if each.calls(said, key)), None)
    longer = (each for each in block.columns if any(key(said).startswith(key(name)) for name in each.names))
    return exact or next(longer, None)
