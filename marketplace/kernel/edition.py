"""The edition: one number that changes, in the same transaction, with whatever pages may show.

A page kept under an edition is right as long as the database names the same one. A second number
changes with all of that except what trade moves: under it stands what the office has settled."""

import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, NullPool, bindparam, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, db
from marketplace.kernel.direct import at_once

WROTE = re.compile(r"(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
HARMLESS = ("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")
READ = "SELECT id, number FROM edition"
PREPARED = b"edition"
TUPLES_OK = 2  # libpq's PGRES_TUPLES_OK
REST = 2.0  # seconds without asking after a failure
PAGES, SETTLED = 1, 2
NEITHER, PAGES_ALONE, BOTH = frozenset[int](), frozenset((PAGES,)), frozenset((PAGES, SETTLED))
MOVING = frozenset(("hold", "listing", "lot"))  # on pages, and moved by every sale


class Edition(Base):
    """Two rows. A number is drawn by lot, so that none ever comes back."""

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Present(NamedTuple):
    """The numbers as they stand; None before the first, or when nobody can say."""

    pages: int | None
    settled: int | None


NOBODY_KNOWS = Present(None, None)
RENEW = text(
    "INSERT INTO edition (id, number) VALUES (:id, :number)"
    " ON CONFLICT (id) DO UPDATE SET number = excluded.number"
).bindparams(bindparam("id"), bindparam("number"))
_hidden: set[str] = {"edition"}
_noted: ContextVar[set[int] | None] = ContextVar("noted", default=None)
_readers: WeakKeyDictionary[Engine, "Reader"] = WeakKeyDictionary()


def hide(*tables: str) -> None:
    """What stands in these tables is on no page that is kept; every other table's may be."""
    _hidden.update(tables)
    _due.cache_clear()


def still(tables: set[str]) -> bool:
    """Whether every write of any of these tables gives what is settled a new number."""
    return not tables & (_hidden | MOVING)


@contextmanager
def noting() -> Iterator[None]:
    """Note whether something is written inside that pages may show."""
    before = _noted.set(set())
    try:
        yield
    finally:
        _noted.reset(before)


def noted(row: int) -> bool:
    """Whether that number is due."""
    return row in (_noted.get() or ())


def renew() -> None:
    """New numbers, if some are due. To be called when all else is written: then its row is the
    last that a transaction locks, and none that waits for it holds up another."""
    for row in sorted(_noted.get() or ()):
        at_once(RENEW, {"id": row, "number": secrets.randbits(62)})


def _note(_line: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
    noted = _noted.get()
    if noted is not None and noted != BOTH:
        noted |= _due(statement)


@lru_cache(maxsize=2000)
def _due(statement: str) -> frozenset[int]:
    """Which numbers it makes due; what is not understood may change anything."""
    words = statement.lstrip()
    found = WROTE.match(words)
    if words.startswith(HARMLESS) or (found and found[1] in _hidden):
        return NEITHER
    return PAGES_ALONE if found and found[1] in MOVING else BOTH


def watch(engine: Engine, arguments: dict[str, Any]) -> None:
    """Note what is written through this engine, and have a line of its own to ask with."""
    _readers[engine] = Reader(engine, arguments)


def present() -> Present:
    """The numbers of the present moment."""
    reader = _readers.get(db.engine)
    return reader.present() if reader else NOBODY_KNOWS


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

    def present(self) -> Present:
        """The numbers as the database names them now."""
        with self._lock:
            for _again in range(2):
                if time.monotonic() < self._rests_until:
                    return NOBODY_KNOWS
                try:
                    stored = self._read(self._open())
                except self._errors:
                    self.close()
                else:
                    return Present(stored.get(PAGES), stored.get(SETTLED))
            self._rests_until = time.monotonic() + REST
        return NOBODY_KNOWS

    def _open(self) -> Any:
        if self._line is None:
            borrowed = self._source.raw_connection()
            borrowed.detach()
            self._line = borrowed.dbapi_connection
            if self._source.dialect.name == "postgresql":
                self._line.autocommit = True
                self._line.pgconn.prepare(PREPARED, READ.encode())
        return self._line

    def _read(self, line: Any) -> dict[int, int]:
        """The numbers by their ids; on PostgreSQL past psycopg's cursor, which takes as long as the
        question itself twice."""
        if self._source.dialect.name == "sqlite":
            return dict(line.execute(READ).fetchall())
        answer = line.pgconn.exec_prepared(PREPARED, None)
        if answer.status != TUPLES_OK:
            raise self._errors[0](answer.error_message)
        return {int(answer.get_value(row, 0)): int(answer.get_value(row, 1))
                for row in range(answer.ntuples)}  # fmt: skip

    def close(self, _engine: Engine | None = None) -> None:
        """Let go of the connection; the next question opens another."""
        line, self._line = self._line, None
        if line is not None:
            line.close()
