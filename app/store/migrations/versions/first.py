"""The first tables, and the triggers that make the change log append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From an empty file."""
    _agency()
    _person()
    _membership()
    _session()
    _report()
    _change()
    _answer()
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER change_refuses_{act.lower()} BEFORE {act} ON change "
            "BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END"
        )


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _points_to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=unique)


def _agency() -> None:
    op.create_table(
        "agency",
        _whole("id"),
        _text("name"),
        _whole("parent_id", nullable=True),
        _text("kind"),
        _text("traits"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.CheckConstraint("kind IN ('agency', 'government')", name=op.f("ck_agency_kind")),
        sa.CheckConstraint("json_valid(traits)", name=op.f("ck_agency_traits")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
        _points_to("agency", "parent_id", "agency"),
        sqlite_strict=True,
    )
    _index("agency", "parent_id")


def _person() -> None:
    op.create_table(
        "person",
        _whole("id"),
        _text("name"),
        _text("display"),
        _text("password_hash"),
        _whole("active"),
        _whole("failed"),
        _whole("locked_until"),
        _whole("created"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.CheckConstraint("active IN (0, 1)", name=op.f("ck_person_active")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
        sqlite_strict=True,
    )


def _membership() -> None:
    op.create_table(
        "membership",
        _whole("person_id"),
        _whole("agency_id"),
        _text("role"),
        sa.PrimaryKeyConstraint("person_id", "agency_id", "role", name=op.f("pk_membership")),
        sa.CheckConstraint(
            "role IN ('drafter', 'reviewer', 'approver', 'supervisor')", name=op.f("ck_membership_role")
        ),
        _points_to("membership", "person_id", "person"),
        _points_to("membership", "agency_id", "agency"),
        sqlite_strict=True,
    )
    _index("membership", "agency_id")


def _session() -> None:
    op.create_table(
        "session",
        _text("token_hash"),
        _whole("person_id"),
        _whole("created"),
        _whole("seen"),
        _whole("expires"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        _points_to("session", "person_id", "person"),
        sqlite_strict=True,
    )
    _index("session", "person_id")
    _index("session", "expires")


def _report() -> None:
    op.create_table(
        "report",
        _whole("id"),
        _whole("agency_id"),
        _whole("year"),
        _text("kind"),
        _text("edition"),
        _text("state"),
        _whole("rev"),
        _text("document"),
        _text("head"),
        _whole("created"),
        _whole("changed_at"),
        _text("changed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("agency_id", "year", "kind", name=op.f("uq_report_agency_id_year_kind")),
        sa.CheckConstraint("kind IN ('agency', 'government')", name=op.f("ck_report_kind")),
        sa.CheckConstraint("state IN ('draft', 'finished')", name=op.f("ck_report_state")),
        sa.CheckConstraint("json_valid(document)", name=op.f("ck_report_document")),
        _points_to("report", "agency_id", "agency"),
        sqlite_strict=True,
    )
    _index("report", "year")


def _change() -> None:
    op.create_table(
        "change",
        _whole("seq"),
        _whole("report_id"),
        _whole("rev"),
        _text("field"),
        _text("before", nullable=True),
        _text("after", nullable=True),
        _whole("actor_id"),
        _text("actor"),
        _whole("at"),
        _text("source"),
        _text("client"),
        _whole("client_seq"),
        _text("reason", nullable=True),
        _text("prev"),
        _text("digest"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_change")),
        sa.CheckConstraint(
            "source IN ('typed', 'paste', 'import', 'carried', 'cleared', 'computed', 'step')",
            name=op.f("ck_change_source"),
        ),
        _points_to("change", "report_id", "report"),
        _points_to("change", "actor_id", "person"),
        sqlite_strict=True,
    )
    _index("change", "report_id", "rev", "field", unique=True)


def _answer() -> None:
    op.create_table(
        "answer",
        _whole("report_id"),
        _whole("person_id"),
        _text("client"),
        _whole("seq"),
        _text("answer"),
        sa.PrimaryKeyConstraint("report_id", "person_id", "client", name=op.f("pk_answer")),
        sa.CheckConstraint("json_valid(answer)", name=op.f("ck_answer_answer")),
        _points_to("answer", "report_id", "report"),
        _points_to("answer", "person_id", "person"),
        sqlite_strict=True,
    )
