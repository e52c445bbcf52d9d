"""The queue of wake-ups: a file of this machine, or Redis where several machines share one."""

import time
from datetime import datetime
from typing import Any

from huey import Huey, RedisHuey, SqliteHuey
from huey.api import PeriodicTask, Task
from redis import ConnectionPool, RedisError

from marketplace.kernel import shared
from marketplace.settings import Settings

NAME = "caravanserai"


def open_queue(settings: Settings) -> Huey:
    """The queue that the settings name."""
    if settings.redis_url:
        pool = ConnectionPool.from_url(settings.redis_url, **shared.LINE)
        return SharedHuey(NAME, connection_pool=pool, results=False, utc=True)
    path = str(settings.var_dir / "queue.db")
    return SqliteHuey(NAME, filename=path, fsync=False, results=False, utc=True)


class SharedHuey(RedisHuey):
    """Without Redis the minute's sweep goes on in each worker; only wake-ups are missing."""

    def enqueue(self, task: Task) -> Any:
        """Put it into the queue; a sweep that cannot wait there is done here and now."""
        try:
            return super().enqueue(task)
        except RedisError:
            if not isinstance(task, PeriodicTask):
                raise
            return task.execute()

    def dequeue(self) -> Task | None:
        """The next task; nothing while Redis is away."""
        try:
            return super().dequeue()
        except RedisError as error:
            _gone(error)
            time.sleep(1)
            return None

    def read_schedule(self, timestamp: datetime | None = None) -> list[Task]:
        """What is due; nothing while Redis is away, instead of a trace each second."""
        try:
            due: list[Task] = super().read_schedule(timestamp)
        except RedisError as error:
            _gone(error)
            return []
        return due


def _gone(error: RedisError) -> None:
    if shared.shared:
        shared.shared.lost(error)
