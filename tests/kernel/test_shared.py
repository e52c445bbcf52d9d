"""Limits and wake-ups in Redis, and what goes on when Redis is gone."""

import socket
import time
from datetime import timedelta

import pytest
from redis import Redis

from marketplace.kernel import heartbeat, limits, outbox, shared
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import TooMany
from marketplace.kernel.limits import Attempt, Try
from marketplace.kernel.unit import unit_of_work
from tests.races.rivals import all_at_once

pytestmark = pytest.mark.engine("sqlite")
HOUR = timedelta(hours=1)
MANY = 30


@pytest.fixture
def house(redis_server, make_app, session):
    """A shop with Redis; without it again afterwards."""
    yield make_app(redis_url=redis_server.url)
    shared.use("")


@pytest.fixture
def said(monkeypatch):
    """The warnings about Redis."""
    found = []
    monkeypatch.setattr(shared.log, "warning", lambda words, **_facts: found.append(words))
    return found


def counted_in_database():
    return database.query(Attempt).count()


def test_attempts_are_counted_in_redis_and_refused_there(house, redis_server):
    for _ in range(3):
        limits.count("codes", 3, HOUR)
    with pytest.raises(TooMany) as refusal:
        limits.count("codes", 3, HOUR, "Enough.")
    assert refusal.value.sentence == "Enough."
    assert 0 < refusal.value.retry_after <= 3600
    assert limits.tried("codes", HOUR) == 4
    assert counted_in_database() == 0
    client = Redis.from_url(redis_server.url)
    assert 0 < client.ttl(client.keys("try:codes:*")[0]) <= 3600


def test_several_limits_count_up_to_the_first_that_is_full(house):
    done = []
    tries = [Try("one", 9, HOUR), Try("two", 1, HOUR), Try("three", 9, HOUR)]
    limits.count_all(tries, then=lambda: done.append(1))
    with pytest.raises(TooMany):
        limits.count_all(tries, then=lambda: done.append(2))
    assert done == [1]
    assert [limits.tried(one.bucket, HOUR) for one in tries] == [2, 2, 1]


def test_of_many_at_once_so_many_pass_as_may(house):
    def attempt():
        limits.count("codes", 10, HOUR)
        return "passed"

    results = all_at_once(house, [attempt] * MANY)
    assert results.count("passed") == 10
    assert sum(isinstance(one, TooMany) for one in results) == MANY - 10


def test_without_redis_the_database_counts_and_it_is_said_once(house, redis_server, said):
    redis_server.stop()
    for _ in range(3):
        limits.count("codes", 3, HOUR)
    with pytest.raises(TooMany):
        limits.count("codes", 3, HOUR)
    assert limits.tried("codes", HOUR) == 4
    assert counted_in_database() == 1
    assert len(said) == 1


def test_redis_counts_again_when_it_is_back(house, redis_server, said, monkeypatch):
    monkeypatch.setattr(shared, "REST", 0.0)
    redis_server.stop()
    limits.count("codes", 3, HOUR)
    redis_server.start()
    limits.count("others", 3, HOUR)
    assert limits.tried("others", HOUR) == 1
    assert counted_in_database() == 1


def test_a_redis_that_never_answers_delays_one_request_only(make_app, session, said, monkeypatch):
    monkeypatch.setitem(shared.LINE, "socket_timeout", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        make_app(redis_url=f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        started = time.monotonic()
        for _ in range(5):
            limits.count("codes", 9, HOUR)
        assert time.monotonic() - started < 3
    shared.use("")
    assert limits.tried("codes", HOUR) == 5


def test_a_row_wakes_whoever_waits_at_redis(house, redis_server):
    with unit_of_work():
        outbox.enqueue("picture", {"key": "none"})
    assert Redis.from_url(redis_server.url).llen("huey.redis.caravanserai") == 1
    assert house.extensions["huey"].dequeue().name == "drain"


def test_without_redis_nothing_rings_and_the_sweep_goes_on(house, redis_server, said):
    redis_server.stop()
    with unit_of_work():
        outbox.enqueue("picture", {"key": "none"})
    house.extensions["sweep"]()
    database.rollback()
    assert [row.state for row in database.query(outbox.Outbox)] == ["done"]
    assert heartbeat.alive()
    assert house.extensions["huey"].dequeue() is None
    assert house.extensions["huey"].read_schedule() == []
    assert len(said) == 1


@pytest.mark.engine("sqlite", "postgresql")
def test_two_workers_first_beats_at_the_same_moment(app, session):
    def beat():
        with unit_of_work():
            heartbeat.beat("sweep")
        return "beaten"

    assert all_at_once(app, [beat] * 8) == ["beaten"] * 8
    assert heartbeat.alive()
