"""Very many rows at once, for what is made or rebuilt as a whole: PostgreSQL takes them as a stream
(COPY), SQLite in one go, and the indexes of a table can wait until its rows are there."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import AddConstraint, DropConstraint

from marketplace.kernel.db import Base, session, table
from marketplace.kernel.engines import PAGES, ReadOnly, writing

ROOM = {  # for building indexes and for pages that are not yet written: bytes, KB
    "postgresql": ("SET LOCAL maintenance_work_mem = '512MB'", "SET LOCAL work_mem = '64MB'"),
    "sqlite": ("PRAGMA cache_size=-256000",),
}
AFTER = {"postgresql": (), "sqlite": (f"PRAGMA {PAGES}",)}


def fill(model: type[Base], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows of these columns; what is not named is null, or the database's own default.
    Errors are the driver's. Raises ReadOnly outside a unit of work."""
    if not writing.get():
        raise ReadOnly("a change outside a unit of work")
    session.flush()
    line = session.connection()
    columns = [table(model).c[name] for name in names]
    ready = _converted(line, columns, rows)
    raw: Any = line.connection.dbapi_connection
    with _told(line, raw.cursor(), model, names) as (cursor, statement):
        if line.dialect.name == "sqlite":
            cursor.executemany(statement, ready)
            return
        with cursor.copy(statement) as stream:
            for row in ready:
                stream.write_row(row)


@contextmanager
def _told(
    line: Connection, cursor: Any, model: type[Base], names: Sequence[str]
) -> Iterator[tuple[Any, str]]:
    """A cursor and the statement for it, of which those who listen were told."""
    into = f"{model.__tablename__} ({', '.join(names)})"
    if line.dialect.name == "sqlite":
        places = ", ".join("?" * len(names))
        statement = f"INSERT INTO {into} VALUES ({places})"  # noqa: S608  our own names
    else:
        statement = f"COPY {into} FROM STDIN"
    try:
        for listener in line.dispatch.before_cursor_execute:
            listener(line, cursor, statement, (), None, True)
        yield cursor, statement
    finally:
        cursor.close()


def _converted(
    line: Connection, columns: Sequence[Column[Any]], rows: Iterable[Sequence[Any]]
) -> Iterable[Sequence[Any]]:
    """The rows as the driver wants them."""
    kinds = [column.type.dialect_impl(line.dialect) for column in columns]
    processes = [(place, process) for place, kind in enumerate(kinds)
                 if (process := kind.bind_processor(line.dialect))]  # fmt: skip
    if not processes:
        return rows
    return (_with(list(row), processes) for row in rows)


def _with(row: list[Any], processes: Sequence[tuple[int, Any]]) -> list[Any]:
    for place, process in processes:
        row[place] = process(row[place])
    return row


@contextmanager
def indexed_after(*models: type[Base]) -> Iterator[None]:
    """Take away the indexes of these tables, and on PostgreSQL their references, and build them
    again at the end of the block. Until the transaction ends nobody else can read the tables."""
    session.flush()
    line, tables = session.connection(), [table(model) for model in models]
    name = line.dialect.name
    for order in ROOM[name]:
        line.execute(text(order))
    indexes = [index for one in tables for index in sorted(one.indexes, key=lambda i: str(i.name))]
    references = [key for one in tables for key in one.foreign_key_constraints]
    for index in indexes:
        index.drop(line)
    if name == "postgresql":
        for reference in references:
            line.execute(DropConstraint(reference))
    yield
    session.flush()
    for index in indexes:
        index.create(line)
    if name == "postgresql":
        for reference in sorted(references, key=lambda key: str(key.name)):
            line.execute(AddConstraint(reference))
    for order in AFTER[name]:
        line.execute(text(order))
