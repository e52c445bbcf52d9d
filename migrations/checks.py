"""Another condition for a check that stands already, on either engine, whatever refers to the
table."""

import sqlalchemy as sa
from alembic import op


def replace(table: str, name: str, condition: str) -> None:
    """The check called `name` asks for this from now on. SQLite has no statement for it: the stored
    text of the table is changed as sqlite.org/lang_altertable.html says, without copying rows."""
    name = f"ck_{table}_{name}"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(name), table, type_="check")
        op.create_check_constraint(op.f(name), table, condition)
        return
    line = op.get_bind()
    kept = "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :table"
    text = line.execute(sa.text(kept), {"table": table}).scalar_one()
    change = "UPDATE sqlite_schema SET sql = :text WHERE type = 'table' AND name = :table"
    version = line.exec_driver_sql("PRAGMA schema_version").scalar_one()
    line.exec_driver_sql("PRAGMA writable_schema = ON")
    line.execute(sa.text(change), {"text": _with(text, name, condition), "table": table})
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
