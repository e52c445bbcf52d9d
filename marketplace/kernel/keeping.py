"""New rows written straight to the driver, each as an object that the session watches from then on.

The session's own flush costs ten times what the database takes to keep one row."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnDefault, Insert, insert, inspect
from sqlalchemy.orm import make_transient_to_detached

from marketplace.kernel.db import Base, session, table
from marketplace.kernel.direct import at_once


class _Shape(NamedTuple):
    """How a model's row is written: its statement, and each column's usual value."""

    insert: Insert
    usual: tuple[tuple[str, Callable[[], Any]], ...]


def keep(thing: Any) -> None:
    """Write a new object whose key the database gives, without what it is related to; what else
    waits in the session goes on waiting."""
    model: type[Base] = type(thing)
    shape = _shape(model)
    told = vars(thing)
    for name, usual in shape.usual:
        if name not in told:
            setattr(thing, name, usual())
    row = {name: told[name] for name, _usual in shape.usual}
    thing.id = at_once(shape.insert, row).scalar()
    make_transient_to_detached(thing)
    session.add(thing)


@cache
def _shape(model: type[Base]) -> _Shape:
    mapped = inspect(model)
    usual = [
        (one.key, _usual(one.columns[0].default)) for one in mapped.column_attrs if one.key != "id"
    ]
    rows = table(model)
    return _Shape(insert(rows).returning(rows.c.id), tuple(usual))


def _usual(default: Any) -> Callable[[], Any]:
    if not isinstance(default, ColumnDefault):
        return lambda: None
    value: Any = default.arg
    return (lambda: value(None)) if default.is_callable else (lambda: value)
