"""Two workers draw today's turns at the same moment."""

from sqlalchemy import func, select

from marketplace.discovery.front import turns
from marketplace.discovery.front.turn_models import Turn
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from tests.races.rivals import all_at_once
from tests.support import factories as make


def draw():
    with unit_of_work():
        return turns.draw()


def test_two_workers_give_each_turn_once(app, session):
    with unit_of_work():
        for _number in range(7):
            make.a_live_listing(make.a_maker())
    session.rollback()
    results = all_at_once(app, [draw] * 4)
    assert all(isinstance(result, list) for result in results), results
    session.rollback()
    given = database.scalar(select(func.count()).select_from(Turn))
    assert given == turns.FRONT
    assert turns.drifted() == []
