"""Bring the database to the newest schema."""

import click
from flask_migrate import upgrade

from marketplace import create_app


@click.command()
def migrate() -> None:
    """Create or upgrade the tables."""
    with create_app().app_context():
        upgrade()
