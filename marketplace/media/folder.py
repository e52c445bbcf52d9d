"""Files in a folder of this machine: written whole or not at all, up to a quota."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from marketplace.media.errors import StorageFull


class Folder:
    """Files by key and name under `root`, at most `quota` bytes together (0 = no limit)."""

    public_url = ""

    def __init__(self, root: Path, quota: int = 0) -> None:
        self.root = root
        self.quota = quota

    def path(self, key: str, name: str) -> Path:
        """Where a file stands. Keys and names are our own, never a person's."""
        return self.root / key[:2] / key / name

    def write(self, key: str, name: str, data: bytes) -> None:
        """Keep the bytes under a temporary name, then rename. Raises StorageFull."""
        target = self.path(key, name)
        if self.quota and self.used() + len(data) > self.quota:
            raise StorageFull
        temporary = ""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
                temporary = file.name
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except OSError as error:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            raise StorageFull from error

    def read(self, key: str, name: str) -> bytes | None:
        """The bytes, or None when there is no such file."""
        file = self.open(key, name)
        if file is None:
            return None
        with file:
            return file.read()

    def open(self, key: str, name: str) -> BinaryIO | None:
        """The file to read from, or None when there is no such one."""
        try:
            return self.path(key, name).open("rb")
        except FileNotFoundError:
            return None

    def place(self, key: str, name: str, _seconds: int) -> Path | None:
        """The file to send, or None when there is no such one."""
        path = self.path(key, name)
        return path if path.is_file() else None

    def origins(self) -> list[str]:
        """None: the web sends the files itself."""
        return []

    def remove(self, key: str) -> None:
        """Everything under this key."""
        shutil.rmtree(self.path(key, "").parent / key, ignore_errors=True)

    def sizes(self) -> dict[str, int]:
        """Bytes of each file by its path."""
        return {
            file.relative_to(self.root).as_posix(): file.stat().st_size
            for file in self.root.rglob("*")
            if file.is_file()
        }

    def used(self) -> int:
        """Bytes in the folder."""
        return sum(self.sizes().values())

    def replace_all(self, unpacked: Path) -> None:
        """These contents instead of the old ones; the folder may be a mount of its own."""
        self.root.mkdir(parents=True, exist_ok=True)
        for old in self.root.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        for new in unpacked.iterdir() if unpacked.is_dir() else ():
            shutil.move(new, self.root / new.name)
