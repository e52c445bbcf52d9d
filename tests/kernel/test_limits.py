"""Attempts are counted even when the request is refused, across processes and windows."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.kernel import clock, limits
from marketplace.kernel.errors import DomainError, TooMany
from marketplace.kernel.unit import unit_of_work

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _frozen(session: object) -> object:
    clock.freeze(datetime(2026, 11, 23, 10, 15, tzinfo=UTC))
    yield
    clock.reset()


def test_the_attempt_above_the_limit_is_refused_until_the_window_ends() -> None:
    for _ in range(3):
        limits.count("codes", 3, HOUR)
    with pytest.raises(TooMany) as refusal:
        limits.count("codes", 3, HOUR)
    assert refusal.value.retry_after == 45 * 60
    assert limits.tried("codes", HOUR) == 4
    clock.shift(timedelta(minutes=45))
    limits.count("codes", 3, HOUR)


def test_buckets_do_not_touch_each_other() -> None:
    limits.count("one", 1, HOUR)
    limits.count("two", 1, HOUR)
    assert (limits.tried("one", HOUR), limits.tried("two", HOUR)) == (1, 1)


def test_old_windows_are_forgotten() -> None:
    limits.count("one", 5, HOUR)
    clock.shift(2 * HOUR)
    with unit_of_work():
        limits.forget_old()
    clock.shift(-2 * HOUR)
    assert limits.tried("one", HOUR) == 0


def test_what_is_counted_together_with_its_work_comes_back_and_its_refusal_does_not_count() -> None:
    def refuse() -> None:
        raise DomainError("not now")

    tries = [limits.Try("paying", 2, HOUR)]
    assert limits.count_all(tries, then=lambda: "begun") == "begun"
    with pytest.raises(DomainError):
        limits.count_all(tries, then=refuse)
    assert limits.tried("paying", HOUR) == 1
