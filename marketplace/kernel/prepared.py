"""Selects of public pages, sent at a connection of the pool by itself.

A public page asks a handful of small questions; a session and its transaction cost several times
what the database needs to answer them. How a statement is put into a driver's words is plans.py's.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable

from marketplace.kernel import direct
from marketplace.kernel.db import session


def rows(statement: Executable, values: dict[str, Any]) -> Sequence[Any]:
    """The statement's rows as named tuples. In a unit of work, and where the session has begun to
    read, the session is asked: there may be more to see there. Raises as SQLAlchemy does."""
    found = direct.past_session(statement, values)
    return found if found is not None else session.connection().execute(statement, values).all()
