"""Selects compiled once and sent straight at the driver.

A public page asks a handful of small questions; SQLAlchemy's session and its own way to a cursor
cost several times what the database needs to answer them."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import CompoundSelect, Engine, Executable, Select
from sqlalchemy.engine import Dialect

from marketplace.kernel.db import db, session
from marketplace.kernel.engines import writing

Shape = tuple[tuple[str, int], ...]  # how many values each list among the parameters has
Process = Callable[[Any], Any]


def rows(statement: Executable, values: dict[str, Any]) -> Sequence[Any]:
    """The statement's rows as named tuples. In a unit of work, and where the session has begun to
    read, the session is asked: there may be more to see there."""
    if not isinstance(statement, Select | CompoundSelect) or writing.get() or _session_reads():
        return _by_session(statement, values)
    engine, names = db.engine, tuple(values)
    shape = tuple((name, len(one)) for name, one in values.items() if isinstance(one, list | tuple))
    if any(not many for _name, many in shape):
        return _by_session(statement, values)
    prepared = _prepared(statement, names, shape, engine.dialect)
    try:
        line = engine.raw_connection()
    except prepared.errors:
        return _by_session(statement, values)  # which knows how to fail
    try:
        return prepared.ask(engine, line.dbapi_connection, values)
    except prepared.errors:
        line.invalidate()
    finally:
        line.close()
    return _by_session(statement, values)


def _by_session(statement: Executable, values: dict[str, Any]) -> Sequence[Any]:
    return session.connection().execute(statement, values).all()


def _session_reads() -> bool:
    return bool(session.registry.has()) and session().in_transaction()


class Prepared:
    """One select in one engine's words."""

    def __init__(
        self, statement: Any, names: tuple[str, ...], shape: Shape, dialect: Dialect
    ) -> None:
        given = dict.fromkeys(names) | {name: [None] * many for name, many in shape}
        compiled = statement.params(given).compile(
            dialect=dialect, compile_kwargs={"render_postcompile": True}
        )
        self.sql = str(compiled)
        self.errors = dialect.loaded_dbapi.Error
        self._order: list[str] | None = compiled.positiontup
        self._fixed: dict[str, Any] = {}
        self._given: list[tuple[str, Process | None, bool]] = []
        for name, bind in compiled.binds.items():
            process = bind.type.dialect_impl(dialect).bind_processor(dialect)
            if name not in given:
                self._fixed |= _spread(name, bind.effective_value, bind.expanding, process)
            elif process or bind.expanding:
                self._given.append((name, process, bind.expanding))
        columns = statement.selected_columns
        self._row: Any = namedtuple("Row", [one.key for one in columns], rename=True)  # type: ignore[misc]
        read = (one.type.dialect_impl(dialect).result_processor(dialect, None) for one in columns)
        self._reads = [(place, process) for place, process in enumerate(read) if process]

    def ask(self, engine: Engine, line: Any, values: dict[str, Any]) -> list[Any]:
        """The rows that this connection gives."""
        if engine.dialect.name == "postgresql" and not line.autocommit:
            line.autocommit = True
        sent, cursor = self._sent(values), line.cursor()
        for listener in engine.dispatch.before_cursor_execute:
            listener(None, cursor, self.sql, sent, None, False)
        try:
            cursor.execute(self.sql, sent)
            found = cursor.fetchall()
        finally:
            cursor.close()
        return [self._made(row) for row in found]

    def _sent(self, values: dict[str, Any]) -> Any:
        sent = self._fixed | values
        for name, process, many in self._given:
            sent |= _spread(name, values[name], many, process)
        return [sent[name] for name in self._order] if self._order is not None else sent

    def _made(self, row: Sequence[Any]) -> Any:
        read = list(row)
        for place, process in self._reads:
            read[place] = process(read[place])
        return self._row(*read)


@lru_cache(maxsize=1000)
def _prepared(
    statement: Executable, names: tuple[str, ...], shape: Shape, dialect: Dialect
) -> Prepared:
    return Prepared(statement, names, shape, dialect)


def _spread(name: str, value: Any, many: bool, process: Process | None) -> dict[str, Any]:
    """The parameter as the driver takes it; of a list each by itself, as SQLAlchemy names them."""
    done = process or (lambda one: one)
    if many:
        return {f"{name}_{place}": done(one) for place, one in enumerate(value, 1)}
    return {name: done(value)}
