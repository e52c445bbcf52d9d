"""What is deleted shall be gone from the disk, too, as far as the database lets us say so."""

from marketplace.kernel.db import db


def wipe() -> None:
    """Empty SQLite's journal, which still holds rows as they were; the free places of its file are
    overwritten at once (secure_delete). PostgreSQL vacuums by itself. Outside any unit of work."""
    if db.engine.dialect.name != "sqlite":
        return
    line = db.engine.raw_connection()
    try:
        line.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    finally:
        line.close()
