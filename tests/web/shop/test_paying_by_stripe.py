"""The buyer at Stripe: whatever happens, one true sentence and one payment."""

from collections.abc import Iterator

import pytest

from marketplace import books
from marketplace.kernel.db import session
from marketplace.orders import links
from marketplace.orders.models import Order
from marketplace.payments.intents import finding
from marketplace.payments.intents.models import Intent
from tests.support.stripe_account import Row
from tests.support.stripe_shop import StripeShop


@pytest.fixture
def order(stripe_shop: StripeShop) -> Iterator[Order]:
    """One kilim, to be paid now: 185.00 euro. Whatever happens, the books agree."""
    yield stripe_shop.order()
    assert books.check() == []


def page_of(order: Order) -> str:
    return f"/en/o/{links.token(order.code)}"


def go(shop: StripeShop, order: Order) -> Row:
    """Press the button; the session at Stripe whose page the browser is sent to."""
    answer = shop.client.post(f"{page_of(order)}/payments", data={"gateway": "stripe"})
    assert answer.status_code == 303, answer.text
    row = shop.account.rows("checkout.session")[-1]
    assert answer.location == row["url"]
    return row


def come_back(shop: StripeShop, row: Row, way: str = "success_url") -> str:
    """Follow Stripe's way back; what the buyer reads."""
    address = row[way].replace("{CHECKOUT_SESSION_ID}", row["id"])
    answer = shop.client.get(address, follow_redirects=True)
    assert answer.status_code == 200
    return str(answer.text)


def now(order: Order) -> Order:
    session.expire_all()
    return session.get_one(Order, order.id)


def intent_of(order: Order) -> Intent:
    session.expire_all()
    return finding.of_subject(("order", order.id))[0]


def test_the_button_leads_to_stripes_origin_and_nowhere_else(
    stripe_shop: StripeShop, order: Order
) -> None:
    shown = stripe_shop.client.get(page_of(order))
    policy = shown.headers["Content-Security-Policy"]
    assert f"form-action 'self' {stripe_shop.account.url};" in policy
    assert "Pay by card on Stripe’s page" in shown.text
    row = go(stripe_shop, order)
    assert links.token(order.code) not in row["success_url"] + row["cancel_url"]


def test_paid_and_read_twice(stripe_shop: StripeShop, order: Order) -> None:
    row = go(stripe_shop, order)
    stripe_shop.account.pay(row["id"])
    for _time in range(2):
        assert '<h1 class="h-big">It is paid</h1>' in come_back(stripe_shop, row)
    assert now(order).paid_at is not None
    assert now(order).paid == 18_500
    assert "Pay by card" not in stripe_shop.client.get(page_of(order)).text


def test_given_up_and_paid_after_all(stripe_shop: StripeShop, order: Order) -> None:
    row = go(stripe_shop, order)
    assert "You went back without paying" in come_back(stripe_shop, row, "cancel_url")
    again = go(stripe_shop, order)
    assert again["id"] != row["id"]
    stripe_shop.account.pay(again["id"])
    assert ">It is paid<" in come_back(stripe_shop, again)


def test_expired(stripe_shop: StripeShop, order: Order) -> None:
    row = go(stripe_shop, order)
    stripe_shop.account.do("expire", key=row["id"])
    stripe_shop.post("checkout.session.expired")
    shown = stripe_shop.client.get(f"/en/pay/{intent_of(order).public_id}").text
    assert "The page for paying was open for half an hour" in shown


def test_another_amount(stripe_shop: StripeShop, order: Order) -> None:
    row = go(stripe_shop, order)
    stripe_shop.account.pay(row["id"], amount=1_850)
    assert "A person is looking at it" in come_back(stripe_shop, row)
    assert now(order).paid == 0


def test_stripe_away_when_she_returns(stripe_shop: StripeShop, order: Order) -> None:
    row = go(stripe_shop, order)
    stripe_shop.account.pay(row["id"])
    stripe_shop.account.fail("error")
    assert "We do not know yet" in come_back(stripe_shop, row)
    stripe_shop.account.recover()
    assert ">It is paid<" in come_back(stripe_shop, row)


def test_stripe_does_not_open(stripe_shop: StripeShop, order: Order) -> None:
    stripe_shop.account.fail("error")
    answer = stripe_shop.client.post(
        f"{page_of(order)}/payments", data={"gateway": "stripe"}, follow_redirects=True
    )
    assert "The gateway does not open now" in answer.text


def test_disputed_and_lost(stripe_shop: StripeShop, order: Order) -> None:
    row = go(stripe_shop, order)
    bought = stripe_shop.account.pay(row["id"])
    dispute = stripe_shop.account.do("dispute", payment_intent=bought["payment_intent"])
    stripe_shop.post("charge.dispute.created")
    assert "Your bank asks for this money back" in come_back(stripe_shop, row)
    stripe_shop.account.do("decide", key=dispute["id"], status="lost")
    stripe_shop.post("charge.dispute.closed")
    assert "Your bank gave this money back to you" in come_back(stripe_shop, row)


def test_pieces_stay_held_until_ten_minutes_after_the_session(
    stripe_shop: StripeShop, order: Order, clock, worker
) -> None:
    from marketplace.kernel import clock as the_clock
    from marketplace.kernel.unit import unit_of_work

    with unit_of_work():
        now(order).pay_by = the_clock.now()
    go(stripe_shop, order)
    clock.advance(minutes=32)
    stripe_shop.account.do("clock", ahead=32 * 60)
    worker()
    assert (intent_of(order).state, now(order).state) == ("expired", "making")
    clock.advance(minutes=8)
    worker()
    assert now(order).state == "making"
    clock.advance(minutes=2)
    worker()
    assert now(order).state == "lapsed"


def test_money_that_comes_after_the_order_has_gone_takes_the_pieces_again(
    stripe_shop: StripeShop, order: Order, clock, worker
) -> None:
    from marketplace.kernel import clock as the_clock
    from marketplace.kernel.unit import unit_of_work

    row = go(stripe_shop, order)
    with unit_of_work():
        session.get_one(Intent, finding.of_subject(("order", order.id))[0].id).state = "failed"
        session.get_one(Order, order.id).pay_by = the_clock.now()
    worker()
    assert now(order).state == "lapsed"
    stripe_shop.account.pay(row["id"])
    stripe_shop.post("checkout.session.completed")
    assert (now(order).state, now(order).paid) == ("making", 18_500)
    assert ">It is paid<" in come_back(stripe_shop, row)
