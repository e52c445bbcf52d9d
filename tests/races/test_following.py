"""Followers asked, told and stopped at the same moment: one row, one message, none after a stop."""

from functools import partial

import pytest
from sqlalchemy import func, select

from marketplace.following import asking, stopping, telling
from marketplace.following.models import Follow, Follower
from marketplace.kernel.calendar import TEHRAN
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.notify.models import Message
from tests.races.rivals import all_at_once
from tests.support import factories as make

MOBILE = "+989123450987"


@pytest.fixture(autouse=True)
def evening(session, clock):
    there = clock.now().astimezone(TEHRAN)
    clock.set(there.replace(hour=17, minute=5))


def ask(vendor_id):
    with unit_of_work():
        return asking.follow(MOBILE, "fa", vendor_id).id


def tell():
    with unit_of_work():
        return telling.new_pieces()


def stop(follower_id):
    with unit_of_work():
        stopping.everything(database.get_one(Follower, follower_id))


def count(model, **fields):
    database.rollback()
    return database.scalar(select(func.count()).select_from(model).filter_by(**fields))


def followed(clock):
    maker = make.a_maker()
    key = ask(maker.id)
    clock.advance(seconds=1)
    make.a_live_listing(maker)
    database.rollback()
    return key


def test_two_browsers_that_prove_one_number_make_one_row(app):
    maker_id = make.a_maker().id
    database.rollback()
    results = all_at_once(app, [partial(ask, maker_id)] * 4)
    assert len(set(results)) == 1, results
    assert count(Follower) == count(Follow) == 1


def test_two_workers_tell_once(app, clock):
    followed(clock)
    results = all_at_once(app, [tell] * 4)
    assert sum(results) == 1, results
    assert count(Message, template="follow_new") == 1


def test_who_stops_while_she_is_told_hears_nothing_more(app, clock):
    key = followed(clock)
    results = all_at_once(app, [tell, partial(stop, key), tell, partial(stop, key)])
    wrong = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, NotFound) or "No row" in str(one) for one in wrong), results
    assert tell() == 0
    assert count(Follower) == count(Follow) == count(Message, template="follow_new") == 0
