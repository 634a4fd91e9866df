"""Where Alembic meets our tables. It is handed a connection and opens none itself."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from app.store.tables import METADATA


def run(connection: Connection) -> None:
    """Bring the database behind `connection` to the revision that was asked for, in one transaction."""
    context.configure(
        connection=connection, target_metadata=METADATA, render_as_batch=True, transactional_ddl=True
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
