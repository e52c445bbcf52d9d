"""Parcels on their way: once, under one code, back again, and what is forgotten of them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.db import session as db
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.eventlog import history
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import basket as baskets, forgetting, fulfilments, waiting
from marketplace.orders.models import Basket, Order
from marketplace.orders.post import addresses, parcels, postage
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.stock.models import CustodyMove, Lot
from tests.support import factories as make

pytestmark = pytest.mark.usefixtures("session")


def moves(order: Order) -> list[tuple[str, str, int]]:
    lines = [line.id for part in order.vendor_orders for line in part.lines]
    rows = db.scalars(select(CustodyMove).where(CustodyMove.line_id.in_(lines)))
    return [(row.from_place, row.to_place, row.quantity) for row in rows]


@pytest.mark.parametrize(("posting", "place"), [("office", "office"), ("maker", "home")])
def test_a_returned_parcel_keeps_its_pieces_for_the_buyer(posting: str, place: str) -> None:
    order = make.a_posted_order(posting=posting)
    (parcel,) = make.posted(order)
    with unit_of_work():
        parcels.fail(parcel, "نشانی پیدا نشد")
        parcels.come_back(parcel)
    assert parcel.state == "returned"
    assert order.state == ("ready" if posting == "office" else "making")
    lot = db.scalars(select(Lot).where(Lot.quantity > 0)).one()
    assert (lot.place, lot.quantity, lot.held) == (place, 1, 1)
    assert moves(order)[-1] == ("post", place, 1)
    with unit_of_work():
        parcels.send_again(parcel)
        parcels.ship(parcel, "1111122222")
        parcels.deliver(parcel)
    assert order.state == "closed"


def test_the_buyer_may_come_for_it_after_all() -> None:
    order = make.paid(make.at_office(make.a_posted_order()))
    (parcel,) = postage.of_order(order)
    with unit_of_work():
        fulfilments.hand_over(order.vendor_orders[0].fulfilments[0])
    assert (order.state, parcel.state) == ("closed", "given_up")


def test_time_alone_makes_a_parcel_delivered(clock: Any, worker: Any) -> None:
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    clock.advance(days=9)
    worker()
    assert parcel.state == "shipped"
    clock.advance(days=1, minutes=1)
    worker()
    db.expire_all()
    assert (parcel.state, order.state) == ("delivered", "closed")
    assert history("parcel", parcel.id)[0].reason == "presumed"


def test_a_parcel_is_posted_once() -> None:
    (parcel,) = make.posted(make.a_posted_order())
    with unit_of_work(), pytest.raises(WrongState):
        parcels.ship(parcel, "1111122222")
    with unit_of_work(), pytest.raises(WrongState):
        parcels.come_back(parcel) or parcels.come_back(parcel)  # type: ignore[func-returns-value]


def test_a_tracking_code_belongs_to_one_parcel() -> None:
    make.posted(make.a_posted_order())
    order = make.paid(make.at_office(make.a_posted_order()))
    with unit_of_work(), pytest.raises(DomainError, match="another parcel"):
        parcels.ship(postage.of_order(order)[0], "9876543210")


def test_paying_tells_makers_to_post_and_gives_them_the_days(
    clock: Any, sms: Any, worker: Any
) -> None:
    order = make.accepted(make.a_posted_order(posting="maker"))
    part = order.vendor_orders[0]
    clock.set(clock.now())
    clock.advance(days=20)
    make.paid(order)
    assert part.bring_by is not None
    assert (part.bring_by - clock.now()).days == 3
    with unit_of_work():
        waiting.ask_for_more_days(part)
    assert (part.bring_by - clock.now()).days == 5
    with unit_of_work():
        waiting.ask_for_more_days(part)
    with unit_of_work(), pytest.raises(DomainError, match="twice already"):
        waiting.ask_for_more_days(part)
    worker()
    assert any("دو روز بیشتر" in words for words in sms.to(order.mobile))


def test_nothing_more_to_ask_once_it_is_posted() -> None:
    order = make.a_posted_order(posting="maker")
    make.posted(order)
    with unit_of_work(), pytest.raises(DomainError, match="does not wait"):
        waiting.ask_for_more_days(order.vendor_orders[0])


def test_an_old_baskets_address_is_forgotten_with_it(clock: Any) -> None:
    method = make.a_tariff()
    piece = make.a_live_listing(weight_g=700)
    make.a_basket(piece, method_id=method.id, address=make.an_address())
    make.a_posted_order()
    with unit_of_work():
        baskets.forget_old(clock.now() + timedelta(days=1), 10)
    assert len(db.scalars(select(Basket)).all()) == 1
    assert [one.order_id is None for one in db.scalars(select(OrderAddress))] == [False]


def test_an_erased_order_has_no_address_any_more(clock: Any) -> None:
    order = make.a_posted_order()
    (parcel,) = make.posted(order)
    with unit_of_work():
        parcels.deliver(parcel)
    clock.advance(days=400)
    with unit_of_work():
        forgetting.contacts(clock.now() - timedelta(days=1), 10)
    assert db.scalars(select(OrderAddress)).all() == []
    assert parcel.tracking_code == "9876543210"


@pytest.mark.parametrize("typed", ["123456789", "1111111111", "12345678901", "abcdefghij", ""])
def test_a_wrong_postal_code_is_refused(typed: str) -> None:
    with pytest.raises(DomainError, match="ten digits"):
        addresses.read_postal_code(typed)


def test_a_postal_code_is_folded() -> None:
    assert addresses.read_postal_code("۱۲۳۴۵-۶۷۸۹۱") == "1234567891"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE parcel SET posted_by = 'postman'",
        "UPDATE parcel SET keeper = 'nobody'",
        "UPDATE parcel SET postage = -1",
        "UPDATE parcel SET state = 'shipped', tracking_code = NULL",
        "UPDATE order_address SET postal_code = '123'",
        "UPDATE buyer_order SET delivery = 'owl'",
        "UPDATE parcel SET tracking_code = '5555555555'",
    ],
)
def test_the_database_refuses_what_cannot_be(statement: str) -> None:
    make.a_posted_order()
    make.a_posted_order()
    with unit_of_work(), pytest.raises(IntegrityError):
        db.execute(text(statement))


def test_a_parcel_without_its_order_is_impossible() -> None:
    (parcel,) = postage.of_order(make.a_posted_order())
    with unit_of_work(), pytest.raises(IntegrityError):
        db.execute(text(f"UPDATE parcel SET order_id = {parcel.order_id + 99}"))
    assert db.get(Parcel, parcel.id) is not None
