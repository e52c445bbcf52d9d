"""The books with a row in them that nobody booked."""

from typing import Any

from marketplace import books
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work


class _Undo(Exception):
    """Nothing of it is kept."""


def broken_by(row: Any) -> list[str]:
    """The names of the rules that break when this row is written without its entry."""
    found: list[str] = []
    try:
        with unit_of_work():
            session.add(row)
            session.flush()
            found = [one.rule.name for one in books.check()]
            raise _Undo
    except _Undo:
        return found
