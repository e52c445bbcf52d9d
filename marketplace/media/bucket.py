"""Files in a bucket that speaks the S3 protocol, for houses of several machines.

Every call goes over the network: never inside a unit of work."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import parse_qsl, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from marketplace.media.errors import StorageAway

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

LINE: "ClientConfig" = {"connect_timeout": "2s", "timeout": "20s"}
PATIENCE: "RetryConfig" = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}
TYPES = {"jpg": "image/jpeg", "webp": "image/webp"}
FOREVER = "public, max-age=31536000, immutable"  # a name never gets other bytes
NO_BUCKET = "NoSuchBucket"


class Bucket:
    """Files by key and name under one prefix; who may write how much, the bucket says."""

    def __init__(self, url: str, prefix: str, public_url: str = "") -> None:
        """`url` is s3://bucket[/folder][?endpoint=…&region=…]; keys come from AWS_*.

        `public_url`, if any, is where everybody may read this prefix."""
        parts = urlsplit(url)
        asked = dict(parse_qsl(parts.query))
        region = asked.get("region", "us-east-1")
        self.endpoint = asked.get("endpoint", f"https://s3.{region}.amazonaws.com").rstrip("/")
        self.public_url = public_url
        self.store = S3Store(
            parts.netloc,
            prefix=f"{parts.path}/{prefix}".strip("/"),
            region=region,
            endpoint=self.endpoint,
            client_options=LINE | {"allow_http": self.endpoint.startswith("http:")},
            retry_config=PATIENCE,
        )

    def write(self, key: str, name: str, data: bytes) -> None:
        """Keep the bytes. Raises StorageAway."""
        kind = TYPES.get(name.rpartition(".")[2], "application/octet-stream")
        about = {"Content-Type": kind, "Cache-Control": FOREVER}
        with _answering():
            obstore.put(self.store, _path(key, name), data, attributes=about, use_multipart=False)

    def read(self, key: str, name: str) -> bytes | None:
        """The bytes, or None when there is no such file. Raises StorageAway."""
        with _answering():
            try:
                return bytes(obstore.get(self.store, _path(key, name)).bytes())
            except FileNotFoundError as error:
                if NO_BUCKET in str(error):
                    raise
                return None

    def open(self, key: str, name: str) -> BinaryIO | None:
        """The file to read from, or None when there is no such one. Raises StorageAway."""
        data = self.read(key, name)
        return None if data is None else io.BytesIO(data)

    def place(self, key: str, name: str, seconds: int) -> str:
        """An address that shows the file for so long; whether it is there, the bucket says."""
        if self.public_url:
            return f"{self.public_url}/{_path(key, name)}"
        return obstore.sign(self.store, "GET", _path(key, name), timedelta(seconds=seconds))

    def origins(self) -> list[str]:
        """Of the addresses that `place` gives."""
        parts = urlsplit(self.public_url or self.endpoint)
        return [f"{parts.scheme}://{parts.netloc}"]

    def remove(self, key: str) -> None:
        """Everything under this key. Raises StorageAway."""
        with _answering():
            self._delete(list(self._list(_path(key, ""))))

    def sizes(self) -> dict[str, int]:
        """Bytes of each file by its path. Raises StorageAway."""
        with _answering():
            return self._list()

    def used(self) -> int:
        """Bytes under the prefix. Raises StorageAway."""
        return sum(self.sizes().values())

    def replace_all(self, unpacked: Path) -> None:
        """These contents instead of the old ones; the new are there before the old go."""
        files = {path.relative_to(unpacked): path for path in unpacked.rglob("*") if path.is_file()}
        for place, path in files.items():
            self.write(place.parts[1], place.name, path.read_bytes())
        with _answering():
            self._delete(list(self._list().keys() - {place.as_posix() for place in files}))

    def _list(self, under: str | None = None) -> dict[str, int]:
        pages = obstore.list(self.store, prefix=under)
        return {one["path"]: one["size"] for page in pages for one in page}

    def _delete(self, paths: list[str]) -> None:
        if paths:
            obstore.delete(self.store, paths)


def _path(key: str, name: str) -> str:
    return f"{key[:2]}/{key}/{name}"


@contextmanager
def _answering() -> Iterator[None]:
    """Raise StorageAway when the bucket gives no answer, or one that is none."""
    try:
        yield
    except (BaseError, OSError) as error:
        raise StorageAway from error
