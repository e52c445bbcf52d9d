"""A statement in one driver's words: put together and compiled once, then sent as often as it is
asked. Rows are named tuples, and so is each model that a SELECT names: its columns to read, nothing
that the session watches."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, inspect
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

from marketplace.kernel.engines import ReadOnly, writing

Values = Mapping[str, Any]
Process = Callable[[Any], Any]


class Rows(list[Any]):
    """The rows of an answer."""

    def first(self) -> Any:
        """The first row, or None."""
        return self[0] if self else None

    def scalars(self) -> list[Any]:
        """The first column."""
        return [row[0] for row in self]

    def scalar(self) -> Any:
        """The first column of the first row, or None."""
        return self[0][0] if self else None


def plan(statement: Any, dialect: Dialect, values: Values) -> "Plan":
    """The statement for values of this shape, compiled the first time only. Raises
    InvalidRequestError for a value that is missing."""
    names = _lists(statement)
    lists = tuple((name, len(values[name])) for name in names) if names else ()
    return _plan(statement, dialect, tuple(values), lists)


@lru_cache(maxsize=1000)
def _lists(statement: Any) -> list[str]:
    """The parameters that stand for several values."""
    compiled = statement.compile()
    return [name for bind, name in compiled.bind_names.items() if bind.expanding and bind.required]


class Plan:
    """A statement in one driver's words, for parameters of these names and lengths of lists."""

    def __init__(
        self, statement: Any, dialect: Dialect, names: tuple[str, ...], lists: dict[str, int]
    ) -> None:
        own = statement.is_dml and not statement.is_delete
        statement, groups = _flat(statement)
        compiled = statement.compile(dialect=dialect, column_keys=list(names) if own else None)
        if own and (compiled.insert_prefetch or compiled.update_prefetch):
            raise ValueError("give a value to every column that has a default in Python")
        example = {name: [None] * lists[name] if name in lists else None for name in names}
        expanded = compiled.construct_expanded_state(example)
        self.text: str = expanded.statement
        self._writes: bool = statement.is_dml
        anew = dialect.name == "postgresql" and "planned" in statement.get_execution_options()
        self._how: dict[str, bool] = {"prepare": False} if anew else {}
        self._places = expanded.positiontup
        self._lists = [(name, expanded.parameter_expansion[name]) for name in lists]
        self._fixed: dict[str, Any] = dict(expanded.parameters)
        self._process: list[tuple[str, Process]] = []
        kinds = {name: bind.type for bind, name in compiled.bind_names.items()}
        for name, kind in kinds.items():
            if process := kind.dialect_impl(dialect).bind_processor(dialect):
                places = expanded.parameter_expansion.get(name, [name])
                if name in names:
                    self._process += [(place, process) for place in places]
                else:
                    self._fixed |= {place: process(self._fixed[place]) for place in places}
        self._read = _reader(statement, groups, dialect)

    def ask(self, line: Connection, values: Values) -> Rows:
        """Send it; what came back."""
        cursor = self._send(line, self._filled(values), many=False)
        rows = self._rows(cursor)
        cursor.close()
        return rows

    def read(self, raw: Any, values: Values, listeners: Iterable[Any]) -> Rows:
        """Ask a driver's own connection, outside any session; errors are the driver's."""
        cursor = raw.cursor()
        try:
            self._execute(cursor, self._filled(values), None, listeners, many=False)
            return self._rows(cursor)
        finally:
            cursor.close()

    def tell(self, line: Connection, rows: Sequence[Values]) -> None:
        """Send it once for each row."""
        self._send(line, [self._filled(row) for row in rows], many=True).close()

    def _rows(self, cursor: Any) -> Rows:
        return Rows(map(self._read, cursor.fetchall())) if self._read else Rows()

    def _filled(self, values: Values) -> Any:
        filled = {**self._fixed, **values}
        for name, places in self._lists:
            filled |= zip(places, values[name], strict=True)
        for name, process in self._process:
            filled[name] = process(filled[name])
        return filled if self._places is None else [filled[name] for name in self._places]

    def _send(self, line: Connection, parameters: Any, *, many: bool) -> Any:
        if self._writes and not writing.get():
            raise ReadOnly("a change outside a unit of work")
        raw: Any = line.connection.dbapi_connection
        cursor = raw.cursor()
        listeners = line.dispatch.before_cursor_execute
        try:
            self._execute(cursor, parameters, line, listeners, many=many)
        except line.dialect.loaded_dbapi.Error as error:
            raise _told(line, raw, cursor, self.text, error) from error
        return cursor

    def _execute(
        self, cursor: Any, parameters: Any, line: Connection | None, listeners: Iterable[Any], *,
        many: bool,
    ) -> None:  # fmt: skip
        for listener in listeners:
            listener(line, cursor, self.text, parameters, None, many)
        send = cursor.executemany if many else cursor.execute
        send(self.text, parameters, **self._how)


@lru_cache(maxsize=2000)
def _plan(
    statement: Any, dialect: Dialect, names: tuple[str, ...], lists: tuple[tuple[str, int], ...]
) -> Plan:
    return Plan(statement, dialect, names, dict(lists))


def _flat(statement: Any) -> tuple[Any, list[tuple[int, Process]]]:
    """The statement with the columns of each model that it names, and how many each has; a model's
    first is its key."""
    named = statement.column_descriptions if isinstance(statement, Select) else []
    if all(one["expr"] is not one.get("entity") for one in named):
        return statement, []
    columns: list[Any] = []
    groups: list[tuple[int, Process]] = []
    for one in named:
        expression = one["expr"]
        if expression is not one.get("entity"):
            columns.append(expression)
            groups.append((0, _same))
            continue
        names = [attribute.key for attribute in inspect(expression).mapper.column_attrs]
        columns += [getattr(expression, name) for name in names]
        groups.append((len(names), _row(names)))
    return statement.with_only_columns(*columns, maintain_column_froms=True), groups


def _same(value: Any) -> Any:
    return value


def _row(names: Sequence[str]) -> Process:
    row: Any = namedtuple("Row", names, rename=True)  # type: ignore[misc]
    make: Process = row._make
    return make


def _grouped(groups: list[tuple[int, Process]]) -> Process:
    def read(row: Sequence[Any]) -> Any:
        values, place = [], 0
        for size, make in groups:
            if not size:
                values.append(row[place])
                place += 1
                continue
            mine = row[place : place + size]
            values.append(None if mine[0] is None else make(mine))
            place += size
        return tuple(values) if len(values) > 1 else values[0]

    return read


def _reader(statement: Any, groups: list[tuple[int, Process]], dialect: Dialect) -> Process | None:
    """How a row of the driver becomes one of ours; None where nothing comes back."""
    columns = getattr(statement, "exported_columns", None)
    if not columns:
        return None
    make = _grouped(groups) if groups else _row(columns.keys())
    kinds = [column.type.dialect_impl(dialect) for column in columns]
    processes = [
        (place, process) for place, kind in enumerate(kinds)
        if (process := kind.result_processor(dialect, None))
    ]  # fmt: skip
    if not processes:
        return make

    def read(row: Sequence[Any]) -> Any:
        values = list(row)
        for place, process in processes:
            values[place] = process(values[place])
        return make(values)

    return read


def _told(line: Connection, raw: Any, cursor: Any, text: str, error: Any) -> DBAPIError:
    """The driver's error as SQLAlchemy tells it; a connection that is gone is given up."""
    gone = line.dialect.is_disconnect(error, raw, cursor)
    if gone:
        line.invalidate(error)
    told = DBAPIError.instance(
        text, {}, error, line.dialect.loaded_dbapi.Error, connection_invalidated=gone,
        dialect=line.dialect,
    )  # fmt: skip
    assert isinstance(told, DBAPIError)
    return told
