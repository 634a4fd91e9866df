"""Edition against edition, by stable ids: what was added, what was dropped, what says something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.edition import Edition
from app.domain.shape import (
    ColumnGroupShape,
    ColumnShape,
    RowGroupShape,
    RowShape,
    SectionShape,
)

Aspects = Mapping[str, str | tuple[str, ...]]
"""What is said about one thing, by the names of the aspects; its wording has the empty name."""
ABSENT = "–"


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Something that an edition names: `what` it is, and its `id` with those of what it stands in."""

    what: str
    id: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect of one thing; `before` is None where the thing was added, `after` where it was dropped."""

    thing: Thing
    aspect: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """One line, as for a list of changes."""
        name = f"{self.thing.what} {self.thing.id}"
        if self.before is None:
            return f"+ {name}: {self.after}"
        if self.after is None:
            return f"- {name}: {self.before}"
        aspect = f"{self.aspect}: " if self.aspect else ""
        return f"~ {name}: {aspect}{self.before} → {self.after}"


def compare(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """Everything in which two editions differ: dropped, then added, then changed, each in printed order."""
    before, after = dict(_things(old)), dict(_things(new))
    kept = {thing for thing in before if thing in after}
    dropped = (Difference(each, "", str(before[each][""]), None) for each in before if each not in after)
    added = (Difference(each, "", None, str(after[each][""])) for each in after if each not in before)
    changed = (
        difference
        for thing in after
        if thing in kept
        for difference in _changes(thing, before[thing], after[thing])
    )
    return tuple(each for each in (*dropped, *added, *changed) if not _implied(each, kept))


def _changes(thing: Thing, old: Aspects, new: Aspects) -> Iterator[Difference]:
    for aspect in dict.fromkeys((*old, *new)):
        before, after = old.get(aspect, ABSENT), new.get(aspect, ABSENT)
        if isinstance(before, tuple) and isinstance(after, tuple):
            # Of two long lists only what is not in both.
            before, after = (
                tuple(each for each in before if each not in after) or ABSENT,
                tuple(each for each in after if each not in before) or ABSENT,
            )
        if before != after:
            yield Difference(thing, aspect, _plain(before), _plain(after))


def _plain(aspect: str | tuple[str, ...]) -> str:
    return aspect if isinstance(aspect, str) else ", ".join(aspect)


def _implied(difference: Difference, kept: set[Thing]) -> bool:
    """Whether a cell came or went with its whole row or column, which is said already."""
    if difference.thing.what != "cell" or (difference.before and difference.after):
        return False
    section, row, column = difference.thing.id.split(".")
    return not {Thing("row", f"{section}.{row}"), Thing("column", f"{section}.{column}")} <= kept


def _things(edition: Edition) -> Iterator[tuple[Thing, Aspects]]:
    for name in ("title", "basis", "document", "issued"):
        yield Thing("form", name), {"": str(getattr(edition.shape, name))}
    years = edition.shape.years
    yield Thing("form", "years"), {"": f"{years.first}-{years.last or ''}"}
    for section in edition.shape.sections:
        yield Thing("section", section.id), {"": section.heading}
        for topic in section.prose.topics if section.prose else ():
            yield Thing("topic", f"{section.id}.{topic.id}"), {"": topic.label}
        yield from _lines(section)
    for address, figure in edition.figures.items():
        kind, *rest = figure.kind.model_dump().items()
        yield Thing("cell", address), {"": " ".join((kind[1], *(f"{key}={value}" for key, value in rest)))}
    for rule in edition.rules.values():
        keys = rule.model_dump(mode="json", by_alias=True, exclude={"id", "says"}, exclude_defaults=True)
        aspects = {key: _aspect(value) for key, value in keys.items()}
        yield Thing("rule", rule.id), {"": rule.says} | aspects


def _aspect(value: object) -> str | tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, list) else str(value)


def _lines(section: SectionShape) -> Iterator[tuple[Thing, Aspects]]:
    """Rows and columns of a section. A column of several grids has all of its headings."""
    columns: dict[str, tuple[str, ...]] = {}
    for block in section.table.blocks if section.table else ():
        for name, label in _leaves(block.rows):
            yield Thing("row", f"{section.id}.{name}"), {"": label}
        for name, label in _leaves(block.columns):
            columns[name] = tuple(dict.fromkeys((*columns.get(name, ()), label)))
    for name, labels in columns.items():
        yield Thing("column", f"{section.id}.{name}"), {"": " / ".join(labels)}


def _leaves(
    lines: tuple[RowGroupShape | RowShape, ...] | tuple[ColumnGroupShape | ColumnShape, ...], above: str = ""
) -> Iterator[tuple[str, str]]:
    """The ids of rows or columns, with their labels below those of their groups."""
    for line in lines:
        if isinstance(line, RowGroupShape):
            yield from _leaves(line.rows, f"{above}{line.head} · ")
        elif isinstance(line, ColumnGroupShape):
            yield from _leaves(line.columns, f"{above}{line.head} · ")
        else:
            yield line.id, f"{above}{line.label}"
