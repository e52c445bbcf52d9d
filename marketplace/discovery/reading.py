"""Statements that are built once and read many times."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable, bindparam

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.db import session

LINE = "line"
NOW = bindparam("now", type_=Listing.__table__.c.sellable_until.type)


def read(statement: Executable, **values: Any) -> Sequence[Any]:
    """The statement's rows; NOW stands for the present moment, the rest by name."""
    return _line().execute(statement, {"now": clock.now(), **values}).all()


def _line() -> Connection:
    """The session's connection; to ask the session itself for it each time costs as much as
    some statements."""
    here = session()
    line: Connection | None = here.info.get(LINE)
    if line is None or line.closed or not line.in_transaction():
        line = here.info[LINE] = here.connection()
    return line
