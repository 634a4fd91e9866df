"""From the shape of an edition file to an edition whose rules know their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from pydantic import ValidationError

from app.domain.address import Address
from app.domain.edition import Bound, Edition
from app.domain.figures import Figure, Line, Plan, Topic, UnknownName
from app.domain.rules import Total
from app.domain.ruling import Rule
from app.domain.shape import (
    BlockShape,
    ColumnShape,
    EditionShape,
    RowGroupShape,
    RowShape,
    SectionShape,
    TotalShape,
    leaf_columns,
    leaf_rows,
)

Path = tuple[str | int, ...]
RowTree = tuple[RowGroupShape | RowShape, ...]


class BadPlace(Exception):
    """Something at these keys of the file names what is not there, or names it twice."""

    def __init__(self, path: Path, what: str, name: str = "") -> None:
        """`path` leads through the keys and list positions of the file; below it stands the wrong `name`."""
        super().__init__(path, what)
        self.path, self.what, self.name = path, what, name


def bind(shape: EditionShape) -> Edition:
    """The edition with every figure addressed, every total known and every rule bound. Raises `BadPlace`."""
    figures = _figures(shape)
    plan = Plan(
        figures=figures,
        sections={section.id: section.heading for section in shape.sections},
        topics={
            section.id: tuple(Topic(topic.id, topic.label, topic.aliases) for topic in section.prose.topics)
            for section in shape.sections
            if section.prose
        },
        title=shape.title,
        years=(shape.years.first, shape.years.last),
    )
    return Edition(shape=shape, plan=plan, totals=_in_order(figures), bound=_bound(shape, plan))


def _figures(shape: EditionShape) -> dict[Address, Figure]:
    figures: dict[Address, Figure] = {}
    order = count()
    seen: set[str] = set()
    for index, section in enumerate(shape.sections):
        if section.id in seen:
            raise BadPlace(
                ("sections", index, "id"), f"the section '{section.id}' stands here twice", section.id
            )
        seen.add(section.id)
        for number, block in enumerate(section.table.blocks if section.table else ()):
            path: Path = ("sections", index, "table", "blocks", number)
            for figure in _of_block(section, block, path, order):
                if figure.address in figures:
                    raise BadPlace(path, f"the cell '{figure.address}' stands here twice")
                figures[figure.address] = figure
    return figures


def _of_block(section: SectionShape, block: BlockShape, path: Path, order: Iterator[int]) -> Iterator[Figure]:
    names = _row_names(block.rows)
    for row in leaf_rows(block.rows):
        for column in leaf_columns(block.columns):
            yield Figure(
                address=Address(f"{section.id}.{row.id}.{column.id}"),
                section=section.id,
                row=row.id,
                column=column.id,
                row_name=names[row.id],
                column_name=_name(column),
                kind=row.value or column.value or block.value,
                order=next(order),
                parts=_parts(section.id, block, row, column, path),
                printed=section.table is not None and section.table.printed,
            )


def _name(line: RowShape | ColumnShape) -> str:
    return line.short if line.short is not None else line.label


def _row_names(rows: RowTree, above: str = "") -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows:
        if isinstance(row, RowGroupShape):
            names |= _row_names(row.rows, row.short or row.head)
        else:
            own = _name(row)
            # An item numbered in brackets says by itself where it stands; a plain "3." does not.
            names[row.id] = own if own.startswith("（") or not above else f"{above}{own}"
    return names


def _parts(
    section: str, block: BlockShape, row: RowShape, column: ColumnShape, path: Path
) -> tuple[Address, ...]:
    # A cell in which a total row meets a total column is added up along its row.
    if column.total:
        names = _members(column.total, {each.id: (each.id,) for each in leaf_columns(block.columns)}, path)
        return tuple(Address(f"{section}.{row.id}.{name}") for name in names)
    if row.total:
        names = _members(row.total, _row_groups(block.rows), path)
        return tuple(Address(f"{section}.{name}.{column.id}") for name in names)
    return ()


def _row_groups(rows: RowTree) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if isinstance(row, RowGroupShape):
            if row.id:
                groups[row.id] = tuple(leaf.id for leaf in leaf_rows(row.rows))
            groups |= _row_groups(row.rows)
        else:
            groups[row.id] = (row.id,)
    return groups


def _members(total: TotalShape, groups: Mapping[str, tuple[str, ...]], path: Path) -> tuple[str, ...]:
    unknown = next((name for name in total.of if name not in groups), None)
    if unknown is not None:
        raise BadPlace(path, f"a total of the unknown '{unknown}' (known here: {', '.join(groups)})", unknown)
    return tuple(leaf for name in total.of for leaf in groups[name])


def _in_order(figures: Mapping[Address, Figure]) -> tuple[Figure, ...]:
    """The totals, each after the totals that it adds up."""
    placed: dict[Address, Figure] = {}

    def place(figure: Figure, above: tuple[Address, ...]) -> None:
        if figure.address in above:
            raise BadPlace(("sections",), f"the total '{figure.address}' is a part of itself")
        if figure.address not in placed:
            for part in figure.parts:
                if figures[part].computed:
                    place(figures[part], (*above, figure.address))
            placed[figure.address] = figure

    for figure in figures.values():
        if figure.computed:
            place(figure, ())
    return tuple(placed.values())


def _bound(shape: EditionShape, plan: Plan) -> tuple[Bound, ...]:
    written: list[tuple[Path, Rule]] = [(("rules", index), rule) for index, rule in enumerate(shape.rules)]
    bound: dict[str, Bound] = {}
    for path, rule in (*_totals(shape), *written):
        if rule.id in bound:
            raise BadPlace((*path, "id"), f"the rule '{rule.id}' stands here twice")
        try:
            checks = () if rule.off else tuple(rule.bind(plan))
        except UnknownName as unknown:
            raise BadPlace(path, str(unknown), unknown.name) from unknown
        bound[rule.id] = Bound(rule, checks)
    return tuple(bound.values())


def _totals(shape: EditionShape) -> Iterator[tuple[Path, Total]]:
    """The rules that rows and columns carry by being totals, each with the place of its block."""
    for index, section in enumerate(shape.sections):
        for number, block in enumerate(section.table.blocks if section.table else ()):
            path: Path = ("sections", index, "table", "blocks", number)
            rows, columns = list(leaf_rows(block.rows)), list(leaf_columns(block.columns))
            row_groups = _row_groups(block.rows)
            column_groups = {column.id: (column.id,) for column in columns}
            for row in rows:
                if row.total:
                    line = Line(section.id, "column", row.id, "")
                    of = _members(row.total, row_groups, path)
                    yield path, _total(path, row.total, line, of, tuple(column_groups))
            for column in columns:
                if column.total:
                    line = Line(section.id, "row", column.id, "")
                    of = _members(column.total, column_groups, path)
                    yield path, _total(path, column.total, line, of, tuple(row.id for row in rows))


def _total(path: Path, total: TotalShape, line: Line, of: tuple[str, ...], only: tuple[str, ...]) -> Total:
    """The rule of one total: `line` says along which lines it is added up, and the total's own name."""
    keys = total.model_dump(exclude={"of", "rule"})
    own = {"kind": "total", "id": total.rule, "in": line.section, "each": line.side}
    try:
        return Total.model_validate({**keys, **own, "only": only, "total": line.id, "of": of})
    except ValidationError as wrong:
        raise BadPlace(path, wrong.errors()[0]["msg"], total.says) from wrong
