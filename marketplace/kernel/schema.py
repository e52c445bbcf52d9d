"""Which migration this program needs, and which one a database has."""

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

FOLDER = Path(__file__).resolve().parents[2] / "migrations"
AT = text("SELECT version_num FROM alembic_version")


@cache
def newest() -> str:
    """The number that the last migration's file begins with."""
    return max(file.name.partition("_")[0] for file in (FOLDER / "versions").glob("[0-9]*.py"))


def at(line: Connection) -> str | None:
    """The migration that a database has; None where nothing was ever migrated."""
    if not inspect(line).has_table("alembic_version"):
        return None
    found: str | None = line.scalar(AT)
    return found
