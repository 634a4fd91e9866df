"""The printed grid of a table: headers over headers, labels beside labels, and where each figure stands.

The form, the printed page and every other projection lay a table out by this one function.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.address import Address
from app.domain.shape import BlockShape, ColumnGroupShape, ColumnShape, RowGroupShape, RowShape

Role = Literal["corner", "head", "stub", "figure"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell as it is printed.

    `headers` are the ids of the header cells that speak for a figure, outermost first.
    """

    role: Role
    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""
    id: str = ""
    headers: tuple[str, ...] = ()
    address: Address | None = None
    hint: str = ""
    row: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to print: `stubs` label columns, then `width` grid columns of figures."""

    id: str
    caption: str
    stubs: int
    width: int
    head: tuple[tuple[GridCell, ...], ...]
    body: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A heading with the headings below it; a leaf has an `end` that says what it heads, and a `span`."""

    text: str
    below: tuple[Node, ...] = ()
    end: tuple[str, ...] = ()
    span: int = 1
    hint: str = ""
    total: bool = False

    @property
    def depth(self) -> int:
        """Levels from here down."""
        return 1 + max((node.depth for node in self.below), default=0)

    @property
    def leaves(self) -> tuple[Node, ...]:
        """The lowest headings in order."""
        return tuple(leaf for node in self.below for leaf in node.leaves) if self.below else (self,)

    @property
    def width(self) -> int:
        """Grid columns (or rows) it stands over."""
        return sum(leaf.span for leaf in self.leaves)


def grid(section: str, number: int, block: BlockShape) -> Grid:
    """The grid of the section's block with this number (from 0)."""
    name = f"{section}-{number}"
    columns, rows = _columns(block.columns), _rows(block.rows)
    if block.across:
        return _across(name, section, block, _crossed(rows, columns))
    return _down(name, section, block, rows, columns)


def _columns(columns: tuple[ColumnGroupShape | ColumnShape, ...]) -> tuple[Node, ...]:
    return tuple(
        Node(column.head, below=_columns(column.columns))
        if isinstance(column, ColumnGroupShape)
        else Node(
            column.label, (), (column.id,), column.span, column.hint or "", total=column.total is not None
        )
        for column in columns
    )


def _rows(rows: tuple[RowGroupShape | RowShape, ...]) -> tuple[Node, ...]:
    return tuple(
        Node(row.head, below=_rows(row.rows))
        if isinstance(row, RowGroupShape)
        else Node(row.label, (), (row.id,), hint=row.hint or "", total=row.total is not None)
        for row in rows
    )


def _crossed(rows: tuple[Node, ...], columns: tuple[Node, ...]) -> tuple[Node, ...]:
    """Under each row its own copy of the columns, which then stand for both."""

    def under(row: str, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(
            replace(node, below=under(row, node.below), end=(row, *node.end) if node.end else ())
            for node in nodes
        )

    return tuple(
        replace(node, below=_crossed(node.below, columns), end=())
        if node.below
        else replace(node, below=under(node.end[0], columns), end=())
        for node in rows
    )


def _head(name: str, tops: tuple[Node, ...]) -> tuple[list[list[GridCell]], list[tuple[str, ...]]]:
    """The header rows, and for each leaf the ids of the headings above it."""
    depth = max(node.depth for node in tops)
    lines: list[list[GridCell]] = [[] for _ in range(depth)]
    paths: list[tuple[str, ...]] = []

    def place(nodes: tuple[Node, ...], level: int, above: tuple[str, ...]) -> None:
        for node in nodes:
            identity = f"{name}-h{level}-{len(lines[level])}"
            lines[level].append(
                GridCell(
                    role="head",
                    text=node.text,
                    colspan=node.width,
                    rowspan=1 if node.below else depth - level,
                    scope="colgroup" if node.below else "col",
                    id=identity,
                    headers=above,
                    hint=node.hint,
                    total=node.total,
                )
            )
            if node.below:
                place(node.below, level + 1, (*above, identity))
            else:
                paths.append((*above, identity))

    place(tops, 0, ())
    return lines, paths


def _across(name: str, section: str, block: BlockShape, tops: tuple[Node, ...]) -> Grid:
    lines, paths = _head(name, tops)
    leaves = [leaf for node in tops for leaf in node.leaves]
    figures = tuple(
        _figure(section, leaf.end[0], leaf, path) for leaf, path in zip(leaves, paths, strict=True)
    )
    return Grid(
        id=name,
        caption=block.caption or "",
        stubs=0,
        width=sum(leaf.span for leaf in leaves),
        head=tuple(map(tuple, lines)),
        body=(figures,),
    )


def _figure(
    section: str, row: str, column: Node, headers: tuple[str, ...], *, total: bool = False
) -> GridCell:
    return GridCell(
        role="figure",
        colspan=column.span,
        headers=headers,
        address=Address(f"{section}.{row}.{column.end[-1]}"),
        row=row,
        total=total or column.total,
    )


def _down(
    name: str, section: str, block: BlockShape, rows: tuple[Node, ...], columns: tuple[Node, ...]
) -> Grid:
    lines, paths = _head(name, columns)
    leaves = [leaf for node in columns for leaf in node.leaves]
    stubs = max(node.depth for node in rows)
    corner = GridCell("corner", block.corner or "", stubs, len(lines), scope="col", id=f"{name}-corner")
    lines[0].insert(0, corner)
    body: list[tuple[GridCell, ...]] = []
    for stub_cells, row in _stubs(name, rows, stubs, 0, ((), ())):
        named = tuple(cell.id for cell in stub_cells[1])
        figures = (
            _figure(section, row.end[0], leaf, (*named, *path), total=row.total)
            for leaf, path in zip(leaves, paths, strict=True)
        )
        body.append((*stub_cells[0], *figures))
    width = sum(leaf.span for leaf in leaves)
    return Grid(name, block.caption or "", stubs, width, tuple(map(tuple, lines)), tuple(body))


Stubs = tuple[tuple[GridCell, ...], tuple[GridCell, ...]]


def _stubs(
    name: str, nodes: tuple[Node, ...], room: int, level: int, above: Stubs
) -> Iterator[tuple[Stubs, Node]]:
    """For each row the label cells that begin on it, and all the label cells that speak for it."""
    new, all_above = above
    for index, node in enumerate(nodes):
        place = f"{all_above[-1].id if all_above else name + '-r'}-{index}"
        cell = GridCell(
            role="stub",
            text=node.text,
            colspan=1 if node.below else room - level,
            rowspan=node.width if node.below else 1,
            scope="rowgroup" if node.below else "row",
            id=place,
            headers=tuple(each.id for each in all_above),
            hint=node.hint,
            row=node.end[0] if node.end else "",
            total=node.total,
        )
        begun: Stubs = ((*new, cell), (*all_above, cell))
        if node.below:
            yield from _stubs(name, node.below, room, level + 1, begun)
        else:
            yield begun, node
        new = ()
