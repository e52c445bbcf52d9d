"""The bucket that several machines share, as a test sees it: a real S3 server on loopback."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import obstore
import pytest
from obstore.store import S3Store

from tests.support.outside import Double

NAME = "shop"
KEYS = {"AWS_ACCESS_KEY_ID": "a test", "AWS_SECRET_ACCESS_KEY": "a secret of the bucket"}


class BucketServer(Double):
    """moto's S3 with one bucket in it, empty after each start and reset."""

    module = "s3_server"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.window_port}"

    @property
    def url(self) -> str:
        """What MEDIA_URL says."""
        return f"s3://{NAME}?endpoint={self.endpoint}"

    def start(self) -> None:
        if not self.running:
            super().start()
            self._make()

    def reset(self) -> None:
        self._window.post("/moto-api/reset", timeout=60).raise_for_status()
        self._make()

    def _make(self) -> None:
        self._window.put(f"/{NAME}", timeout=60).raise_for_status()

    def get(self, path: str) -> httpx.Response:
        """One object, read past all of the shop's code."""
        return httpx.get(obstore.sign(self._store(), "GET", path, timedelta(minutes=1)))

    def names(self, under: str) -> list[str]:
        """The names of all objects whose name begins so."""
        return [one["path"] for page in obstore.list(self._store(), under) for one in page]

    def _store(self) -> S3Store:
        return S3Store(NAME, endpoint=self.endpoint, client_options={"allow_http": True})


@pytest.fixture(scope="session")
def _bucket_server() -> Iterator[BucketServer]:
    server = BucketServer()
    yield server
    server.stop()


@pytest.fixture
def bucket(_bucket_server: BucketServer, monkeypatch: pytest.MonkeyPatch) -> BucketServer:
    """An empty bucket that answers, and its keys in the environment."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    if _bucket_server.running:
        _bucket_server.reset()
    _bucket_server.start()
    return _bucket_server
