"""Fifty buyers, one piece: exactly one gets it, the others read why, nobody sees an error."""

from functools import partial

import pytest
from sqlalchemy import func, select

from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import checkout
from marketplace.orders.checkout import Drifted
from marketplace.orders.models import Basket, Order
from marketplace.stock.holds import SoldOut
from marketplace.stock.models import Hold, Lot
from tests.races.rivals import all_at_once
from tests.support import factories

BUYERS, ROUNDS = 50, 10


def confirm(basket_id: int, seen: tuple[int, str]) -> str:
    with unit_of_work():
        basket = database.get_one(Basket, basket_id)
        return checkout.confirm(basket, "123456", *seen, "a browser", "fa").code


def baskets_for(listing, buyers):
    with unit_of_work():
        found = [factories.a_basket(listing) for _ in range(buyers)]
        for basket in found:
            factories.a_code_for(basket.mobile)
    return [(basket.id, factories.seen(basket)) for basket in found]


def play(app, session, rounds):
    maker = factories.a_maker()
    for _ in range(rounds):
        listing = factories.a_live_listing(maker)
        tasks = [partial(confirm, *basket) for basket in baskets_for(listing, BUYERS)]
        results = all_at_once(app, tasks)
        won = [one for one in results if isinstance(one, str)]
        refused = [one for one in results if isinstance(one, SoldOut | Drifted)]
        assert len(won) == 1, results
        assert len(refused) == BUYERS - 1, [one for one in results if one not in refused]
        session.rollback()
        lot = session.scalars(select(Lot).filter_by(listing_id=listing.id)).one()
        held = session.scalar(select(func.sum(Hold.quantity)).where(Hold.lot_id == lot.id))
        assert (lot.quantity, lot.held, held) == (1, 1, 1)
    assert session.scalar(select(func.count()).select_from(Order)) == rounds


def test_one_of_fifty_gets_the_last_piece(app, session):
    play(app, session, ROUNDS)


@pytest.mark.soak
def test_one_of_fifty_gets_the_last_piece_a_hundred_times(app, session):
    play(app, session, 100)


def test_ten_answers_to_the_same_form_are_one_order(app, session):
    listing = factories.a_live_listing()
    (basket,) = baskets_for(listing, 1)
    results = all_at_once(app, [partial(confirm, *basket)] * 10)
    assert len(set(results)) == 1, results
    assert isinstance(results[0], str)


def test_two_baskets_in_opposite_order_never_deadlock(app, session):
    maker = factories.a_maker()
    one, two = (factories.a_live_listing(maker, kind="stocked", quantity=40) for _ in range(2))
    asked = []
    for number in range(20):
        pair = (one, two) if number % 2 else (two, one)
        basket = factories.a_basket(*pair)
        factories.a_code_for(basket.mobile)
        asked.append((basket.id, factories.seen(basket)))
    results = all_at_once(app, [partial(confirm, *basket) for basket in asked])
    assert all(isinstance(one, str) for one in results), results


def test_a_mobile_gets_three_reservations_however_fast_it_asks(app, session):
    maker = factories.a_maker()
    listing = factories.a_live_listing(maker, kind="stocked", quantity=40)
    with unit_of_work():
        baskets = [factories.a_basket(listing, mobile="+989000099999") for _ in range(10)]
        for _ in baskets:
            factories.a_code_for("+989000099999")
        mine = [(basket.id, factories.seen(basket)) for basket in baskets]
    results = all_at_once(app, [partial(confirm, *basket) for basket in mine])
    session.rollback()
    made = session.scalar(select(func.count()).select_from(Order))
    assert made <= 3
    assert sum(isinstance(one, str) for one in results) == made
