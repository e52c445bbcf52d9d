"""Alembic's environment: the application's own engine and metadata, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from marketplace.kernel.db import Base
from marketplace.kernel.engines import write_access

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """On SQLite, where most changes build a table anew: references are looked at once, at the
    end, because dropping the old table would break those of its rows."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite" or raw is None:
        yield
        return
    raw.cursor().execute("PRAGMA foreign_keys=OFF")  # before BEGIN: inside it is ignored
    try:
        yield
        if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
            raise RuntimeError(f"the migration would break {len(broken)} references: {broken[:5]}")
        connection.commit()
    finally:
        connection.rollback()
        raw.cursor().execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the migrations in one transaction."""
    with write_access(), engine.connect() as connection, unguarded(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
