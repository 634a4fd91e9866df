"""The tables. They never leave this room: others see the frozen data of `verbs` and `accounts`.

STRICT, so that SQLite keeps the types it is told; times are microseconds UTC, true and false are 1 and 0.
"""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
STRICT = {"sqlite_strict": True}


class Row(SQLModel):
    """What all tables share."""

    metadata: ClassVar[MetaData] = METADATA


class AgencyRow(Row, table=True):
    """An office that reports."""

    __tablename__ = "agency"
    __table_args__ = (
        CheckConstraint("kind IN ('agency', 'government')", name="kind"),
        CheckConstraint("json_valid(traits)", name="traits"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text, unique=True)
    parent_id: int | None = Field(default=None, foreign_key="agency.id", index=True)
    kind: str = Field(sa_type=Text)
    traits: str = Field(sa_type=Text)


class PersonRow(Row, table=True):
    """Somebody who can sign in. `name` is the login."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("active IN (0, 1)", name="active"), STRICT)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text, unique=True)
    display: str = Field(sa_type=Text)
    password_hash: str = Field(sa_type=Text)
    active: int
    failed: int
    locked_until: int
    created: int


class MembershipRow(Row, table=True):
    """A person's part in an agency."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("role IN ('drafter', 'reviewer', 'approver', 'supervisor')", name="role"),
        STRICT,
    )

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    agency_id: int = Field(primary_key=True, foreign_key="agency.id", index=True)
    role: str = Field(sa_type=Text, primary_key=True)


class SessionRow(Row, table=True):
    """A signed-in browser. Only the hash of its token is kept, so the file signs nobody in."""

    __tablename__ = "session"
    __table_args__ = (STRICT,)

    token_hash: str = Field(sa_type=Text, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    created: int
    seen: int
    expires: int = Field(index=True)


class ReportRow(Row, table=True):
    """A report: its document is what its log entries add up to (`app.store.chain`)."""

    __tablename__ = "report"
    __table_args__ = (
        UniqueConstraint("agency_id", "year", "kind"),
        CheckConstraint("kind IN ('agency', 'government')", name="kind"),
        CheckConstraint("state IN ('draft', 'finished')", name="state"),
        CheckConstraint("json_valid(document)", name="document"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    year: int = Field(index=True)
    kind: str = Field(sa_type=Text)
    edition: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    rev: int
    document: str = Field(sa_type=Text)
    head: str = Field(sa_type=Text)
    created: int
    changed_at: int
    changed_by: str = Field(sa_type=Text)


class ChangeRow(Row, table=True):
    """One line of the change log. Triggers refuse to change or delete it."""

    __tablename__ = "change"
    __table_args__ = (
        CheckConstraint(
            "source IN ('typed', 'paste', 'import', 'carried', 'cleared', 'computed', 'step')", name="source"
        ),
        # One request writes a field at most once; the index also leads from a field's revision to its writer.
        Index(None, "report_id", "rev", "field", unique=True),
        STRICT,
    )

    seq: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="report.id")
    rev: int
    field: str = Field(sa_type=Text)
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
    actor_id: int = Field(foreign_key="person.id")
    actor: str = Field(sa_type=Text)
    at: int
    source: str = Field(sa_type=Text)
    client: str = Field(sa_type=Text)
    client_seq: int
    reason: str | None = Field(default=None, sa_type=Text)
    prev: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)


class AnswerRow(Row, table=True):
    """The last answer given to a client on a report, so that a repeated request gets it again."""

    __tablename__ = "answer"
    __table_args__ = (CheckConstraint("json_valid(answer)", name="answer"), STRICT)

    report_id: int = Field(primary_key=True, foreign_key="report.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    client: str = Field(sa_type=Text, primary_key=True)
    seq: int
    answer: str = Field(sa_type=Text)


class ImportRow(Row, table=True):
    """A document that somebody has brought, until it is written into a report or dropped.

    `source` is what a reader made of it, `result` what was found in it, `choices` what the person has
    settled since, each as JSON; all three are empty once it is dropped. `report_id` is the report from whose
    page it was begun, `written_id` the one it went into.
    """

    __tablename__ = "import"
    __table_args__ = (
        CheckConstraint("purpose IN ('draft', 'previous')", name="purpose"),
        CheckConstraint("kind IN ('agency', 'government')", name="kind"),
        CheckConstraint("state IN ('waiting', 'written', 'discarded')", name="state"),
        STRICT,
    )

    id: int | None = Field(default=None, primary_key=True)
    agency_id: int = Field(foreign_key="agency.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    created: int
    name: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)
    purpose: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    report_id: int | None = Field(default=None, foreign_key="report.id")
    source: str = Field(sa_type=Text)
    result: str = Field(sa_type=Text)
    choices: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    written_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    written_rev: int | None = None
    written_at: int | None = None
    figures: int
    texts: int
