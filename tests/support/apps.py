"""The application under test, its database, its client and its clock."""

from collections.abc import Callable, Iterator
from contextvars import Context
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import FileSystemBytecodeCache

from tests.support import databases, session as run
from tests.support.clients import Client, end_reading
from tests.support.databases import Database
from tests.support.outside import PostOffice, Telephone

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import orm

    from marketplace.settings import Settings

    Session = orm.scoped_session[orm.Session]
Make = Callable[..., "Flask"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that touch a database run on both engines, or on those named by @engine(…)."""
    if "engine_name" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("engine")
        chosen = marker.args if marker else databases.ENGINES
        metafunc.parametrize("engine_name", chosen, scope="session")


@pytest.fixture(scope="session")
def _database(engine_name: str) -> Iterator[Database]:
    database = databases.new_database(engine_name, "tests")
    yield database
    database.drop()


@pytest.fixture(scope="session")
def settings(
    _database: Database,
    _telephone: Telephone,
    _post_office: PostOffice,
    tmp_path_factory: pytest.TempPathFactory,
) -> "Settings":
    """A demo on loopback that talks to the doubles."""
    from marketplace.settings import Settings

    return Settings(
        mode="demo",
        demo_phone=True,
        secret_key="a secret for tests, 32 letters or more",
        database_url=_database.url,
        var_dir=tmp_path_factory.mktemp("var"),
        public_url="http://localhost",
        trusted_hosts=("localhost", "127.0.0.1"),
        sms_url=_telephone.url,
        sms_key=_telephone.key,
        smtp_url=_post_office.url,
        mail_from="office@example.org",
    )


class Builder:
    """Keeps the application of this worker; built when asked for, and again after `forget`."""

    def __init__(self, settings: "Settings") -> None:
        self._settings = settings
        self._app: Flask | None = None

    def app(self) -> "Flask":
        """The application with the plain settings."""
        if self._app is None:
            self._app = self.build()
        return self._app

    def build(self, **changes: Any) -> "Flask":
        """A new application with some settings changed."""
        from marketplace import create_app

        app = create_app(replace(self._settings, **changes))
        app.testing = True
        app.test_client_class = Client
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(run.place("templates")))
        return app

    def forget(self) -> None:
        """Build anew next time: another application has bound the rooms to itself."""
        from marketplace.kernel.money import currency
        from marketplace.payments import gateways

        if self._app:
            release(self._app)
        self._app = None
        currency.use(self._settings.currency)
        gateways.configure(self._settings)


def release(app: "Flask") -> None:
    """Close every connection to the database."""
    from marketplace.kernel.db import db

    with app.app_context():
        db.engine.dispose()


def rest(app: "Flask") -> None:
    """Keep the connections to a server for the next test, which knows its tables and plans by
    then; close them where a file takes the place of another, or where somebody has kept one."""
    from marketplace.kernel.db import db

    with app.app_context():
        kept = db.engine.dialect.name == "postgresql" and not db.engine.pool.checkedout()
    if not kept:
        release(app)


@pytest.fixture(scope="session")
def _builder(settings: "Settings") -> Iterator[Builder]:
    builder = Builder(settings)
    yield builder
    builder.forget()


@pytest.fixture
def app(_builder: Builder, _database: Database) -> "Flask":
    """The application on an empty, migrated database."""
    app = _builder.app()
    rest(app)
    _database.reset()
    return app


@pytest.fixture
def make_app(app: "Flask", _builder: Builder) -> Iterator[Make]:
    """Build another application on the same database with some settings changed."""
    made: list[Flask] = []

    def make(**changes: Any) -> "Flask":
        made.append(_builder.build(**changes))
        return made[-1]

    yield make
    for one in made:
        release(one)
    _builder.forget()


@pytest.fixture
def client(app: "Flask") -> Client:
    """A visitor without cookies; each request in a context of its own."""
    client = app.test_client()
    assert isinstance(client, Client)
    return client


@pytest.fixture
def session(app: "Flask") -> Iterator["Session"]:
    """The database session, inside an app context that lasts as long as the test."""
    from marketplace.kernel.db import session

    with app.app_context():
        yield session


@pytest.fixture
def worker(app: "Flask") -> Callable[[], None]:
    """Run the worker's sweep once, here and now: sends what is due."""

    def run() -> None:
        end_reading()
        Context().run(app.extensions["sweep"].call_local)

    return run
