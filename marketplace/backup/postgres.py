"""PostgreSQL: pg_dump and pg_restore of the installed client, on one exported snapshot."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import conninfo
from sqlalchemy import Connection, Engine, NullPool, create_engine, text

from marketplace.backup.errors import BackupError

NO_CLIENT = (
    "{} is not installed on this machine. Install PostgreSQL's client programs of the server's"
    " version (Debian: apt install postgresql-client)."
)
BUSY = "The shop is running: {} connections to its database. Stop web and worker, then restore."
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
EMPTY = """DO $$ DECLARE one text; BEGIN
  FOR one IN SELECT format('DROP TABLE IF EXISTS %I.%I CASCADE', schemaname, tablename)
    FROM pg_tables WHERE schemaname = 'public' LOOP EXECUTE one; END LOOP;
  FOR one IN SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', oid::regprocedure)
    FROM pg_proc WHERE pronamespace = 'public'::regnamespace LOOP EXECUTE one; END LOOP;
END $$;
"""


@contextmanager
def snapshot(engine: Engine, file: Path) -> Iterator[Connection]:
    """Dump the database to `file`; yields a connection that sees the same moment."""
    one_moment = create_engine(engine.url, poolclass=NullPool, isolation_level="REPEATABLE READ")
    with one_moment.connect() as connection:
        moment = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        _run(
            engine, "pg_dump", "--format=custom", "--compress=1", "--no-owner", "--no-privileges",
            f"--snapshot={moment}", f"--file={file}",
        )  # fmt: skip
        yield connection


def require_quiet(engine: Engine) -> None:
    """Raises BackupError while another process is connected."""
    engine.dispose()
    with engine.connect() as connection:
        if others := connection.execute(OTHERS).scalar_one():
            raise BackupError(BUSY.format(others))


def restore(engine: Engine, file: Path) -> None:
    """Empty the database and fill it from the dump, in one transaction: all of it or nothing.
    Then its tables are counted: without that PostgreSQL goes the longest ways for minutes."""
    require_quiet(engine)
    engine.dispose()
    reader = _start("pg_restore", "--file=-", "--no-owner", "--no-privileges", str(file))
    writer = _start(
        "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null",
        engine=engine,
    )  # fmt: skip
    assert reader.stdout
    assert writer.stdin
    try:
        writer.stdin.write(f"BEGIN;\n{EMPTY}".encode())
        shutil.copyfileobj(reader.stdout, writer.stdin, 1 << 20)
        if reader.wait() == 0:
            writer.stdin.write(b"\nCOMMIT;\nVACUUM (ANALYZE);\n")
    except BrokenPipeError:
        reader.kill()
    said = writer.communicate()[1]
    if reader.wait() != 0 or writer.returncode != 0:
        wrong = (said + (reader.stderr.read() if reader.stderr else b"")).decode().strip()
        raise BackupError(f"PostgreSQL did not take the dump; nothing was changed. {wrong}")


def broken(connection: Connection) -> list[str]:
    """One sentence for each constraint that PostgreSQL did not check."""
    names = connection.execute(text("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
    return [f"The constraint {name} was not checked." for name in names.scalars()]


def _run(engine: Engine, program: str, *arguments: str) -> None:
    process = _start(program, *arguments, engine=engine)
    said = process.communicate()[1]
    if process.returncode:
        raise BackupError(f"{program} failed: {said.decode(errors='replace').strip()}")


def _start(program: str, *arguments: str, engine: Engine | None = None) -> subprocess.Popen[bytes]:
    """The password goes by the environment, which other people of the machine cannot read."""
    if not (found := shutil.which(program)):
        raise BackupError(NO_CLIENT.format(program))
    command, environ = [found, *arguments], dict(os.environ)
    if engine is not None:
        url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        address = conninfo.conninfo_to_dict(url)
        environ["PGPASSWORD"] = str(address.pop("password", "") or os.environ.get("PGPASSWORD", ""))
        command.append(f"--dbname={conninfo.make_conninfo('', **address)}")
    return subprocess.Popen(  # noqa: S603  our own words, no shell
        command, env=environ,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
