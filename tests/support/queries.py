"""Counting the statements that a page sends to the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, event

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


class Queries:
    """Statements since the test began or since `clear`."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    @property
    def count(self) -> int:
        return len(self.statements)

    def clear(self) -> None:
        """Count from zero."""
        self.statements.clear()

    def note(self, _line: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        """Remember one statement, unless it only steers the transaction."""
        if statement.lstrip().upper().startswith(COUNTED):
            self.statements.append(statement)


@pytest.fixture
def queries() -> Iterator[Queries]:
    """`queries.clear(); client.get(url); assert queries.count <= 6, queries.statements`."""
    seen = Queries()
    event.listen(Engine, "before_cursor_execute", seen.note)
    yield seen
    event.remove(Engine, "before_cursor_execute", seen.note)
