"""New objects whose rows are written straight to the driver."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock
from marketplace.kernel.engines import ReadOnly
from marketplace.kernel.keeping import keep
from marketplace.kernel.outbox import Outbox
from marketplace.kernel.unit import unit_of_work


def _row(key: str) -> Outbox:
    return Outbox(topic="message", payload={"a": 1}, key=key)


def test_a_kept_object_has_its_key_and_the_usual_values(session: Any) -> None:
    with unit_of_work():
        keep(row := _row("one"))
        assert row in session
        assert session.get(Outbox, row.id) is row
    session.expire_all()
    assert (row.topic, row.payload, row.state, row.attempts) == ("message", {"a": 1}, "waiting", 0)
    assert row.error is None
    assert row.created_at <= clock.now()


def test_what_is_changed_on_it_later_is_written_too(session: Any) -> None:
    with unit_of_work():
        keep(row := _row("one"))
        row.state = "done"
    session.expire_all()
    assert row.state == "done"


def test_what_the_database_refuses_is_told_as_ever(session: Any) -> None:
    with unit_of_work():
        keep(_row("one"))
    with pytest.raises(IntegrityError), unit_of_work():
        keep(_row("one"))


def test_nothing_is_kept_outside_a_unit_of_work(session: Any) -> None:
    with pytest.raises(ReadOnly):
        keep(_row("one"))
