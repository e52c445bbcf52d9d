"""What leaves the house: after commit only, tried again when that is safe, never silently twice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from marketplace.kernel import clock, outbox
from marketplace.kernel.db import session
from marketplace.kernel.outbox import Failed, Job, Outbox, Refused, Unknown
from marketplace.kernel.unit import unit_of_work

Topic = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def topic(session: Any) -> Iterator[Topic]:
    """Handle the topic «parcel» with an error or none; returns what arrives."""
    before = dict(outbox._handlers)

    def handle(
        error: Exception | None = None, repeatable: bool = False, **more: Any
    ) -> list[dict[str, Any]]:
        arrived: list[dict[str, Any]] = []

        def send(job: Job) -> None:
            arrived.append(job.payload)
            if error:
                raise error

        outbox.handle("parcel", send, repeatable=repeatable, **more)
        return arrived

    yield handle
    outbox._handlers.clear()
    outbox._handlers.update(before)
    clock.reset()


def enqueue(**more: Any) -> int:
    with unit_of_work():
        return outbox.enqueue("parcel", {"n": 1}, **more)


def row(key: int) -> Outbox:
    session.rollback()
    return session.scalars(select(Outbox).where(Outbox.id == key)).one()


def test_a_row_is_sent_once(topic: Topic) -> None:
    arrived = topic()
    key = enqueue()
    outbox.drain()
    outbox.drain()
    assert arrived == [{"n": 1}]
    assert (row(key).state, row(key).attempts) == ("done", 1)


def test_nothing_is_sent_from_a_unit_that_failed(topic: Topic) -> None:
    arrived = topic()
    with unit_of_work() as undo:
        outbox.enqueue("parcel", {})
        undo()
    outbox.drain()
    assert arrived == []


def test_a_row_waits_for_its_time(topic: Topic) -> None:
    arrived = topic()
    enqueue(due_at=clock.now() + timedelta(hours=1))
    outbox.drain()
    assert arrived == []
    clock.shift(timedelta(hours=2))
    outbox.drain()
    assert len(arrived) == 1


def test_a_failed_attempt_waits_and_ends_as_failed(topic: Topic) -> None:
    arrived = topic(Failed("the line is busy"))
    key = enqueue()
    outbox.drain()
    assert (row(key).state, row(key).error) == ("waiting", "the line is busy")
    for _ in outbox.BACKOFF:
        clock.shift(timedelta(hours=2))
        outbox.drain()
    assert row(key).state == "failed"
    assert len(arrived) == len(outbox.BACKOFF) + 1


def test_a_patient_topic_goes_on_every_hour_until_it_is_too_old(topic: Topic) -> None:
    arrived = topic(Failed("the line is busy"), patience=timedelta(days=1))
    key = enqueue()
    for _ in range(20):
        outbox.drain()
        clock.shift(timedelta(seconds=outbox.BACKOFF[-1]))
    assert (row(key).state, len(arrived)) == ("waiting", 20)
    assert outbox.stuck()[0][:2] == ("parcel", 1), "staff are told long before it is given up"
    clock.shift(timedelta(hours=8))
    outbox.drain()
    assert row(key).state == "failed"


@pytest.mark.parametrize(
    ("error", "state"), [(Refused("no such number"), "failed"), (Unknown("no answer"), "unknown")]
)
def test_a_refusal_or_an_unknown_end_is_not_repeated(
    topic: Topic, error: Exception, state: str
) -> None:
    arrived = topic(error)
    key = enqueue()
    outbox.drain()
    clock.shift(timedelta(days=1))
    outbox.drain()
    assert (row(key).state, len(arrived)) == (state, 1)


def test_staff_may_repeat_it(topic: Topic) -> None:
    topic(Unknown("no answer"))
    key = enqueue()
    outbox.drain()
    arrived = topic()
    with unit_of_work():
        outbox.repeat([key])
    outbox.drain()
    assert (row(key).state, len(arrived)) == ("done", 1)


@pytest.mark.parametrize(("repeatable", "state"), [(True, "done"), (False, "unknown")])
def test_an_attempt_whose_worker_died(topic: Topic, repeatable: bool, state: str) -> None:
    topic(repeatable=repeatable)
    key = enqueue()
    with unit_of_work():
        session.execute(update(Outbox).values(state="running", claimed_at=clock.now(), attempts=1))
    outbox.drain()
    assert row(key).state == "running"
    clock.shift(outbox.LEASE + timedelta(seconds=1))
    outbox.drain()
    clock.shift(timedelta(hours=1))
    outbox.drain()
    assert row(key).state == state


def test_a_key_is_enqueued_once(topic: Topic) -> None:
    topic()
    enqueue(key="order 7 placed")
    with pytest.raises(Exception, match=r"(?i)unique"):
        enqueue(key="order 7 placed")


def test_a_deaf_worker_does_not_hurt_the_commit(
    topic: Topic, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic()
    monkeypatch.setattr(app.extensions["huey"].storage, "enqueue", lambda *a, **k: 1 / 0)
    assert row(enqueue()).state == "waiting"
