"""Where files are kept: a folder of this machine, or a bucket that several share."""

from pathlib import Path
from typing import BinaryIO, Protocol

from marketplace.media.errors import StorageAway, StorageFull
from marketplace.media.folder import Folder

__all__ = ["StorageAway", "StorageFull", "Store", "of", "use"]


class Store(Protocol):
    """Files by key and name. A bucket raises StorageAway where it gives no answer."""

    public_url: str  # where everybody may read these files past the web; mostly nowhere

    def write(self, key: str, name: str, data: bytes) -> None:
        """Keep the bytes, whole or not at all. Raises StorageFull."""

    def read(self, key: str, name: str) -> bytes | None:
        """The bytes, or None when there is no such file."""

    def open(self, key: str, name: str) -> BinaryIO | None:
        """The file to read from, or None when there is no such one."""

    def place(self, key: str, name: str, seconds: int) -> Path | str | None:
        """Where the web finds it: a file, or an address good for so long; None without it."""

    def remove(self, key: str) -> None:
        """Everything under this key."""

    def sizes(self) -> dict[str, int]:
        """Bytes of each file by its path."""

    def used(self) -> int:
        """Bytes of all."""

    def replace_all(self, unpacked: Path) -> None:
        """These contents instead of the old ones."""

    def origins(self) -> list[str]:
        """The origins besides our own from which browsers fetch."""


KINDS = ("media", "documents")
pictures: Store = Folder(Path("var/media"))
documents: Store = Folder(Path("var/documents"))


def of(kind: str) -> Store:
    """The store of `media` or `documents`."""
    return {"media": pictures, "documents": documents}[kind]


def origins() -> list[str]:
    """The origins besides our own from which browsers fetch pictures and papers."""
    return sorted({one for kind in KINDS for one in of(kind).origins()})


def use(var_dir: Path, quota: int, url: str = "", public_url: str = "") -> None:
    """Keep files from now on under this folder, where the quota holds for each kind, or in the
    bucket at `url`, whose pictures, not documents, everybody may read at `public_url`."""
    global pictures, documents
    if url:
        from marketplace.media.bucket import Bucket  # most houses have a folder

        pictures = Bucket(url, "media", public_url and f"{public_url}/media")
        documents = Bucket(url, "documents")
    else:
        pictures = Folder(var_dir / "media", quota)
        documents = Folder(var_dir / "documents", quota)
