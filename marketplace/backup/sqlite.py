"""SQLite: a copy by its own backup API, in one step, which no writer waits for."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine

from marketplace.backup.errors import BackupError

BUSY = "The shop is running: stop web and worker, then restore."


@contextmanager
def snapshot(engine: Engine, file: Path) -> Iterator[Connection]:
    """Copy the database to `file`; yields a connection to the copy."""
    with (
        closing(sqlite3.connect(str(engine.url.database))) as source,
        closing(sqlite3.connect(file)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    reading = create_engine(f"sqlite:///{file}")
    try:
        with reading.connect() as connection:
            yield connection
    finally:
        reading.dispose()


def require_quiet(engine: Engine) -> None:
    """Raises BackupError while another process has the database open."""
    engine.dispose()
    path = Path(str(engine.url.database))
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=1)) as line:
            line.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError:
        raise BackupError(BUSY) from None


def restore(engine: Engine, file: Path) -> None:
    """Put the copy where the database stands, at once; `file` may lie on another disk."""
    require_quiet(engine)
    path = Path(str(engine.url.database))
    beside = path.with_name(f".{path.name}.restored")
    shutil.move(file, beside)
    beside.chmod(0o600)
    beside.replace(path)


def broken(connection: Connection) -> list[str]:
    """One sentence for each thing that SQLite itself finds wrong."""
    damage = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return [f"SQLite says: {line}" for line in damage if line != "ok"] + [
        f"A row of {row[0]} points to a row of {row[2]} that is not there." for row in dangling
    ]
