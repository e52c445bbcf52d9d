"""The larger installation, on a database of its own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.machines.house import House
from tests.support import databases
from tests.support.buckets import BucketServer
from tests.support.outside import PostOffice, Telephone
from tools.redis_server import RedisServer

_numbers = itertools.count(1)


@pytest.fixture
def house(
    engine_name: str, sms: Telephone, smtp: PostOffice, redis_server: RedisServer,
    bucket: BucketServer, tmp_path: Path,
) -> Iterator[House]:  # fmt: skip
    """Four web processes and two workers, running."""
    name = f"house{next(_numbers)}"
    database = databases.new_database(engine_name, name)
    one = House(database, tmp_path / name, sms, smtp, redis_server, bucket)
    try:
        yield one.start()
    finally:
        one.stop()
        database.drop()
