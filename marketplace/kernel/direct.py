"""Statements sent straight to the driver: SQLAlchemy's own way costs ten times what the database
takes to answer. A statement is put together once, as a constant, and compiled once
(`kernel/plans.py`); what changes stands in its `bindparam`s."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.visitors import cloned_traverse

from marketplace.kernel.db import db, session
from marketplace.kernel.engines import writing
from marketplace.kernel.plans import Rows, Values, plan

NONE: Values = {}
# Execution options of a SELECT whose best way depends on the values asked for: PostgreSQL then
# plans it each time, instead of once for all values.
PLANNED_ANEW: Values = {"planned": "anew"}


def written(statement: Any) -> Any:
    """The same statement with its constants in its own words, not beside them: PostgreSQL then
    keeps one plan of it, where it would make one each time that costs more than the answer. Only
    for constants of the program."""

    def into_words(parameter: Any) -> None:
        if parameter.value is not None and parameter.callable is None:
            parameter.literal_execute = True

    return cloned_traverse(statement, {}, {"bindparam": into_words})


def ask(statement: Any, values: Values = NONE) -> Rows:
    """The answer, after what waits in the session is written."""
    session.flush()
    return at_once(statement, values)


def at_once(statement: Any, values: Values = NONE) -> Rows:
    """The answer to a statement that asks nothing of what waits to be written, without writing
    that first: so that it is all written together. A select goes past the session where it can."""
    found = past_session(statement, values)
    if found is not None:
        return found
    line = _line()
    return plan(statement, line.dialect, values).ask(line, values)


def past_session(statement: Any, values: Values) -> Rows | None:
    """The answer to a select over a connection of the pool's, without a transaction; None where
    the session must be asked: in a unit of work and where it has begun to read, because there may
    be more to see there, and after a driver's error, which it knows how to tell."""
    if writing.get() or not isinstance(statement, Select | CompoundSelect) or _reading():
        return None
    if any(isinstance(one, list | tuple) and not one for one in values.values()):
        return None
    engine = db.engine
    ready = plan(statement, engine.dialect, values)
    errors = engine.dialect.loaded_dbapi.Error
    try:
        line = engine.raw_connection()
    except errors:
        return None
    raw: Any = line.dbapi_connection
    try:
        if engine.dialect.name == "postgresql" and not raw.autocommit:
            raw.autocommit = True
        return ready.read(raw, values, engine.dispatch.before_cursor_execute)
    except errors:
        line.invalidate()
        return None
    finally:
        line.close()


def _reading() -> bool:
    return bool(session.registry.has()) and session().in_transaction()


def _line() -> Connection:
    """The session's connection; it is closed with the transaction that it was opened for."""
    own = session()
    line: Connection | None = own.info.get("line")
    if line is None or line.closed:
        line = own.info["line"] = own.connection()
    return line


def each_at_once(statement: Any, rows: Sequence[Values]) -> None:
    """The same for every row, in one go; all have the same names and no lists."""
    if rows:
        line = _line()
        plan(statement, line.dialect, rows[0]).tell(line, rows)
