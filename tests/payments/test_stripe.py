"""Paying through Stripe: whatever comes first, twice or never, it ends with one payment."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.kernel import clock as the_clock
from marketplace.kernel.db import session
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import tasks
from marketplace.payments.gateways.gateway import Outcome
from marketplace.payments.intents import asking, finding, moving, polling
from marketplace.payments.intents.models import GatewayEvent, Intent
from marketplace.payments.models import Payment
from tests.support.stripe_shop import StripeShop

COMPLETED = "checkout.session.completed"


def now(intent: Intent) -> Intent:
    """The intent as the database has it."""
    session.expire_all()
    return session.get_one(Intent, intent.id)


def comes_back(intent: Intent, **query: str) -> Intent:
    """The buyer's browser follows Stripe's way back."""
    return asking.came_back(now(intent), query)


def payments() -> list[int]:
    return list(session.scalars(select(Payment.amount).order_by(Payment.id)))


def test_our_lines_stand_on_the_page(stripe_shop: StripeShop) -> None:
    from marketplace.kernel.money import Money
    from marketplace.payments.gateways.gateway import Item

    items = (Item("گلیم", Money(8_000), 2), Item("Postage", Money(2_500)))
    intent = stripe_shop.begin(stripe_shop.order(), items=items)
    (row,) = stripe_shop.account.rows("checkout.session")
    assert (intent.state, intent.url, intent.reference) == ("pending", row["url"], row["id"])
    lines = stripe_shop.account.call(
        "GET", f"/v1/checkout/sessions/{row['id']}", **{"expand[0]": "line_items"}
    ).json()["line_items"]["data"]
    assert [(one["description"], one["amount_total"]) for one in lines] == [
        ("گلیم", 16_000), ("Postage", 2_500),
    ]  # fmt: skip
    assert (row["amount_total"], row["currency"]) == (18_500, "eur")
    assert row["client_reference_id"] == intent.public_id
    assert timedelta(minutes=30) < intent.expires_at - the_clock.now() <= timedelta(minutes=31)


def test_lines_that_do_not_add_up_become_one(stripe_shop: StripeShop) -> None:
    from marketplace.kernel.money import Money
    from marketplace.payments.gateways.gateway import Item

    stripe_shop.begin(stripe_shop.order(), items=(Item("گلیم", Money(18_000)),))
    (row,) = stripe_shop.account.rows("checkout.session")
    assert row["amount_total"] == 18_500


def test_the_return_before_the_webhook(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    assert comes_back(intent, session=intent.reference).state == "paid"
    assert stripe_shop.post(COMPLETED) == [200]
    paid = now(intent)
    assert (paid.last4, paid.fee, payments()) == ("4242", 567, [18_500])
    assert balances.balance("clearing:stripe") == 18_500 - 567
    assert balances.balance("fees") == 567


def test_the_webhook_before_the_return(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    assert stripe_shop.post(COMPLETED) == [200]
    assert now(intent).state == "paid"
    assert comes_back(intent, session=intent.reference).state == "paid"
    assert (payments(), now(intent).fee) == ([18_500], 567)


def test_the_tab_is_closed_and_the_webhook_lost(stripe_shop: StripeShop, clock) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    clock.advance(minutes=3)
    polling.poll()
    assert (now(intent).state, payments()) == ("paid", [18_500])


def test_every_letter_twice_and_backwards(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    letters = stripe_shop.account.letters()
    for one in [*reversed(letters), *letters]:
        assert stripe_shop.deliver(one) == 200
    assert payments() == [18_500]
    known = select(func.count()).select_from(GatewayEvent)
    assert session.scalar(known) == 1


def test_a_letter_must_be_signed_and_fresh(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    (letter,) = stripe_shop.account.letters(COMPLETED)
    (old,) = stripe_shop.account.letters(COMPLETED, age=301)
    forged = [
        letter | {"signature": ""},
        letter | {"signature": "t=1,v1=00"},
        letter | {"signature": letter["signature"].replace("v1=", "v0=")},
        letter | {"body": letter["body"].replace("18500", "1")},
        letter | {"body": b"\xff\xfe"},
        old,
    ]
    assert [stripe_shop.deliver(one) for one in forged] == [400] * 6
    assert payments() == []
    stripe_shop.account.do("hooks", secret="whsec_of_somebody_else")
    assert stripe_shop.post(COMPLETED) == [400]
    assert stripe_shop.deliver(letter) == 200
    assert payments() == [18_500]


def test_another_amount_is_for_a_person(stripe_shop: StripeShop) -> None:
    order = stripe_shop.order()
    intent = stripe_shop.begin(order)
    stripe_shop.account.pay(intent.reference, amount=1_850)
    assert stripe_shop.post(COMPLETED) == [200]
    assert comes_back(intent, session=intent.reference).state == "unknown"
    assert payments() == []
    assert [task.kind for task in tasks.of_order(order.id)] == ["puzzling_money"]


def test_a_session_that_is_not_ours_changes_nothing(stripe_shop: StripeShop) -> None:
    ours = stripe_shop.begin(stripe_shop.order())
    form = {
        "mode": "payment", "success_url": "http://127.0.0.1/elsewhere",
        "line_items[0][price_data][currency]": "eur", "line_items[0][quantity]": "1",
        "line_items[0][price_data][unit_amount]": "18500",
        "line_items[0][price_data][product_data][name]": "Something else",
    }  # fmt: skip
    other = stripe_shop.account.call("POST", "/v1/checkout/sessions", **form).json()["id"]
    stripe_shop.account.pay(other)
    assert stripe_shop.post(COMPLETED) == [200]
    assert comes_back(ours, session=other).state == "pending"
    assert (now(ours).state, payments()) == ("pending", [])


def test_a_session_expires(stripe_shop: StripeShop, clock) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.do("expire", key=intent.reference)
    assert stripe_shop.post("checkout.session.expired") == [200]
    assert (now(intent).state, payments()) == ("expired", [])


def test_going_back_closes_the_page(stripe_shop: StripeShop) -> None:
    order = stripe_shop.order()
    intent = stripe_shop.begin(order)
    assert comes_back(intent, gave_up="1").state == "failed"
    assert stripe_shop.account.rows("checkout.session")[0]["status"] == "expired"
    assert stripe_shop.post("checkout.session.expired") == [200]
    again = stripe_shop.begin(order)
    assert again.reference != intent.reference
    stripe_shop.account.pay(again.reference)
    assert comes_back(again, session=again.reference).state == "paid"


def test_stripes_letter_that_overtakes_her_going_back_does_not_take_the_reason(
    stripe_shop: StripeShop,
) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    with unit_of_work():
        moving.move(moving.hold(intent.id), Outcome("expired", problem="stripe.expired"))
        moving.move(moving.hold(intent.id), Outcome("failed", problem="stripe.gave_up"))
    assert (now(intent).state, now(intent).problem) == ("expired", "stripe.gave_up")


def test_going_back_after_paying_is_paid(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    assert comes_back(intent, gave_up="1").state == "paid"


def test_a_card_that_is_declined_is_no_end(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference, card="declined")
    assert stripe_shop.post("payment_intent.payment_failed") == [200]
    assert now(intent).state == "pending"
    stripe_shop.account.pay(intent.reference)
    assert stripe_shop.post(COMPLETED) == [200]
    assert now(intent).state == "paid"


@pytest.mark.parametrize(("came", "state"), [(True, "paid"), (False, "failed")])
def test_money_that_takes_days(stripe_shop: StripeShop, came: bool, state: str) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference, card="slow")
    assert stripe_shop.post(COMPLETED) == [200]
    assert now(intent).state == "pending"
    stripe_shop.account.do("arrive", key=intent.reference, came=came)
    word = "succeeded" if came else "failed"
    assert stripe_shop.post(f"checkout.session.async_payment_{word}") == [200]
    assert now(intent).state == state
    assert payments() == ([18_500] if came else [])


@pytest.mark.parametrize("mode", ["error", "limit", "refuse", "garbage"])
def test_stripe_does_not_begin(stripe_shop: StripeShop, mode: str) -> None:
    stripe_shop.account.fail(mode)
    intent = stripe_shop.begin(stripe_shop.order())
    assert (intent.state, intent.url) == ("failed", None)
    assert intent.problem.startswith("stripe.")


def test_an_answer_lost_is_asked_for_again(stripe_shop: StripeShop) -> None:
    stripe_shop.account.fail("drop", times=1)
    intent = stripe_shop.begin(stripe_shop.order())
    assert intent.state == "pending"
    assert len(stripe_shop.account.rows("checkout.session")) == 1


def test_stripe_away_while_the_buyer_waits(stripe_shop: StripeShop, clock) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    stripe_shop.account.fail("error")
    assert comes_back(intent, session=intent.reference).state == "unknown"
    assert stripe_shop.post("charge.updated", COMPLETED) == [200]
    assert now(intent).state == "paid"
    stripe_shop.account.recover()
    assert payments() == [18_500]


def test_the_fee_that_comes_later(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.do("slow_balance")
    stripe_shop.account.pay(intent.reference)
    assert stripe_shop.post(COMPLETED) == [200]
    assert (now(intent).state, now(intent).fee) == ("paid", None)
    stripe_shop.account.do("charge_changes", payment_intent=now(intent).trace)
    assert stripe_shop.post("charge.updated") == [200]
    assert now(intent).fee is None
    stripe_shop.account.do("forget_letters")
    stripe_shop.account.do("balance_moves", payment_intent=now(intent).trace)
    assert stripe_shop.post("charge.updated") == [200]
    assert now(intent).fee == 567
    assert balances.balance("clearing:stripe") == 18_500 - 567


def test_an_account_kept_in_another_currency_posts_no_fee(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.do("settle", currency="usd")
    stripe_shop.account.pay(intent.reference)
    assert comes_back(intent, session=intent.reference).fee is None
    assert balances.balance("clearing:stripe") == 18_500


def test_nothing_is_paid_by_an_address(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    assert comes_back(intent, session="cs_test_other").state == "pending"
    assert comes_back(intent, session=intent.reference).state == "pending"
    assert finding.on_its_way(("order", intent.subject_id))
