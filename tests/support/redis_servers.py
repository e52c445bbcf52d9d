"""The Redis that several machines share, as a test sees it: a real server on loopback."""

from collections.abc import Iterator

import pytest

from tools.redis_server import RedisServer


@pytest.fixture(scope="session")
def _redis_server() -> Iterator[RedisServer]:
    server = RedisServer()
    yield server
    server.stop()


@pytest.fixture
def redis_server(_redis_server: RedisServer) -> RedisServer:
    """An empty Redis that answers; `.stop()` is a crash, `.start()` brings it back empty."""
    _redis_server.start()
    _redis_server.empty()
    return _redis_server
