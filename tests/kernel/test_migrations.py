"""The schema: what the migrations make is what the models say, and each one can be undone."""

from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect

import marketplace.models
from marketplace.cli.database import bind
from marketplace.kernel.db import Base, db


@pytest.fixture
def schema(app: Flask) -> Any:
    """The application's context, with no connection left open around the migrations."""
    bind(app)
    with app.app_context():
        yield
        db.session.remove()
        flask_migrate.upgrade()


def differences() -> list[Any]:
    assert marketplace.models
    with db.engine.connect() as line:
        context = MigrationContext.configure(line, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


@pytest.mark.usefixtures("schema")
def test_models_and_migrations_agree() -> None:
    assert differences() == []


@pytest.mark.usefixtures("schema")
def test_every_later_migration_goes_down_and_up_again() -> None:
    flask_migrate.downgrade(revision="0001")
    columns = {column["name"] for column in inspect(db.engine).get_columns("buyer_order")}
    assert "pay_method" not in columns
    flask_migrate.upgrade()
    assert differences() == []
