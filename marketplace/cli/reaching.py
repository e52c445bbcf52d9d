"""Whether what the settings name is there: each function asks for one thing, for an operator."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from redis import Redis, RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from marketplace.cli.database import where
from marketplace.kernel import schema, shared
from marketplace.kernel.db import db
from marketplace.kernel.errors import cause
from marketplace.kernel.outbox import Failed, Refused
from marketplace.media import storage
from marketplace.notify import smtp
from marketplace.settings import Settings

KEY, NAME, PROBE = "checking", "probe.jpg", b"one of caravanserai's checks"


class Wrong(Exception):
    """It is not there, or not as it must be; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked for, whether all is well, and a sentence."""

    what: str
    well: bool
    sentence: str


def everything(app: Flask) -> Iterator[Found]:
    """One after another, as the settings of this application name them."""
    settings: Settings = app.extensions["settings"]
    questions: dict[str, Callable[[Settings], str]] = {
        "database": database, "backups": backups, "pictures": pictures, "Redis": redis,
        "mail": mail, "SMS": sms,
    }  # fmt: skip
    with app.app_context():
        for what, question in questions.items():
            try:
                yield Found(what, True, question(settings))
            except Wrong as wrong:
                yield Found(what, False, str(wrong))


def database(_settings: Settings) -> str:
    """Raises Wrong when it does not answer, keeps text badly, or has other tables than ours."""
    name = where(db.engine.url)
    try:
        with db.engine.connect() as line:
            if db.engine.dialect.name == "postgresql":
                _require_utf8(str(line.scalar(text("SHOW server_encoding"))), name)
            has = schema.at(line)
    except SQLAlchemyError as error:
        raise Wrong(f"{name} does not answer: {cause(error)}") from error
    if has is None:
        raise Wrong(f"{name} has no tables yet: run `caravanserai migrate`.")
    if has < schema.newest():
        raise Wrong(
            f"{name} is at migration {has} and this version needs {schema.newest()}:"
            " make a backup, then run `caravanserai migrate`."
        )
    if has > schema.newest():
        raise Wrong(
            f"{name} is at migration {has}, which is newer than this version ({schema.newest()}):"
            " take the newer version, or restore the backup from before its update."
        )
    return f"{name} answers, its tables are at migration {has}."


def _require_utf8(encoding: str, name: str) -> None:
    if encoding != "UTF8":
        raise Wrong(f"{name} keeps text as {encoding}: make it anew with --encoding UTF8.")


def backups(settings: Settings) -> str:
    """Raises Wrong when BACKUP_TO cannot be written or PostgreSQL's programs do not fit."""
    if settings.backup_to is None:
        raise Wrong("BACKUP_TO is empty: nothing is copied at night.")
    _require_writable(settings.backup_to)
    if db.engine.dialect.name == "postgresql":
        _require_dump()
    kept = "sealed with BACKUP_KEY" if settings.backup_key else "not sealed, BACKUP_KEY is empty"
    return f"{settings.backup_to} can be written; copies are {kept}."


def _require_writable(folder: Path) -> None:
    there = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise Wrong(f"BACKUP_TO is {folder}, where this user may not write.")


def _require_dump() -> None:
    """The client must not be older than the server."""
    if not (program := shutil.which("pg_dump")):
        raise Wrong("pg_dump is not installed (Debian: apt install postgresql-client).")
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    ours = int("".join(filter(str.isdigit, told.stdout.split()[2].split(".")[0])))
    try:
        with db.engine.connect() as line:
            theirs = int(str(line.scalar(text("SHOW server_version_num")))) // 10_000
    except SQLAlchemyError:
        return  # said under `database`
    if ours < theirs:
        raise Wrong(
            f"pg_dump is of version {ours} and the server of {theirs}:"
            f" install the client programs of version {theirs}."
        )


def pictures(settings: Settings) -> str:
    """Raises Wrong unless a file of each kind can be written, read and deleted."""
    place = "The bucket of MEDIA_URL" if settings.media_url else str(settings.var_dir)
    try:
        for kind in storage.KINDS:
            store = storage.of(kind)
            store.write(KEY, NAME, PROBE)
            read = store.read(KEY, NAME)
            store.remove(KEY)
            if read != PROBE:
                raise Wrong(f"{place} gave back other bytes than were written.")
    except (storage.StorageAway, OSError) as error:
        raise Wrong(f"{place} cannot be written and read: {cause(error)}") from error
    except storage.StorageFull as error:
        raise Wrong(f"{place} is full, or MEDIA_QUOTA is reached.") from error
    return f"{place} can be written and read."


def redis(settings: Settings) -> str:
    """Raises Wrong when REDIS_URL is set and nothing answers there."""
    if not settings.redis_url:
        return "Not set: right for one machine."
    try:
        Redis.from_url(settings.redis_url, **shared.LINE).ping()
    except RedisError as error:
        raise Wrong(
            f"REDIS_URL does not answer: {error}. The shop goes on without, as on one machine."
        ) from error
    return "REDIS_URL answers."


def mail(settings: Settings) -> str:
    """Raises Wrong when SMTP_URL is set and its server does not let us in."""
    if not settings.smtp_url:
        return "Not set: no letter leaves."
    try:
        smtp.knock(settings.smtp_url)
    except (Failed, Refused) as error:
        raise Wrong(f"SMTP_URL does not let us in: {cause(error)}") from error
    return "SMTP_URL lets us in."


def sms(settings: Settings) -> str:
    """The key is tried with the first message: asking would cost one."""
    return (
        "SMS_KEY is set." if settings.sms_key else "Not set: no SMS leaves, no buyer can reserve."
    )
