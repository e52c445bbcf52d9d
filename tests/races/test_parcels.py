"""Rivals over one parcel: it is posted once, paid, by one code, or not at all."""

from functools import partial

import pytest
from sqlalchemy import func, select

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import fulfilments
from marketplace.orders.lists import find
from marketplace.orders.models import Order
from marketplace.orders.paying import cashier
from marketplace.orders.post import parcels, postage
from marketplace.orders.post.models import Parcel
from marketplace.payments.models import Payment
from marketplace.stock.models import CustodyMove
from tests.races.rivals import all_at_once
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def ready() -> tuple[int, int]:
    """The ids of an order that could be posted now and of its parcel."""
    order = make.paid(make.at_office(make.a_posted_order()))
    return order.id, postage.of_order(order)[0].id


def ship(parcel_id: int, code: str) -> str:
    with unit_of_work():
        parcels.ship(database.get_one(Parcel, parcel_id), code)
    return "posted"


def hand_over(order_id: int) -> str:
    with unit_of_work():
        part = database.get_one(Order, order_id).vendor_orders[0]
        fulfilments.hand_over(find.fulfilment(part.fulfilments[0].public_id))
    return "handed over"


def correct(order_id: int) -> str:
    with unit_of_work():
        payment = database.scalars(select(Payment).filter_by(subject_id=order_id)).one()
        cashier.correct(payment, "اشتباه")
    return "corrected"


def refused(results: list[object]) -> list[object]:
    wrong = [one for one in results if isinstance(one, Exception)]
    assert all(isinstance(one, DomainError) for one in wrong), results
    return wrong


def left_with(order_id: int) -> list[str]:
    """To whom its pieces went, away from the office."""
    database.rollback()
    lines = [line.id for part in database.get_one(Order, order_id).vendor_orders
             for line in part.lines]  # fmt: skip
    query = select(CustodyMove.to_place).where(
        CustodyMove.line_id.in_(lines), CustodyMove.from_place == "office"
    )
    return list(database.scalars(query))


def test_two_clerks_post_one_parcel(app):
    order_id, parcel_id = ready()
    results = all_at_once(
        app, [partial(ship, parcel_id, "1234567890"), partial(ship, parcel_id, "9999988888")]
    )
    assert len(refused(results)) == 1
    assert left_with(order_id) == ["post"]


def test_two_parcels_with_one_tracking_code(app):
    (_, first), (_, second) = ready(), ready()
    results = all_at_once(app, [partial(ship, first, "1234567890"),
                                partial(ship, second, "1234567890")])  # fmt: skip
    assert len(refused(results)) == 1
    database.rollback()
    query = select(func.count()).select_from(Parcel)
    assert database.scalar(query.where(Parcel.tracking_code == "1234567890")) == 1


def test_posted_and_fetched_at_the_same_moment(app):
    order_id, parcel_id = ready()
    results = all_at_once(
        app, [partial(ship, parcel_id, "1234567890"), partial(hand_over, order_id)]
    )
    assert len(refused(results)) == 1
    assert left_with(order_id) in (["post"], ["customer"])


def test_posted_while_the_payment_is_undone(app):
    order_id, parcel_id = ready()
    results = all_at_once(app, [partial(ship, parcel_id, "1234567890"),
                                partial(correct, order_id)])  # fmt: skip
    refused(results)
    database.rollback()
    state = database.get_one(Parcel, parcel_id).state
    assert ("posted" in results) == (state == "shipped")
    if state == "waiting":
        assert left_with(order_id) == []
