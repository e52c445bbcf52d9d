"""The schema: what the migrations make is what the models say, and each one can be undone."""

from hashlib import sha256
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

import marketplace.models
from marketplace.cli.database import bind
from marketplace.cli.seeding import bulk, past
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


def columns() -> dict[str, list[str]]:
    seen = inspect(db.engine)
    return {
        table: sorted(column["name"] for column in seen.get_columns(table))
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def contents(of: dict[str, list[str]]) -> dict[str, tuple[int, str]]:
    """Of each table the number of its rows and a digest of what stands in these columns."""
    found = {}
    with db.engine.connect() as line, line.begin():
        for table, names in of.items():
            count, digest = 0, sha256()
            listed = ", ".join(f'CAST("{name}" AS TEXT)' for name in names)
            query = text(f'SELECT {listed} FROM "{table}" ORDER BY {listed}')
            for row in line.execute(query):
                count += 1
                digest.update(repr(tuple(row)).encode())
            found[table] = count, digest.hexdigest()
    return found


def go_down_and_up_with(orders: int) -> None:
    bulk.seed_many(50)
    past.seed_orders(orders)
    db.session.remove()
    now, full = columns(), contents(columns())
    flask_migrate.downgrade(revision="0001")
    old = {table: [one for one in names if one in now[table]] for table, names in columns().items()}
    before = contents(old)
    assert {table: full[table][0] for table in old} == {table: before[table][0] for table in old}
    assert before["buyer_order"][0] == orders
    flask_migrate.upgrade()
    assert contents(old) == before
    assert columns() == now
    assert differences() == []


@pytest.mark.usefixtures("schema")
def test_orders_go_down_and_up_without_losing_a_row() -> None:
    go_down_and_up_with(300)


@pytest.mark.soak
@pytest.mark.usefixtures("schema")
def test_a_hundred_thousand_orders_go_down_and_up_without_losing_a_row() -> None:
    go_down_and_up_with(100_000)
