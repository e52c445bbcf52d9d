"""Every change of state goes through its table and leaves one row in the event log."""

from dataclasses import dataclass

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from marketplace.kernel import eventlog
from marketplace.kernel.actor import Actor, acting, on_behalf_of
from marketplace.kernel.db import session
from marketplace.kernel.errors import WrongState
from marketplace.kernel.states import Machine
from marketplace.kernel.unit import unit_of_work

DOOR = Machine("door", "shut", {"open": {"shut": "open"}, "shut": {"open": "shut"}})


@dataclass
class Door:
    id: int = 7
    state: str = "shut"


@pytest.mark.usefixtures("session")
class TestMachine:
    def test_moves_and_records_who_why_and_what(self) -> None:
        door = Door()
        with acting(Actor("user", 5, "clerk")), on_behalf_of(9), unit_of_work():
            DOOR.fire(door, "open", reason="a guest", changes={"width": [1, 2]})
        (event,) = eventlog.history("door", 7)
        assert door.state == "open"
        assert (event.from_state, event.to_state, event.name) == ("shut", "open", "open")
        assert (event.actor_id, event.actor_role, event.on_behalf_of) == (5, "clerk", 9)
        assert (event.reason, event.changes) == ("a guest", {"width": [1, 2]})

    def test_refuses_what_the_table_does_not_allow(self) -> None:
        door = Door(state="open")
        with pytest.raises(WrongState), unit_of_work():
            DOOR.fire(door, "open")
        assert door.state == "open"
        assert eventlog.history("door", 7) == []

    def test_knows_its_states_and_what_may_happen(self) -> None:
        assert DOOR.states == {"shut", "open"}
        assert DOOR.allows(Door(), "open")
        assert not DOOR.allows(Door(), "shut")


@pytest.mark.parametrize("attack", ["UPDATE event SET name = 'x'", "DELETE FROM event"])
@pytest.mark.usefixtures("session")
def test_the_event_log_cannot_be_rewritten(attack: str) -> None:
    with unit_of_work():
        eventlog.record("door", 7, "seen")
    with pytest.raises(DatabaseError, match="append-only"), unit_of_work():
        session.execute(text(attack))
    assert [event.name for event in eventlog.history("door", 7)] == ["seen"]
