"""Bring the database to the newest schema."""

from pathlib import Path

import click
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import URL

from marketplace import create_app
from marketplace.kernel import schema
from marketplace.kernel.db import db


@click.command()
def migrate() -> None:
    """Create or upgrade the tables."""
    app = create_app()
    bring_up(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            Path(str(db.engine.url.database)).chmod(0o600)  # the proxy shares our group
        click.echo(f"The tables of {where(db.engine.url)} are at migration {schema.newest()}.")


def where(url: URL) -> str:
    """The database in a sentence, without its password."""
    return url.set(drivername=url.get_backend_name(), query={}).render_as_string()


def bring_up(app: Flask) -> None:
    """Bring its database to the newest schema."""
    bind(app)
    with app.app_context():
        upgrade()


def bind(app: Flask) -> None:
    """Let the migrations find this app's database; a server that only serves needs none of it."""
    Migrate(app, db, directory=str(schema.FOLDER), render_as_batch=True)
