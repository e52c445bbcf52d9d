"""Changing a condition of a table that others point to, on either engine."""

from alembic import op


def check(table: str, name: str, before: str, after: str) -> None:
    """Put one condition in the place of another; on SQLite in the table's own text, because rows
    of other tables point here."""
    if op.get_bind().dialect.name == "sqlite":
        old, new = (f"CONSTRAINT {name} CHECK ({one})" if one else "" for one in (before, after))
        first = f"CONSTRAINT pk_{table}"
        if old and new:
            rewrite(table, old, new)
        elif new:
            rewrite(table, first, f"{new}, \n\t{first}")
        else:
            rewrite(table, f"{old}, \n\t{first}", first)
        return
    if before:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    if after:
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({after})")


def rewrite(table: str, before: str, after: str) -> None:
    """SQLite's way of changing a condition without copying the table: its text in the schema."""
    line = op.get_bind()
    text = line.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar()
    if before not in text:
        raise RuntimeError(f"{table} is not as expected: {before}")
    version = line.exec_driver_sql("PRAGMA schema_version").scalar()
    line.exec_driver_sql("PRAGMA writable_schema = ON")
    line.exec_driver_sql(
        "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?",
        (text.replace(before, after, 1), table),
    )
    line.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    line.exec_driver_sql("PRAGMA writable_schema = OFF")
