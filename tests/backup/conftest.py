"""A shop to copy, the commands that copy it, and an empty house to restore into."""

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.support import databases
from tools.postgres import find_binaries

_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _client_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the same PostgreSQL that the tests' server is."""
    import os

    monkeypatch.setenv("PATH", f"{find_binaries()}:{os.environ['PATH']}")


@dataclass
class House:
    """An installation and its command line."""

    app: Any
    monkeypatch: pytest.MonkeyPatch

    def run(self, *command: str) -> Result:
        """`python -m marketplace …` for this installation."""
        from marketplace.cli import backup, main

        self.monkeypatch.setattr(backup, "create_app", lambda: self.app)
        return CliRunner().invoke(main, list(command), catch_exceptions=False)

    def must(self, *command: str) -> str:
        """The same, and it must succeed; returns what it printed."""
        done = self.run(*command)
        assert done.exit_code == 0, done.output
        return done.output


@pytest.fixture
def house(app: Any, settings: Any, monkeypatch: pytest.MonkeyPatch) -> House:
    """The shop under test; its folders hold nothing from other tests."""
    import shutil

    for name in ("media", "documents"):
        shutil.rmtree(settings.var_dir / name, ignore_errors=True)
    return House(app, monkeypatch)


@pytest.fixture
def elsewhere(engine_name: str, make_app: Any, monkeypatch: Any, tmp_path: Path) -> Any:
    """Build another installation, migrated and empty: elsewhere(), elsewhere(secret_key=…)."""
    made = []

    def build(**changes: Any) -> House:
        name = f"elsewhere{next(_numbers)}"
        made.append(databases.new_database(engine_name, name))
        fields = {"database_url": made[-1].url, "var_dir": tmp_path / name} | changes
        return House(make_app(**fields), monkeypatch)

    yield build
    for database in made:
        database.drop()
