"""The edition: one number that changes, in the same transaction, with whatever pages may show.

A page kept under an edition is right as long as the database names the same one."""

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from typing import Any

from sqlalchemy import Engine, NullPool, bindparam, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base
from marketplace.kernel.direct import at_once

WROTE = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
HARMLESS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
READ = "SELECT number FROM edition"
REST = 2.0  # seconds without asking after a failure


class Edition(Base):
    """One row. The number is drawn by lot, so that none ever comes back."""

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


RENEW = text(
    "INSERT INTO edition (id, number) VALUES (1, :number)"
    " ON CONFLICT (id) DO UPDATE SET number = excluded.number"
).bindparams(bindparam("number"))
_hidden: set[str] = {"edition"}
_noted: ContextVar[list[bool] | None] = ContextVar("noted", default=None)


def hide(*tables: str) -> None:
    """What stands in these tables is on no page that is kept; every other table's may be."""
    _hidden.update(tables)


@contextmanager
def noting() -> Iterator[None]:
    """Note whether something is written inside that pages may show."""
    before = _noted.set([])
    try:
        yield
    finally:
        _noted.reset(before)


def renew() -> None:
    """A new edition, if one is due. To be called when all else is written: then its row is the
    last that a transaction locks, and none that waits for it holds up another."""
    if _noted.get():
        at_once(RENEW, {"number": secrets.randbits(62)})


def _note(_line: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    noted = _noted.get()
    if noted == [] and _on_pages(statement):
        noted.append(True)


@lru_cache(maxsize=2000)
def _on_pages(statement: str) -> bool:
    """Whether it may change a page; what is not understood may."""
    words = statement.lstrip()
    found = WROTE.match(words)
    return found[1] not in _hidden if found else not words.startswith(HARMLESS)


class Reader:
    """A connection of its own for the one question that every page asks, straight at the driver."""

    def __init__(self, engine: Engine, arguments: dict[str, Any]) -> None:
        self._source = create_engine(engine.url, poolclass=NullPool, connect_args=arguments)
        self._errors = (engine.dialect.loaded_dbapi.Error, SQLAlchemyError)
        self._lock = Lock()
        self._line: Any = None
        self._rests_until = 0.0
        event.listen(engine, "before_cursor_execute", _note)
        event.listen(engine, "engine_disposed", self.close)

    def present(self) -> int | None:
        """The number of the present edition; None before the first, or when nobody can say."""
        with self._lock:
            for _again in range(2):
                if time.monotonic() < self._rests_until:
                    return None
                try:
                    rows = self._open().execute(READ).fetchall()
                except self._errors:
                    self.close()
                else:
                    return int(rows[0][0]) if rows else None
            self._rests_until = time.monotonic() + REST
        return None

    def _open(self) -> Any:
        if self._line is None:
            borrowed = self._source.raw_connection()
            borrowed.detach()
            self._line = borrowed.dbapi_connection
            if self._source.dialect.name == "postgresql":
                self._line.autocommit = True
        return self._line

    def close(self, _engine: Engine | None = None) -> None:
        """Let go of the connection; the next question opens another."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
