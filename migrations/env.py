"""Alembic's environment: the application's own engine and metadata, on both engines."""

from alembic import context
from flask import current_app

from marketplace.kernel.db import Base
from marketplace.kernel.engines import write_access

migrate = current_app.extensions["migrate"]
engine = migrate.db.engine


def run() -> None:
    """Run the migrations in one transaction."""
    with write_access(), engine.connect() as connection:
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
