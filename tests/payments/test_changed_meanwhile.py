"""While somebody is paying everything that a price is made of changes: she pays what she agreed to,
and her maker gets what was agreed with her."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from marketplace import books
from marketplace.catalogue import commission, listings
from marketplace.catalogue.category import Category
from marketplace.catalogue.commission import Wish
from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session as database
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import cancelling, links
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.post import tariff_book
from marketplace.orders.tax import taxes
from marketplace.payments import refunds
from marketplace.payments.foreign import rates
from marketplace.payments.intents.models import Intent
from marketplace.vendors import decisions
from marketplace.vendors.models import Vendor
from tests.support import factories as make
from tests.support.stripe_shop import StripeShop
from tests.support.zarinpal import Gateway, begun, came_back

Pay = Callable[[], None]


@pytest.fixture(autouse=True)
def _books_are_right(session: object) -> Iterator[None]:
    """Whatever a test does, the books are proved after it."""
    yield
    database.rollback()
    assert books.check() == []


def ordered(pay_method: str, price: int, **tariff: int) -> Order:
    """Two pieces of one maker, to be posted and paid so, accepted by her."""
    maker = make.a_maker()
    pieces = [make.a_live_listing(maker, price=price, weight_g=400) for _piece in range(2)]
    method, address = make.a_tariff(**tariff), make.an_address()
    fields = {"method_id": method.id, "address": address, "pay_method": pay_method}
    return make.accepted(make.an_order(*pieces, **fields))


def everything_changes(order: Order) -> None:
    """Price, commission, tax, tariff, posting and exchange rate, and its maker is suspended."""
    today, treasurer = local_day(clock.now()), make.staff("treasurer").id
    line = order.vendor_orders[0].lines[0]
    (method,) = tariff_book.methods()
    with unit_of_work():
        listing = database.get_one(Listing, line.listing_id)
        assert listings.quick_price(listing, Money(line.unit_price * 8 // 10, order.currency))
        preferences.change(commission_bp=3000, posting="none")
        commission.add(Wish(listing.vendor_id, None, None, today, 4000))
        taxes.set_rate(database.get_one(Category, line.category_id), 900, today, treasurer)
        cells = {"same": 4_000, "neighbour": 5_000, "far": 6_000}
        tariff_book.save_sheet(method, today, {1000: cells, 5000: cells})
        rates.set_("USD", Money(8_000, order.currency), by=treasurer, source="بازار", sure=True)
        decisions.suspend(database.get_one(Vendor, listing.vendor_id), "بررسی")


def agreed(order: Order) -> tuple[Any, ...]:
    """What buyer, maker and office agreed on, as the database has it now."""
    database.expire_all()
    lines = [line for part in order.vendor_orders for line in part.lines]
    each = [(one.unit_price, one.commission, one.tax, one.share) for one in lines]
    return order.total, order.postage, order.currency, each


def booked(order: Order) -> tuple[int, ...]:
    """What the books say that buyer, maker and office have."""
    vendor = order.vendor_orders[0].vendor_id
    return tuple(-balances.balance(name) for name in ("buyer", f"vendor:{vendor}", "commission"))


def is_paid_as_agreed(order: Order, pay: Pay) -> None:
    """Everything changes, she pays, and nothing of it touches her."""
    before = agreed(order)
    everything_changes(order)
    assert agreed(order) == before
    pay()
    assert agreed(order) == before
    assert (order.paid, order.paid_at is not None) == (order.total, True)
    each = before[3]
    assert booked(order) == (0, sum(one[3] for one in each), sum(one[1] for one in each))
    assert list(refunds.open_of((SUBJECT, order.id))) == []


def test_by_zarinpal(zarinpal: Gateway, client: Any) -> None:
    order = ordered("zarinpal", 18_500_000)
    intent = begun(order)

    def pay() -> None:
        zarinpal.do("pay", intent.reference)
        assert came_back(intent).state == "paid"

    is_paid_as_agreed(order, pay)
    assert zarinpal.messages[-1]["amount"] == order.total
    assert client.get(f"/o/{links.token(order.code)}").status_code == 200


def test_by_stripe(stripe_shop: StripeShop) -> None:
    order = ordered("stripe", 18_500, same=900, neighbour=900, far=900)
    intent = stripe_shop.begin(order)

    def pay() -> None:
        stripe_shop.account.pay(intent.reference)
        assert stripe_shop.post("checkout.session.completed") == [200]

    is_paid_as_agreed(order, pay)
    assert stripe_shop.account.rows("checkout.session")[-1]["amount_total"] == order.total


def test_card_to_card(session: object) -> None:
    order = ordered("card", 18_500_000)
    asked = ahead.due(order)

    def pay() -> None:
        assert ahead.due(order) == asked
        make.confirmed(make.a_proof(order))

    is_paid_as_agreed(order, pay)


def test_at_the_desk(session: object) -> None:
    piece = make.a_live_listing(weight_g=400)
    make.a_tariff()
    order = make.at_office(make.an_order(piece))
    clerk = make.staff("clerk")

    def pay() -> None:
        with unit_of_work():
            cashier.take(order, order.total, clerk.id)

    is_paid_as_agreed(order, pay)


@pytest.fixture(params=["zarinpal", "stripe"])
def at_the_gateway(request: pytest.FixtureRequest) -> tuple[Order, Pay]:
    """Somebody at a gateway's page, and her pressing the button there."""
    if request.param == "zarinpal":
        zarinpal = request.getfixturevalue("zarinpal")
        order = ordered("zarinpal", 18_500_000)
        intent: Intent = begun(order)

        def pay() -> None:
            zarinpal.do("pay", intent.reference)
            came_back(intent)
    else:
        shop = request.getfixturevalue("stripe_shop")
        order = ordered("stripe", 18_500, same=900, neighbour=900, far=900)
        intent = shop.begin(order)

        def pay() -> None:
            shop.account.pay(intent.reference)
            shop.post("checkout.session.completed")

    return order, pay


def test_what_is_taken_off_while_she_pays_is_owed_back(at_the_gateway: tuple[Order, Pay]) -> None:
    order, pay = at_the_gateway
    whole = order.total
    with unit_of_work():
        cancelling.by_buyer(order, [order.vendor_orders[0].lines[0].id])
    pay()
    database.expire_all()
    assert (order.paid, order.paid_at is not None) == (order.total, True)
    (due,) = refunds.open_of((SUBJECT, order.id))
    assert due.amount == whole - order.total > 0


def test_what_is_given_up_while_she_pays_is_owed_back_whole(
    at_the_gateway: tuple[Order, Pay],
) -> None:
    order, pay = at_the_gateway
    whole = order.total
    with unit_of_work():
        cancelling.by_buyer(order, [line.id for line in order.vendor_orders[0].lines])
    pay()
    database.expire_all()
    assert order.paid == 0
    assert sum(one.amount for one in refunds.open_of((SUBJECT, order.id))) == whole
