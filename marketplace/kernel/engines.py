"""What differs between the two engines: pragmas, how a transaction begins, who may write."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from marketplace.kernel.db import db

CONNECTIONS = 8
STATEMENTS = 500  # that a connection keeps ready
WAIT_SECONDS = 5
PAGES = "cache_size=-2000"  # kilobytes of a database that each SQLite connection keeps
ERASED = "secure_delete=ON"  # what was deleted is overwritten
IDLE_SECONDS = 1  # a connection that came back longer ago is asked before it is used
writing: ContextVar[bool] = ContextVar("writing", default=False)


class ReadOnly(RuntimeError):
    """Something tried to write outside a unit of work: a bug, never a person's mistake."""


def options(url: str) -> dict[str, Any]:
    """Engine options: at most 8 connections a process, 5 s of waiting, then a 503."""
    shared: dict[str, Any] = {
        "pool_size": CONNECTIONS,
        "max_overflow": 0,
        "pool_timeout": WAIT_SECONDS,
        "hide_parameters": True,  # a trace says what failed, not for whom
        "pool_use_lifo": True,  # few that know their statements rather than many that learn them
    }
    if url.startswith("sqlite"):
        return shared | {"connect_args": {
            "timeout": WAIT_SECONDS, "check_same_thread": False, "cached_statements": STATEMENTS,
        }}  # fmt: skip
    # short queries: compiling them (jit) costs more than it saves, and planning them anew as well
    return shared | {"connect_args": {
        "connect_timeout": WAIT_SECONDS, "options": "-c jit=off", "prepare_threshold": 2,
    }}  # fmt: skip


def tune(engine: Engine) -> None:
    """Teach a SQLite engine our pragmas and BEGIN, a PostgreSQL one to read without BEGIN and to
    ask a connection that lay idle whether it still lives."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _pragmas)
        engine.dialect.do_begin = _begin  # type: ignore[assignment, method-assign]
        return
    event.listen(engine, "connect", _one_kind_of_number)
    event.listen(engine, "connect", _keep_statements)
    event.listen(engine, "begin", _read_without_begin)
    event.listen(engine, "checkin", _note_time)
    event.listen(engine, "checkout", partial(_ask_whether_alive, engine.dialect))


def _pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", ERASED, PAGES):
        connection.execute(f"PRAGMA {line}")


def _one_kind_of_number(connection: Any, _record: Any) -> None:
    """Send every whole number as a bigint. By itself psycopg picks the smallest kind that holds it,
    and a statement with 24 ids of mixed size is then another one each time, prepared never."""
    from psycopg.types.numeric import Int8Dumper

    connection.adapters.register_dumper(int, Int8Dumper)


def _keep_statements(connection: Any, _record: Any) -> None:
    connection.prepared_max = STATEMENTS


def _begin(connection: Any) -> None:
    """Straight to the driver: SQLAlchemy's own way to send a statement costs ten times as much."""
    connection.execute("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def _read_without_begin(connection: Connection) -> None:
    """Under READ COMMITTED each statement has its own snapshot anyway."""
    raw: Any = connection.connection.dbapi_connection
    raw.autocommit = not writing.get()


def _note_time(_raw: Any, record: ConnectionPoolEntry) -> None:
    record.info["back"] = time.monotonic()


def _ask_whether_alive(
    dialect: Dialect, raw: Any, record: ConnectionPoolEntry, _proxy: object
) -> None:
    if time.monotonic() - record.info.get("back", time.monotonic()) < IDLE_SECONDS:
        return
    try:
        dialect.do_ping(raw)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


@contextmanager
def _gate(path: str) -> Iterator[None]:
    """Writers queue at a file lock, which the kernel frees when a process dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def write_access() -> Iterator[None]:
    """Let the next transaction of this thread write; SQLite's writers pass one by one."""
    url = db.engine.url
    gated = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    with _gate(f"{url.database}.gate") if gated else nullcontext():
        token = writing.set(True)
        try:
            yield
        finally:
            writing.reset(token)


def lost_a_deadlock(error: OperationalError) -> bool:
    """Whether PostgreSQL ended this transaction so that a rival could go on."""
    return getattr(error.orig, "sqlstate", None) == "40P01"
