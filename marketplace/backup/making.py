"""Making a copy while the shop sells: a snapshot of the database first, the files after it."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from marketplace.backup import archive, files
from marketplace.backup.archive import DATABASES, Writer
from marketplace.backup.errors import NO_BUCKET, BackupError, no_database
from marketplace.backup.house import House
from marketplace.backup.manifest import Manifest
from marketplace.kernel import clock, schema
from marketplace.media import storage

EXISTS = "{} is there already; name a file that is not."
UNMIGRATED = "The database has no tables yet: run `marketplace migrate`. There is nothing to copy."


@dataclass(frozen=True, slots=True)
class Made:
    """A finished archive."""

    path: Path
    manifest: Manifest
    sealed: bool


def make(target: Path, key: str, house: House) -> Made:
    """Write the archive, sealed when there is a key. Raises BackupError; then there is none."""
    try:
        if target.exists():
            raise BackupError(EXISTS.format(target))
        target.parent.mkdir(parents=True, exist_ok=True)
        with house.workshop() as folder, archive.writing(target, key) as writer:
            manifest = _fill(writer, folder, house)
    except SQLAlchemyError as error:
        raise BackupError(no_database(error)) from error
    except storage.StorageAway as error:
        raise BackupError(f"The backup was not made: {NO_BUCKET}") from error
    except OSError as error:
        raise BackupError(
            f"The backup was not made: {error.strerror} ({error.filename})."
        ) from error
    return Made(target, manifest, sealed=bool(key))


def _fill(writer: Writer, folder: Path, house: House) -> Manifest:
    copy = folder / DATABASES[house.kind]
    with house.tools.snapshot(house.engine, copy) as snapshot:
        manifest = Manifest(
            made_at=clock.now().isoformat(),
            version=house.version,
            commit=house.commit,
            migration=_migration(snapshot),
            engine=house.kind,
            secret=house.secret,
            counts=counts(snapshot),
            missing=[],
        )
        wanted = list(files.of(snapshot))
    with copy.open("rb") as database:
        writer.add(copy.name, database)
    copy.unlink()
    for kind, key, name in wanted:
        member = files.member(kind, key, name)
        if file := storage.of(kind).open(key, name):
            with file:
                writer.add(member, file)
        else:
            manifest.missing.append(member)
    return writer.finish(manifest)


def counts(connection: Connection) -> dict[str, int]:
    """Rows of every table."""
    names = sorted(set(inspect(connection).get_table_names()) - {"alembic_version"})
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
    }


def _migration(connection: Connection) -> str:
    found = schema.at(connection)
    if found is None:
        raise BackupError(UNMIGRATED)
    return found
