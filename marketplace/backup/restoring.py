"""Putting an archive back: unpacked beside and compared before anything is touched."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from marketplace.backup import archive
from marketplace.backup.archive import DATABASES
from marketplace.backup.errors import NO_BUCKET, BackupError, no_database
from marketplace.backup.house import House
from marketplace.backup.manifest import Manifest
from marketplace.media import storage

TELLING = ("person", "listing", "buyer_order")  # with a row in one of these, somebody lives here
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
OTHER_ENGINE = (
    "The backup holds a {} database, and DATABASE_URL names {}. Name a {} database in it."
)
OTHER_MIGRATION = (
    "The backup was made by version {} (migration {}); this is version {} (migration {}). Take that"
    " version (git checkout {}), restore with it, then update as docs/operations.md says."
)
STRANGER = (
    "SECRET_KEY is not the one of the backup. Set the old one; or add --other-secret: then all"
    " are signed out, buyers' links end and the sealed documents of the backup cannot be read."
)
NOT_EMPTY = (
    "Somebody lives here already: the database or the folders are not empty. To throw away what is"
    " there and put the backup in its place, add --replace."
)
NO_ROOM = "Unpacking needs {} MB under {}, and {} MB are free."


def restore(
    source: Path, key: str, house: House, *, replace: bool = False, other_secret: bool = False
) -> Manifest:
    """Verify, then put database and files in place. Raises BackupError, before any change."""
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    try:
        with house.workshop() as folder:
            _require_room(source, folder)
            manifest = archive.read(source, key, lambda name: _open(folder, name))
            _require_same(manifest, house, other_secret)
            if not empty(house) and not replace:
                raise BackupError(NOT_EMPTY)
            house.tools.restore(house.engine, folder / DATABASES[manifest.engine])
            for kind in storage.KINDS:
                storage.of(kind).replace_all(folder / kind)
            os.sync()
    except SQLAlchemyError as error:
        raise BackupError(no_database(error)) from error
    except storage.StorageAway as error:
        raise BackupError(f"Restoring stopped: {NO_BUCKET}") from error
    except OSError as error:
        raise BackupError(f"Restoring stopped: {error.strerror} ({error.filename}).") from error
    return manifest


def _require_room(source: Path, folder: Path) -> None:
    needed, free = source.stat().st_size, shutil.disk_usage(folder).free
    if needed > free:
        raise BackupError(NO_ROOM.format(needed >> 20, folder, free >> 20))


def _open(folder: Path, name: str) -> BinaryIO:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("wb")


def _require_same(manifest: Manifest, house: House, other_secret: bool) -> None:
    if manifest.engine != house.kind:
        theirs, ours = ENGINES[manifest.engine], ENGINES[house.kind]
        raise BackupError(OTHER_ENGINE.format(theirs, ours, theirs))
    if manifest.migration != house.migration:
        raise BackupError(
            OTHER_MIGRATION.format(
                manifest.version, manifest.migration, house.version, house.migration,
                manifest.commit or f"v{manifest.version}",
            )
        )  # fmt: skip
    if manifest.secret != house.secret and not other_secret:
        raise BackupError(STRANGER)


def empty(house: House) -> bool:
    """Whether nobody lives here: no person, piece or order, and no file."""
    if any(storage.of(kind).used() for kind in storage.KINDS):
        return False
    with house.engine.connect() as connection:
        here = set(inspect(connection).get_table_names()) & set(TELLING)
        return not any(
            connection.execute(select(1).select_from(table(name)).limit(1)).first() for name in here
        )
