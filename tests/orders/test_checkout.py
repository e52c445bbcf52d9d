"""From basket to order: what is asked, what is refused, what happens once only."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.kernel.errors import DomainError, NotFound
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import basket as baskets, buyers, checkout, links, vendor_orders
from marketplace.orders.checkout import Drifted
from marketplace.orders.lists import find
from marketplace.orders.models import Basket, Order
from marketplace.people.models import OneTimeCode
from tests.support import factories

MOBILE = "+989000055555"


def confirm(basket, total, code="123456", lines=None):
    lines = factories.seen(basket)[1] if lines is None else lines
    with unit_of_work():
        return checkout.confirm(basket, code, total, lines, "a browser", "fa")


def ready(*listings, **fields):
    basket = factories.a_basket(*listings, **fields)
    factories.a_code_for(basket.mobile)
    return basket


def test_a_changed_price_is_shown_and_uses_up_no_code(session):
    listing = factories.a_live_listing(price=5_200_000)
    basket = ready(listing)
    with unit_of_work():
        listing.price = 5_600_000
    with pytest.raises(Drifted) as drift:
        confirm(basket, 5_200_000)
    (row,) = drift.value.view.changed
    assert (row.old_price.amount, row.price.amount) == (5_200_000, 5_600_000)
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Order)) == 0
    assert confirm(basket, 5_600_000).total == 5_600_000


def test_prices_that_change_and_leave_the_total_alone_are_asked_about(session):
    maker = factories.a_maker()
    dear, cheap = (factories.a_live_listing(maker, price=price) for price in (900_000, 500_000))
    basket = ready(dear, cheap)
    total, lines = factories.seen(basket)
    with unit_of_work():
        dear.price, cheap.price = cheap.price, dear.price
    with pytest.raises(Drifted) as drift:
        confirm(basket, total, lines=lines)
    assert len(drift.value.view.changed) == 2
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Order)) == 0
    assert session.scalar(select(OneTimeCode.used_at)) is None
    assert confirm(basket, total).total == total


def test_the_lines_digest_knows_pieces_numbers_and_prices(session):
    one, two = (factories.a_live_listing(quantity=5, price=500_000) for _ in range(2))
    digests = {factories.seen(factories.a_basket(*pieces))[1]
               for pieces in ([one, two], [(one, 2)], [(two, 2)], [one], [two])}  # fmt: skip
    assert len(digests) == 5
    assert factories.seen(factories.a_basket(two, one)) == factories.seen(
        factories.a_basket(one, two)
    )


def test_a_piece_gone_meanwhile_is_left_out_only_after_asking(session):
    one, two = factories.a_live_listing(), factories.a_live_listing()
    basket = ready(one, two)
    total = one.price + two.price
    factories.an_order(two)
    with pytest.raises(Drifted) as drift:
        confirm(basket, total)
    assert [row.listing_id for row in drift.value.view.changed] == [two.id]
    session.rollback()
    order = confirm(basket, one.price)
    assert [line.listing_id for line in order.vendor_orders[0].lines] == [one.id]


def test_fewer_left_than_wanted_is_asked_again_with_what_is_left(session):
    listing = factories.a_live_listing(kind="stocked", quantity=3)
    basket = ready((listing, 3))
    factories.an_order((listing, 1))
    with pytest.raises(Drifted):
        confirm(basket, listing.price * 3)
    session.rollback()
    assert confirm(basket, listing.price * 2).vendor_orders[0].lines[0].quantity == 2


def test_the_same_basket_twice_is_the_same_order(session):
    listing = factories.a_live_listing()
    basket = ready(listing)
    first = confirm(basket, listing.price)
    assert confirm(basket, 1, "000000").id == first.id


def test_a_code_serves_once(session):
    maker = factories.a_maker()
    one, two = factories.a_live_listing(maker), factories.a_live_listing(maker)
    confirm(ready(one, mobile=MOBILE), one.price)
    again = factories.a_basket(two, mobile=MOBILE)
    with pytest.raises(DomainError) as refusal:
        confirm(again, two.price)
    assert refusal.value.field == "code"
    session.rollback()
    assert session.scalar(select(func.count()).select_from(Order)) == 1
    assert session.scalar(select(OneTimeCode.used_at)) is not None


def test_a_fourth_reservation_waits_until_one_is_over(session):
    listing = factories.a_live_listing(kind="stocked", quantity=9)
    orders = [factories.an_order(listing, mobile=MOBILE) for _ in range(3)]
    with pytest.raises(DomainError) as refusal:
        factories.an_order(listing, mobile=MOBILE)
    assert refusal.value.field == "mobile"
    session.rollback()
    with unit_of_work():
        vendor_orders.decline(orders[0].vendor_orders[0], "نشد")
    factories.an_order(listing, mobile=MOBILE)


def test_a_basket_without_a_name_or_with_nothing_left_is_refused(session):
    listing = factories.a_live_listing()
    with unit_of_work():
        basket, _token = baskets.open_()
        baskets.add(basket, listing.public_id)
    with pytest.raises(DomainError), unit_of_work():
        checkout.begin(basket, "س", MOBILE)
    session.rollback()
    with pytest.raises(DomainError):
        confirm(basket, listing.price)
    session.rollback()
    factories.an_order(listing)
    with pytest.raises(DomainError), unit_of_work():
        checkout.begin(basket, "سارا م", MOBILE)


def test_the_clerk_reserves_for_a_visitor_without_a_mobile(session):
    listing = factories.a_live_listing()
    clerk = factories.staff("clerk")
    with unit_of_work():
        order = checkout.for_buyer_at_desk([(listing.public_id, 1)], "Anna", None, clerk.id, "en")
    assert (order.channel, order.placed_by, order.mobile) == ("desk", clerk.id, "")
    for name, lines in (("A", [(listing.public_id, 1)]), ("Anna", [])):
        with pytest.raises(DomainError), unit_of_work():
            checkout.for_buyer_at_desk(lines, name, MOBILE, clerk.id)
        session.rollback()


def test_the_link_opens_the_order_and_nothing_else_does(session):
    order = factories.an_order()
    assert find.by_token(links.token(order.code)).id == order.id
    assert len(links.token(order.code)) * 4 >= 60
    for wrong in ("", "x" * 24, order.code, order.link_token_hash):
        with pytest.raises(NotFound):
            find.by_token(wrong)
    assert links.of_buyer(order.code, "en").startswith("http://localhost/en/o/")


def test_a_basket_holds_twenty_different_pieces_and_only_what_is_for_sale(session, monkeypatch):
    monkeypatch.setattr(baskets, "MOST_LINES", 1)
    maker = factories.a_maker()
    one, two = factories.a_live_listing(maker), factories.a_live_listing(maker)
    draft = factories.a_draft(maker)
    with unit_of_work():
        basket, _token = baskets.open_()
        baskets.add(basket, one.public_id)
        baskets.add(basket, one.public_id, 5)
        assert baskets.review(basket, "fa").count == 1
        with pytest.raises(DomainError):
            baskets.add(basket, two.public_id)
        for unknown in ("nothing", draft.listing.public_id):
            with pytest.raises(NotFound):
                baskets.add(basket, unknown)


def test_another_baskets_line_cannot_be_touched(session):
    mine, hers = (
        factories.a_basket(factories.a_live_listing()),
        factories.a_basket(factories.a_live_listing()),
    )
    line = hers.lines[0].id
    for change in (baskets.remove, lambda b, key: baskets.set_quantity(b, key, 2)):
        with pytest.raises(NotFound), unit_of_work():
            change(mine, line)
        session.rollback()


def test_forgotten_baskets_are_deleted_and_ordered_ones_stay(session, clock):
    factories.a_basket(factories.a_live_listing())
    order = factories.an_order()
    clock.advance(days=31)
    with unit_of_work():
        assert baskets.forget_old(clock.now() - timedelta(days=30), 10) == 1
    assert session.scalars(select(Basket.id)).all() == [order.basket_id]


def test_no_shows_are_kept_without_the_number(session):
    with unit_of_work():
        buyers.lock(MOBILE)
        buyers.did_not_come(MOBILE)
    assert buyers.no_shows(MOBILE) == 1
    assert buyers.no_shows("+989000055556") == 0
    assert MOBILE not in str(session.execute(select(buyers.Buyer.mobile_hash)).all())
