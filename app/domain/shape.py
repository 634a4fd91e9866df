"""What an edition file may say: one frozen model per thing in the file, nothing extra allowed.

The models describe the YAML as it is written; `edition.py` holds what the rest of the house works with.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.findings import Severity
from app.domain.rules import AnyRule
from app.domain.ruling import Basis
from app.domain.values import AnyKind

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class Shape(BaseModel):
    """Frozen, and a key that nobody knows is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TotalShape(Shape):
    """This row or column is the sum of others; the sentence is said when a stated total differs."""

    of: tuple[Id, ...] = Field(min_length=1)
    rule: RuleId
    says: str
    severity: Severity = "block"
    basis: Basis = "implied"
    source: str | None = None


class ColumnShape(Shape):
    """One column of figures."""

    id: Id
    label: str
    short: str | None = None
    span: int = Field(default=1, ge=1, le=20)
    value: AnyKind | None = None
    total: TotalShape | None = None
    hint: str | None = None


class ColumnGroupShape(Shape):
    """A heading over several columns."""

    head: str
    columns: tuple[ColumnGroupShape | ColumnShape, ...] = Field(min_length=1)


class RowShape(Shape):
    """One row of figures. `articles` are those of the 条例 that the row applies."""

    id: Id
    label: str
    short: str | None = None
    value: AnyKind | None = None
    total: TotalShape | None = None
    articles: tuple[str, ...] = ()
    hint: str | None = None


class RowGroupShape(Shape):
    """A heading beside several rows; with an id, a total may name them all at once."""

    head: str
    short: str | None = None
    id: Id | None = None
    rows: tuple[RowGroupShape | RowShape, ...] = Field(min_length=1)


class BlockShape(Shape):
    """One grid. `across` prints the rows side by side as headings over the columns."""

    caption: str | None = None
    corner: str | None = None
    across: bool = False
    value: AnyKind
    columns: tuple[ColumnGroupShape | ColumnShape, ...] = Field(min_length=1)
    rows: tuple[RowGroupShape | RowShape, ...] = Field(min_length=1)


class TableShape(Shape):
    """The grids of one section.

    `printed: false` keeps figures for the checks that the form does not print.
    """

    label: str
    printed: bool = True
    hint: str | None = None
    blocks: tuple[BlockShape, ...] = Field(min_length=1)


class TopicShape(Shape):
    """A sub-topic that the section's prose must have."""

    id: Id
    label: str
    aliases: tuple[str, ...] = ()
    hint: str | None = None


class ProseShape(Shape):
    """The text of a section, by topics where the form names them."""

    topics: tuple[TopicShape, ...] = ()
    hint: str | None = None


class SectionShape(Shape):
    """One of the report's parts: prose, a table, or both."""

    id: Id
    heading: str
    prose: ProseShape | None = None
    table: TableShape | None = None


class YearsShape(Shape):
    """The report years the edition is for; no `last` means until another edition takes over."""

    first: int = Field(ge=2008, le=2100)
    last: int | None = Field(default=None, ge=2008, le=2100)


class EditionShape(Shape):
    """A whole edition file."""

    edition: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    title: str
    basis: str
    document: str
    issued: str
    years: YearsShape
    sections: tuple[SectionShape, ...] = Field(min_length=1)
    rules: tuple[AnyRule, ...] = ()


def leaf_rows(rows: tuple[RowGroupShape | RowShape, ...]) -> Iterator[RowShape]:
    """Every row of figures in printed order."""
    for row in rows:
        if isinstance(row, RowGroupShape):
            yield from leaf_rows(row.rows)
        else:
            yield row


def leaf_columns(columns: tuple[ColumnGroupShape | ColumnShape, ...]) -> Iterator[ColumnShape]:
    """Every column of figures in printed order."""
    for column in columns:
        if isinstance(column, ColumnGroupShape):
            yield from leaf_columns(column.columns)
        else:
            yield column
