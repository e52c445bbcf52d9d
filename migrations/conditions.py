"""Changing a condition of a table that others point to, on either engine."""

import sqlalchemy as sa
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


def replace(table: str, name: str, condition: str) -> None:
    """The check called `name` asks for this from now on, whatever it asked for."""
    name = f"ck_{table}_{name}"
    if op.get_bind().dialect.name == "sqlite":
        _store(table, _with(_stored(table), name, condition))
        return
    op.drop_constraint(op.f(name), table, type_="check")
    op.create_check_constraint(op.f(name), table, condition)


def rewrite(table: str, before: str, after: str) -> None:
    """SQLite's way of changing a condition without copying the table: its text in the schema.

    Raises RuntimeError when the text is not as expected."""
    text = _stored(table)
    if before not in text:
        raise RuntimeError(f"{table} is not as expected: {before}")
    _store(table, text.replace(before, after, 1))


def _stored(table: str) -> str:
    kept = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
    text: str = op.get_bind().execute(kept, {"table": table}).scalar_one()
    return text


def _store(table: str, text: str) -> None:
    """As sqlite.org/lang_altertable.html says, without copying rows."""
    line = op.get_bind()
    change = "UPDATE sqlite_master SET sql = :text WHERE type = 'table' AND name = :table"
    version = line.exec_driver_sql("PRAGMA schema_version").scalar_one()
    line.exec_driver_sql("PRAGMA writable_schema = ON")
    line.execute(sa.text(change), {"text": text, "table": table})
    line.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    line.exec_driver_sql("PRAGMA writable_schema = OFF")


def _with(text: str, name: str, condition: str) -> str:
    """The table's text with the brackets after this constraint's name filled anew."""
    start = text.index("(", text.index(f"CONSTRAINT {name} CHECK"))
    depth, end = 0, start
    for end in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        if not depth:
            break
    return f"{text[:start]}({condition}){text[end + 1 :]}"
