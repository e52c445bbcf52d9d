"""What differs between the two engines: pragmas, how a transaction begins, who may write."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from marketplace.kernel.db import db

CONNECTIONS = 8
WAIT_SECONDS = 5
writing: ContextVar[bool] = ContextVar("writing", default=False)


def options(url: str) -> dict[str, Any]:
    """Engine options: at most 8 connections a process, 5 s of waiting, then a 503."""
    shared: dict[str, Any] = {
        "pool_size": CONNECTIONS,
        "max_overflow": 0,
        "pool_timeout": WAIT_SECONDS,
    }
    if url.startswith("sqlite"):
        return shared | {"connect_args": {"timeout": WAIT_SECONDS, "check_same_thread": False}}
    return shared | {"pool_pre_ping": True, "connect_args": {"connect_timeout": WAIT_SECONDS}}


def tune(engine: Engine) -> None:
    """Teach a SQLite engine our pragmas and BEGIN; PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _pragmas)
    event.listen(engine, "begin", _begin)


def _pragmas(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {line}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


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
