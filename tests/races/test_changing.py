"""Two people and one order in the same second: one of them is first, the other is told."""

import pytest

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling, fulfilments, vendor_orders
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.payments import balance
from marketplace.stock import lots
from marketplace.stock.models import Lot
from tests.races.rivals import all_at_once
from tests.support import factories as make


def cancel(order_id):
    def act():
        with unit_of_work():
            order = database.get_one(Order, order_id)
            mine = database.query(OrderLine.id).join(VendorOrder)
            keys = [key for (key,) in mine.filter(VendorOrder.order_id == order_id)]
            cancelling.by_buyer(order, keys)
            return "cancelled"

    return act


def refusals(results):
    return [one for one in results if isinstance(one, Exception)]


@pytest.mark.parametrize("_time", range(3))
def test_cancel_and_hand_over(app, session, _time):
    listing = make.a_live_listing()
    order = make.paid(make.at_office(make.an_order(listing)))
    order_id, total = order.id, order.total
    key, listing_id = order.vendor_orders[0].fulfilments[0].id, listing.id
    session.rollback()

    def hand_over():
        with unit_of_work():
            fulfilments.hand_over(database.get_one(Fulfilment, key))
            return "handed over"

    results = all_at_once(app, [cancel(order_id), hand_over])
    (refusal,) = refusals(results)
    assert isinstance(refusal, DomainError)
    session.expire_all()
    order = session.get_one(Order, order_id)
    owed = balance.of("order", order_id).owed
    pieces = sum(lot.quantity for lot in session.query(Lot).filter_by(listing_id=listing_id))
    if "cancelled" in results:
        assert (order.state, owed, pieces, lots.free([listing_id])[listing_id]) == (
            "cancelled", total, 1, 1,
        )  # fmt: skip
    else:
        assert (order.state, owed, pieces) == ("closed", 0, 0)


def test_the_same_piece_handed_over_twice_by_line(app, session):
    maker = make.a_maker()
    order = make.an_order(make.a_live_listing(maker), make.a_live_listing(maker))
    make.paid(make.at_office(order))
    key = order.vendor_orders[0].fulfilments[0].id
    line = order.vendor_orders[0].kept[0].id
    session.rollback()

    def hand_over():
        with unit_of_work():
            fulfilments.hand_over(database.get_one(Fulfilment, key), [line])
            return "handed over"

    results = all_at_once(app, [hand_over, hand_over])
    (refusal,) = refusals(results)
    assert isinstance(refusal, DomainError)
    states = sorted(one.state for one in session.query(Fulfilment))
    assert states == ["at_office", "handed_over"]


def test_cancel_and_accept(app, session):
    listing = make.a_live_listing()
    order = make.an_order(listing)
    order_id, key, listing_id = order.id, order.vendor_orders[0].id, listing.id
    session.rollback()

    def accept():
        with unit_of_work():
            vendor_orders.accept(database.get_one(VendorOrder, key))
            return "accepted"

    results = all_at_once(app, [cancel(order_id), accept])
    session.expire_all()
    assert "cancelled" in results
    assert session.get_one(Order, order_id).state == "cancelled"
    assert lots.free([listing_id])[listing_id] == 1
    assert all(isinstance(one, DomainError) for one in refusals(results))


def test_cancelling_twice(app, session):
    order_id = make.an_order().id
    session.rollback()
    results = all_at_once(app, [cancel(order_id)] * 3)
    assert len(refusals(results)) == 2
    assert all(isinstance(one, DomainError) for one in refusals(results))


def test_the_maker_and_the_buyer_both_give_up(app, session):
    order = make.an_order()
    with unit_of_work():
        vendor_orders.accept(order.vendor_orders[0])
    order_id, key = order.id, order.vendor_orders[0].id
    session.rollback()

    def withdraw():
        with unit_of_work():
            cancelling.by_maker(database.get_one(VendorOrder, key), "دار شکست")

    results = all_at_once(app, [cancel(order_id), withdraw])
    assert len(refusals(results)) == 1
    session.expire_all()
    assert session.get_one(Order, order_id).state == "cancelled"
