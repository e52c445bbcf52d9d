"""Databases for tests: migrated once a run, copied for each worker, emptied between tests."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tests.support import postgres_server, session

ROOT = Path(__file__).parents[2]
ENGINES = ("sqlite", "postgresql")
WORKER = "PYTEST_XDIST_WORKER"
RESTART = """
SELECT setval(quote_ident(s.relname)::regclass, 1, false) FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.deptype IN ('a', 'i')
JOIN pg_class t ON t.oid = d.refobjid
WHERE s.relkind = 'S' AND t.relname = ANY({})
"""


class SqliteDatabase:
    """A file, copied from the migrated one."""

    engine_name = "sqlite"

    def __init__(self, name: str) -> None:
        self.path = session.folder() / name / "shop.db"
        self.path.parent.mkdir()
        self.url = f"sqlite:///{self.path}"
        self.reset()

    def reset(self) -> None:
        """Back to the migrated, empty state, in a new file: whoever still holds the old one
        shares nothing with it."""
        for leftover in self.path.parent.glob(f"{self.path.name}*"):
            leftover.unlink()
        shutil.copyfile(_sqlite_template(), self.path)

    def drop(self) -> None:
        """Remove it."""
        shutil.rmtree(self.path.parent, ignore_errors=True)


class PostgresDatabase:
    """A database copied from the migrated one; emptied of its rows by a superuser."""

    engine_name = "postgresql"

    def __init__(self, name: str) -> None:
        self._maintenance = postgres_server.maintenance_url()
        template = _postgres_template(self._maintenance)
        self._name = f"{template}_{name.replace('-', '_')}"
        _run(self._maintenance, "CREATE DATABASE {} TEMPLATE {}", self._name, template)
        self.url = _sibling(self._maintenance, self._name)
        self._line: psycopg.Connection[Any] | None = None
        self._with_rows = ""

    def reset(self) -> None:
        """Empty every table that has rows, and count ids from one again."""
        self._line = self._line or psycopg.connect(self.url, autocommit=True)
        self._with_rows = self._with_rows or _query_for_tables_with_rows(self._line)
        tables = [row[0] for row in self._line.execute(self._with_rows.encode())]
        if tables:
            self._line.execute(_emptying(tables).as_string(self._line).encode())

    def drop(self) -> None:
        """Remove it, whoever is still connected."""
        if self._line:
            self._line.close()
        with suppress(psycopg.OperationalError):
            _run(self._maintenance, "DROP DATABASE IF EXISTS {} WITH (FORCE)", self._name)


Database = SqliteDatabase | PostgresDatabase


def new_database(engine_name: str, name: str) -> Database:
    """A migrated, empty database under a name unique in this worker."""
    unique = f"{os.environ.get(WORKER, 'main')}-{name}"
    return SqliteDatabase(unique) if engine_name == "sqlite" else PostgresDatabase(unique)


def _sqlite_template() -> Path:
    path = session.folder() / "template.db"
    with session.once("sqlite") as first:
        if first:
            migrate(f"sqlite:///{path}")
    return path


def _postgres_template(maintenance: str) -> str:
    name = f"caravanserai_{session.owner()}"
    with session.once("template") as first:
        if first:
            _run(maintenance, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
            _run(maintenance, "CREATE DATABASE {}", name)
            migrate(_sibling(maintenance, name))
    return name


def drop_from_named_server() -> None:
    """Leave nothing of this run on a server that TEST_DATABASE_URL names."""
    url = os.environ.get("TEST_DATABASE_URL")
    if not url or not (session.folder() / "template.lock").exists():
        return
    with psycopg.connect(url, autocommit=True) as line:
        ours = line.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname || '_', %s)",
            [f"caravanserai_{session.owner()}_"],
        ).fetchall()
    for (name,) in ours:
        _run(url, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def migrate(url: str) -> None:
    """Bring the database to the newest schema by the command that people use."""
    var = session.folder() / "migrating"
    done = subprocess.run(
        [sys.executable, "-m", "marketplace", "migrate"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"DATABASE_URL": url, "VAR_DIR": str(var), "MODE": "demo"},
        check=False,
    )
    assert done.returncode == 0, f"the migrations failed on {url}:\n{done.stdout}{done.stderr}"


def _query_for_tables_with_rows(line: psycopg.Connection[Any]) -> str:
    rows = line.execute(
        "SELECT tablename FROM pg_tables"
        " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    each = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {} WHERE EXISTS (SELECT 1 FROM {})").format(name, sql.Identifier(name))
        for (name,) in rows
    )
    return each.as_string(line)


def _emptying(tables: list[str]) -> sql.Composed:
    """For a few rows much quicker than TRUNCATE: no triggers, no references, ids from one again."""
    each = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables]
    begin, end = sql.SQL("SET LOCAL lock_timeout = '10s'"), sql.SQL(RESTART).format(tables)
    quiet = sql.SQL("SET LOCAL session_replication_role = replica")
    return sql.SQL("; ").join([sql.SQL("BEGIN"), begin, quiet, *each, end, sql.SQL("COMMIT")])


def _run(url: str, statement: str, *names: str) -> None:
    with psycopg.connect(url, autocommit=True) as line:
        line.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]


def _sibling(url: str, name: str) -> str:
    return url.rsplit("/", 1)[0] + f"/{name}"
