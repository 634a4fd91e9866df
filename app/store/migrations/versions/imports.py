"""Documents that were brought, until they are written into a report or dropped."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From the first tables."""
    op.create_table(
        "import",
        _whole("id"),
        *(_whole(name) for name in ("agency_id", "person_id", "created")),
        *(_text(name) for name in ("name", "digest", "purpose", "kind")),
        _whole("report_id", nullable=True),
        *(_text(name) for name in ("source", "result", "choices", "state")),
        *(_whole(name, nullable=True) for name in ("written_id", "written_rev", "written_at")),
        *(_whole(name) for name in ("figures", "texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
        sa.CheckConstraint("purpose IN ('draft', 'previous')", name=op.f("ck_import_purpose")),
        sa.CheckConstraint("kind IN ('agency', 'government')", name=op.f("ck_import_kind")),
        sa.CheckConstraint("state IN ('waiting', 'written', 'discarded')", name=op.f("ck_import_state")),
        _points_to("agency_id", "agency"),
        _points_to("person_id", "person"),
        _points_to("report_id", "report"),
        _points_to("written_id", "report"),
        sqlite_strict=True,
    )
    for column in ("person_id", "written_id"):
        op.create_index(op.f(f"ix_import_{column}"), "import", [column])


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _points_to(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_import_{column}"))
