"""One transaction, committed once; nothing is written outside it."""

import pytest
from sqlalchemy import text

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.kernel.engines import ReadOnly
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import after_commit, unit_of_work


def beats() -> list[str]:
    found = list(session.scalars(text("SELECT job FROM heartbeat ORDER BY job")))
    session.rollback()
    return found


def add(job: str) -> None:
    session.add(Heartbeat(job=job, at=clock.now()))


@pytest.mark.usefixtures("session")
class TestUnitOfWork:
    def test_keeps_what_happened_inside(self) -> None:
        with unit_of_work():
            add("one")
        assert beats() == ["one"]

    def test_keeps_nothing_when_something_fails(self) -> None:
        def fail() -> None:
            with unit_of_work():
                add("one")
                session.flush()
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail()
        assert beats() == []

    def test_keeps_nothing_when_marked_for_undoing(self) -> None:
        called: list[str] = []
        with unit_of_work() as undo:
            add("one")
            after_commit(lambda: called.append("told"))
            undo()
        assert (beats(), called) == ([], [])

    def test_calls_back_once_after_the_commit(self) -> None:
        seen: list[list[str]] = []

        def look() -> None:
            seen.append(beats())

        with unit_of_work():
            add("one")
            after_commit(look)
            after_commit(look)
            assert seen == []
        assert seen == [["one"]]

    def test_refuses_to_stand_inside_another(self) -> None:
        with unit_of_work(), pytest.raises(ReadOnly), unit_of_work():
            pass

    def test_a_flush_outside_is_refused(self) -> None:
        add("one")
        with pytest.raises(ReadOnly):
            session.flush()
        session.rollback()

    def test_a_bulk_change_outside_is_refused(self) -> None:
        with pytest.raises(ReadOnly):
            session.execute(Heartbeat.__table__.delete())
        session.rollback()
