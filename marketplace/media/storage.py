"""The folder that keeps files: written whole or not at all, up to a quota."""

import os
import shutil
import tempfile
from pathlib import Path

from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_


class StorageFull(DomainError):
    """No room for one more file; nothing was written."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            N_(
                "There is no room for another picture just now. Nothing you wrote is lost; please"
                " call the office."
            ),
            field="photo",
        )


class Folder:
    """Files by key and name under `root`, at most `quota` bytes together (0 = no limit)."""

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
        try:
            return self.path(key, name).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        """Everything under this key."""
        shutil.rmtree(self.path(key, "").parent / key, ignore_errors=True)

    def used(self) -> int:
        """Bytes in the folder."""
        return sum(file.stat().st_size for file in self.root.rglob("*") if file.is_file())


pictures = Folder(Path("var/media"))
documents = Folder(Path("var/documents"))


def use(var_dir: Path, quota: int) -> None:
    """Keep files under this folder from now on; the quota holds for each kind."""
    for folder, name in ((pictures, "media"), (documents, "documents")):
        folder.root, folder.quota = var_dir / name, quota
