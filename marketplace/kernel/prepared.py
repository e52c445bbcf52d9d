"""Selects of public pages, sent at a connection of the pool by itself.

A public page asks a handful of small questions; a session and its transaction cost several times
what the database needs to answer them. How a statement is put into a driver's words is direct.py's.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Executable, Select

from marketplace.kernel import direct
from marketplace.kernel.db import db, session
from marketplace.kernel.engines import writing


def rows(statement: Executable, values: dict[str, Any]) -> Sequence[Any]:
    """The statement's rows as named tuples. In a unit of work, and where the session has begun to
    read, the session is asked: there may be more to see there. Raises as SQLAlchemy does."""
    if not isinstance(statement, Select | CompoundSelect) or writing.get() or _session_reads():
        return _by_session(statement, values)
    if any(isinstance(one, list | tuple) and not one for one in values.values()):
        return _by_session(statement, values)
    engine = db.engine
    plan = direct.plan(statement, engine.dialect, values)
    errors = engine.dialect.loaded_dbapi.Error
    try:
        line = engine.raw_connection()
    except errors:
        return _by_session(statement, values)  # which knows how to fail
    raw: Any = line.dbapi_connection
    try:
        if engine.dialect.name == "postgresql" and not raw.autocommit:
            raw.autocommit = True
        return plan.read(raw, values, engine.dispatch.before_cursor_execute)
    except errors:
        line.invalidate()
    finally:
        line.close()
    return _by_session(statement, values)


def _by_session(statement: Executable, values: dict[str, Any]) -> Sequence[Any]:
    return session.connection().execute(statement, values).all()


def _session_reads() -> bool:
    return bool(session.registry.has()) and session().in_transaction()
