"""Redis, in a house of several machines: asked briefly, and left alone for a while when it is gone.

Nothing lives only there: whoever asks can do without an answer."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from redis import Redis, RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

T = TypeVar("T")
LINE: dict[str, Any] = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 3,  # longer than the second that a worker waits for a job
    "retry": Retry(NoBackoff(), 0),
}
REST = 5.0  # seconds without asking after a failure
SAID_EVERY = 60.0  # seconds
log: structlog.stdlib.BoundLogger = structlog.get_logger("caravanserai")


class Gone(Exception):
    """Redis gives no answer now."""


class Shared:
    """One Redis for all processes of all machines."""

    def __init__(self, url: str) -> None:
        self.redis = Redis.from_url(url, **LINE)
        self._rests_until = 0.0
        self._said_at = -SAID_EVERY

    def ask(self, question: Callable[[], T]) -> T:
        """What the question to Redis gives. Raises Gone, for some seconds without asking."""
        if time.monotonic() < self._rests_until:
            raise Gone
        try:
            return question()
        except RedisError as error:
            self.lost(error)
            raise Gone from error

    def lost(self, error: RedisError) -> None:
        """Let it rest, and say so once a minute."""
        now = time.monotonic()
        self._rests_until = now + REST
        if now - self._said_at >= SAID_EVERY:
            self._said_at = now
            log.warning("redis gone, the database stands in", error=type(error).__name__)


shared: Shared | None = None


def use(url: str) -> None:
    """Ask this Redis from now on; an empty address is none."""
    global shared
    shared = Shared(url) if url else None
