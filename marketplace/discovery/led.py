"""A join that is walked from its left side: SQLite would rather read a whole index of listings."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Join
from sqlalchemy.ext.compiler import compiles


class Led(Join):
    """PostgreSQL knows how many rows each side has and is left to choose."""

    inherit_cache = True


def led(left: FromClause, right: FromClause, on: ColumnElement[bool]) -> Led:
    """Each row of the left side, and then the right side's rows for it."""
    return Led(left, right, on)


@compiles(Led, "sqlite")
def _in_this_order(join: Led, compiler: Any, **how: Any) -> str:
    how["from_linter"] = None  # what is joined here is joined
    left, right = (compiler.process(side, **how) for side in (join.left, join.right))
    on = compiler.process(join.onclause, **how | {"asfrom": False})
    return f"{left} CROSS JOIN {right} ON {on}"
