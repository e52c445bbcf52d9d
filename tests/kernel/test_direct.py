"""Statements sent straight to the driver: the same values, the same refusals, the same errors."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import UtcDateTime, db, table
from marketplace.kernel.direct import ask, at_once, each_at_once, written
from marketplace.kernel.engines import ReadOnly
from marketplace.kernel.eventlog import Event
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.plans import plan
from marketplace.kernel.unit import unit_of_work

beat, event = table(Heartbeat).c, table(Event).c
ADD = insert(table(Heartbeat))
AMONG = select(beat.job, beat.at).where(beat.job.in_(bindparam("jobs", expanding=True)))
AMONG = AMONG.order_by(beat.job)
WHOLE = select(Heartbeat, Event.name).outerjoin(Event, Event.subject_id == 7)
LOGGED = select(Event).where(event.subject_id == bindparam("subject"))
NOON = datetime(2026, 3, 21, 12, tzinfo=UTC)


def test_moments_and_lists_go_there_and_come_back(session: Any) -> None:
    with unit_of_work():
        each_at_once(ADD, [{"job": name, "at": NOON, "error": None} for name in "abc"])
    assert [tuple(row) for row in ask(AMONG, {"jobs": ["c", "a", "x"]})] == [
        ("a", NOON),
        ("c", NOON),
    ]
    assert ask(AMONG, {"jobs": ["b"]}).scalars() == ["b"]
    assert ask(AMONG, {"jobs": []}).first() is None
    assert ask(AMONG, {"jobs": []}).scalar() is None


def test_a_model_comes_as_its_columns_and_one_that_is_missing_as_nothing(session: Any) -> None:
    with unit_of_work():
        at_once(ADD, {"job": "a", "at": NOON, "error": None})
    ((row, name),) = ask(WHOLE)
    assert (row.job, row.at, name) == ("a", NOON, None)
    with unit_of_work():
        eventlog.record("order", 7, "looked", changes={"total": [None, 5]})
    (logged,) = ask(LOGGED, {"subject": 7})
    assert (logged.name, logged.changes) == ("looked", {"total": [None, 5]})


def test_what_waits_in_the_session_is_seen_by_the_one_and_not_by_the_other(session: Any) -> None:
    with unit_of_work():
        session.add(Heartbeat(job="a", at=clock.now()))
        assert not at_once(AMONG, {"jobs": ["a"]})
        assert ask(AMONG, {"jobs": ["a"]})


def test_nothing_is_written_outside_a_unit_of_work(session: Any) -> None:
    with pytest.raises(ReadOnly):
        at_once(ADD, {"job": "a", "at": NOON, "error": None})


def test_a_forgotten_default_is_an_error_before_anything_is_sent(session: Any) -> None:
    with unit_of_work(), pytest.raises(ValueError, match="default"):
        at_once(insert(table(Outbox)), {"topic": "x"})


def test_the_drivers_error_is_told_as_sqlalchemys(session: Any) -> None:
    row = {"job": "a", "at": NOON, "error": None}
    with unit_of_work():
        at_once(ADD, row)
    with pytest.raises(IntegrityError), unit_of_work():
        at_once(ADD, row)


def test_constants_may_stand_in_the_words_and_moments_stay_beside_them(session: Any) -> None:
    with unit_of_work():
        each_at_once(ADD, [{"job": name, "at": NOON, "error": None} for name in ("a", "it's")])
    now = bindparam("now", callable_=clock.now, type_=UtcDateTime())
    constant = written(select(beat.job).where(beat.job.in_(("it's", "b")), beat.at < now))
    words = plan(constant, db.engine.dialect, {"now": NOON})
    assert "'it''s'" in words.text
    assert ask(constant, {"now": clock.now()}).scalars() == ["it's"]
    assert ask(constant, {"now": NOON}).scalars() == []
