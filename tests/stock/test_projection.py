"""What pages read of the stock, against the lots and holds it is computed from."""

import pytest
from sqlalchemy import select

from marketplace import jobs
from marketplace.kernel.db import session as database
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.kernel.unit import unit_of_work
from marketplace.stock import projection
from marketplace.stock.models import Lot
from tests.support import factories


def test_nothing_drifts_by_reserving_bringing_and_waiting(session, clock, worker):
    maker = factories.a_maker()
    pieces = [
        factories.a_live_listing(maker),
        factories.a_live_listing(maker, quantity=3),
        factories.a_live_listing(maker, kind="made_to_order"),
    ]
    assert projection.drifted() == []
    order = factories.an_order(*pieces)
    assert projection.drifted() == []
    clock.advance(days=3)  # its holds have ended; the worker has not come by
    assert projection.drifted() == []
    worker()
    assert projection.drifted() == []
    factories.at_office(factories.an_order(*pieces, mobile=order.mobile))
    assert projection.drifted() == []


@pytest.mark.parametrize(
    "spoil", [("listing", "free_from", None), ("listing", "quantity", 7), ("lot", "held", 1)]
)
def test_what_differs_is_found_and_mended(session, spoil):
    kind, name, value = spoil
    listing = factories.a_live_listing()
    with unit_of_work():
        lot = database.scalars(select(Lot).filter_by(listing_id=listing.id)).one()
        setattr({"listing": listing, "lot": lot}[kind], name, value)
    assert projection.drifted() == [listing.id]
    with unit_of_work():
        projection.count_held_anew()
        projection.rebuild_all()
    assert projection.drifted() == []


def test_once_a_day_the_worker_tells_staff_and_the_log(session, clock, worker, client, monkeypatch):
    logged = []
    monkeypatch.setattr(jobs.log, "error", lambda event, **facts: logged.append((event, facts)))
    listing = factories.a_live_listing()
    worker()
    assert database.get(Heartbeat, "stock").error is None
    with unit_of_work():
        listing.free_from = None
    worker()
    assert database.get(Heartbeat, "stock").error is None
    clock.advance(days=1)
    worker()
    session.rollback()
    assert database.get(Heartbeat, "stock").error == "drifted 1"
    assert logged == [("projection differs from its rule", {"job": "stock", "rows": 1})]
    factories.sign_in_as(client, "moderator")
    assert "۱ ردیف با قاعده‌اش جور نیست" in client.get("/office/").text
    assert "1 row differs from its rule" in client.get("/en/office/").text
