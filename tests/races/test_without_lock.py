"""The twins: with the lock taken away, the same race is caught by the database itself."""

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError

from marketplace.catalogue.models import Listing
from marketplace.kernel import engines, unit
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.stock import holds, locks
from marketplace.stock.models import Lot
from tests.races.rivals import all_at_once
from tests.support import factories


def take_one(listing_id, line_id, until):
    with unit_of_work():
        holds.hold([(line_id, listing_id, 1)], until)
    return "held"


def unlocked_behind(barrier):
    def lock(listing_ids):
        ids = list(listing_ids)
        database.scalars(select(Listing).where(Listing.id.in_(ids))).all()
        lots = list(database.scalars(select(Lot).where(Lot.listing_id.in_(ids))))
        barrier.wait(10)
        return lots

    return lock


def race(app, session, monkeypatch, clock, before=lambda: None):
    """Two rivals hold the same single piece; both have read the lots before either writes."""
    listing = factories.a_live_listing()
    until = clock.now() + timedelta(days=2)
    monkeypatch.setattr(locks, "lock", unlocked_behind(threading.Barrier(2)))
    before()
    tasks = [partial(take_one, listing.id, number, until) for number in (1, 2)]
    results = all_at_once(app, tasks)
    session.rollback()
    lot = session.scalars(select(Lot).filter_by(listing_id=listing.id)).one()
    assert results.count("held") == 1, results
    assert lot.held == 1
    return next(one for one in results if one != "held")


@pytest.mark.engine("postgresql")
def test_without_row_locks_the_check_on_the_lot_refuses_the_second(
    app, session, monkeypatch, clock
):
    assert isinstance(race(app, session, monkeypatch, clock), IntegrityError)


@pytest.mark.engine("sqlite")
def test_without_the_writers_gate_sqlite_refuses_the_second(app, session, monkeypatch, clock):
    guarded = engines.writing

    @contextmanager
    def anybody_may_write():
        token = guarded.set(True)
        try:
            yield
        finally:
            guarded.reset(token)

    def open_the_gate():
        monkeypatch.setattr(unit, "write_access", anybody_may_write)
        monkeypatch.setattr(engines, "writing", ContextVar("never", default=False))

    loser = race(app, session, monkeypatch, clock, open_the_gate)
    assert isinstance(loser, OperationalError)
