"""Bring the database to the newest schema."""

from pathlib import Path

import click
from flask_migrate import upgrade

from marketplace import create_app
from marketplace.kernel.db import db


@click.command()
def migrate() -> None:
    """Create or upgrade the tables."""
    app = create_app()
    with app.app_context():
        upgrade()
        if db.engine.dialect.name == "sqlite":
            Path(str(db.engine.url.database)).chmod(0o600)  # the proxy shares our group
