"""The archive: a tar of database and files, the manifest last, sealed when there is a key."""

import hashlib
import io
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol

from marketplace.backup import manifest as manifests
from marketplace.backup.errors import BackupError
from marketplace.backup.manifest import Manifest
from marketplace.backup.sealing import MAGIC, Opener, Sealer, Sink

BLOCK = 1 << 20
DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.pgdump"}
MEMBER = re.compile(
    r"database\.(sqlite|pgdump)|(media|documents)/[0-9a-f]{2}/[0-9a-f]+/[0-9a-z][0-9a-z.-]*"
)
NO_KEY = "The archive is encrypted: give its key in BACKUP_KEY or with --key-file."
NOT_SEALED = (
    "The archive is not encrypted although a key is given, so nobody vouches that it is ours."
    " If you are sure of it, run again without the key."
)
NOT_OURS = "This file is not a backup of this program, or it is damaged from its first byte."
CUT = "The archive is cut short: its list of contents, which comes last, is missing."
Take = Callable[[str], BinaryIO | None]  # a file to write this member to, or None to only check it


class _Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _Summed:
    """A file that counts and hashes what is read from it."""

    def __init__(self, file: _Source) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.size = 0

    def read(self, size: int = BLOCK, /) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    @property
    def told(self) -> list[int | str]:
        return [self.size, self._hash.hexdigest()]


class Writer:
    """Adds members and, at the end, the manifest that lists them."""

    def __init__(self, sink: Sink) -> None:
        self._tar = tarfile.open(  # type: ignore[call-overload]  # noqa: SIM115  closed by finish
            fileobj=sink, mode="w|", bufsize=BLOCK, copybufsize=BLOCK
        )
        self._members: dict[str, list[int | str]] = {}

    def add(self, name: str, file: BinaryIO) -> None:
        """Copy one open file into the archive. Raises OSError."""
        summed = _Summed(file)
        info = tarfile.TarInfo(name)
        info.size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self._tar.addfile(info, summed)
        self._members[name] = summed.told

    def abandon(self) -> None:
        """Let go of the tar while its file is still open; what that wrote is thrown away."""
        with suppress(OSError):
            self._tar.close()

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest with everything that was added."""
        manifest = replace(manifest, members=self._members)
        data = manifest.to_json()
        info = tarfile.TarInfo(manifests.NAME)
        info.size = len(data)
        self._tar.addfile(info, io.BytesIO(data))
        self._tar.close()
        return manifest


@contextmanager
def writing(target: Path, key: str) -> Iterator[Writer]:
    """The archive under a temporary name; on success flushed to the disk and renamed."""
    part = target.with_name(f".{target.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb", buffering=BLOCK) as file:
            sealer = Sealer(file, key) if key else None
            writer = Writer(sealer or file)
            try:
                yield writer
            except BaseException:
                writer.abandon()
                raise
            if sealer:
                sealer.close()
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _remember(target.parent)


def _remember(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path, key: str, take: Take = lambda _name: None) -> Manifest:
    """Read every byte, giving members to `take(name)`, and compare with the manifest.

    Raises BackupError with a sentence at the first thing that is not as it was written."""
    try:
        with path.open("rb") as file:
            return _read(_opened(file, key), take)
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BackupError(f"{path} is a folder; name one archive.") from None


def _opened(file: BinaryIO, key: str) -> _Source:
    if file.read(len(MAGIC)) == MAGIC:
        if not key:
            raise BackupError(NO_KEY)
        return Opener(file, key)
    if key:
        raise BackupError(NOT_SEALED)
    file.seek(0)
    return file


def _read(source: _Source, take: Take) -> Manifest:
    found: dict[str, list[int | str]] = {}
    manifest: Manifest | None = None
    try:
        with tarfile.open(fileobj=source, mode="r|", bufsize=BLOCK) as tar:  # type: ignore[call-overload]
            for info in tar:
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or manifest:
                    raise BackupError(f"The archive holds something foreign: {info.name!r}.")
                if info.name == manifests.NAME:
                    manifest = Manifest.from_json(content.read())
                else:
                    found[info.name] = _pass_on(info.name, content, take)
    except tarfile.TarError:
        raise BackupError(CUT if found else NOT_OURS) from None
    _require_nothing_more(source)
    if manifest is None:
        raise BackupError(CUT)
    _compare(manifest, found)
    return manifest


def _pass_on(name: str, content: _Source, take: Take) -> list[int | str]:
    if not MEMBER.fullmatch(name):
        raise BackupError(f"The archive holds something foreign: {name!r}.")
    summed = _Summed(content)
    with take(name) or nullcontext() as file:
        while data := summed.read():
            if file:
                file.write(data)
    return summed.told


def _require_nothing_more(source: _Source) -> None:
    while data := source.read(BLOCK):
        if data.strip(b"\0"):
            raise BackupError("Something was added behind the archive's end.")


def _compare(manifest: Manifest, found: dict[str, list[int | str]]) -> None:
    for name in manifest.members.keys() - found.keys():
        raise BackupError(f"{name} is missing from the archive.")
    for name, told in found.items():
        if manifest.members.get(name) != told:
            raise BackupError(f"{name} in the archive is not what was put in: it is damaged.")
    if DATABASES[manifest.engine] not in found:
        raise BackupError("The archive holds no database.")
