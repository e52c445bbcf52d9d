"""After Stripe was paid: money goes back once, whole or in part, and banks dispute."""

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import tasks
from marketplace.orders.models import Order
from marketplace.payments import refunds
from marketplace.payments.intents import asking, finding, repaying
from marketplace.payments.intents.models import Dispute, GatewayRefund, Intent
from tests.support.stripe_shop import StripeShop

OPENED, CLOSED = "charge.dispute.created", "charge.dispute.closed"


@pytest.fixture
def paid(stripe_shop: StripeShop) -> Intent:
    """185.00 euro, of which Stripe kept 5.67."""
    intent = stripe_shop.begin(stripe_shop.order())
    stripe_shop.account.pay(intent.reference)
    asking.came_back(intent, {"session": intent.reference or ""})
    stripe_shop.account.do("forget_letters")
    return now(intent)


def now(intent: Intent) -> Intent:
    session.expire_all()
    return session.get_one(Intent, intent.id)


def owed(intent: Intent, *amounts: int) -> list[int]:
    """Owe the buyer these amounts; the ids of what is owed."""
    subject = (intent.subject_kind, intent.subject_id)
    with unit_of_work():
        total = Money(sum(amounts))
        lines: list[refunds.Line] = [(None, amount) for amount in amounts]
        return [due.id for due in refunds.owe(subject, total, lines, "office", "cancelled")]


def ask_back(*ids: int) -> None:
    for key in ids:
        with unit_of_work():
            repaying.begin(session.get_one(repaying.RefundDue, key), None)


def given() -> list[tuple[int, str]]:
    return [(row.amount, row.state) for row in session.scalars(select(GatewayRefund))]


def test_a_part_then_the_rest_goes_back(stripe_shop: StripeShop, paid: Intent, worker) -> None:
    first, rest = owed(paid, 5_000, 13_500)
    ask_back(first)
    worker()
    assert (now(paid).returned, given()) == (5_000, [(5_000, "done")])
    ask_back(rest)
    worker()
    assert now(paid).returned == 18_500
    assert [row["amount"] for row in stripe_shop.account.rows("refund")] == [5_000, 13_500]
    assert balances.balance("clearing:stripe") == -567
    assert balances.balance("refunds:due") == 0
    assert stripe_shop.post("refund.created") == [200, 200]
    assert tasks.of_order(paid.subject_id) == []


def test_the_answer_to_a_refund_is_lost(stripe_shop: StripeShop, paid: Intent, worker, clock):
    stripe_shop.account.fail("error", times=9)
    ask_back(*owed(paid, 5_000))
    worker()
    assert given() == [(5_000, "asked")]
    stripe_shop.account.fail("drop", times=1)
    clock.advance(minutes=2)
    worker()
    stripe_shop.account.recover()
    clock.advance(hours=30)
    worker()
    assert given() == [(5_000, "done")]
    assert len(stripe_shop.account.rows("refund")) == 1


def test_of_two_equal_refunds_the_one_that_stripe_names_is_done(
    stripe_shop: StripeShop, paid: Intent, worker
) -> None:
    """Its letter comes before our own answer is kept, while the other still waits."""
    first, second = owed(paid, 5_000, 5_000)
    ask_back(first, second)
    waits, told = session.scalars(select(GatewayRefund).order_by(GatewayRefund.id)).all()
    wish = {"payment_intent": paid.trace, "amount": "5000"}
    wish |= {"metadata": {"intent": paid.public_id, "refund": told.public_id}}
    made = stripe_shop.account.do("refund", wish=wish)
    assert stripe_shop.post("refund.created") == [200]
    session.expire_all()
    assert (waits.state, told.state, told.reference) == ("asked", "done", made["id"])
    worker()
    assert (now(paid).returned, given()) == (10_000, [(5_000, "done")] * 2)
    assert [row["amount"] for row in stripe_shop.account.rows("refund")] == [5_000, 5_000]


def test_a_refund_made_on_stripes_own_pages_is_for_a_person(
    stripe_shop: StripeShop, paid: Intent
) -> None:
    stripe_shop.account.do("refund", wish={"payment_intent": paid.trace, "amount": "1000"})
    assert stripe_shop.post("refund.created") == [200]
    assert now(paid).problem == "refunded_elsewhere"
    assert [task.kind for task in tasks.of_order(paid.subject_id)] == ["puzzling_money"]


def test_a_refund_that_the_cards_bank_sends_back_is_for_a_person(
    stripe_shop: StripeShop, paid: Intent, worker
) -> None:
    ask_back(*owed(paid, 5_000))
    worker()
    stripe_shop.account.do("refund_fails", key=stripe_shop.account.rows("refund")[0]["id"])
    assert stripe_shop.post("refund.failed") == [200]
    (task,) = tasks.of_order(paid.subject_id)
    assert (task.kind, "stripe.refund_failed" in task.words) == ("puzzling_money", True)


def test_a_dispute_is_won(stripe_shop: StripeShop, paid: Intent) -> None:
    dispute = stripe_shop.account.do("dispute", payment_intent=paid.trace)
    assert stripe_shop.post(OPENED) == [200]
    assert now(paid).state == "disputed"
    assert [task.kind for task in tasks.of_order(paid.subject_id)] == ["dispute"]
    ((row, _intent),) = finding.disputes()
    assert (row.reason, row.amount, row.state) == ("product_not_received", 18_500, "opened")
    assert row.answer_by is not None
    stripe_shop.account.do("decide", key=dispute["id"], status="won")
    assert stripe_shop.post(CLOSED) == [200]
    assert now(paid).state == "paid"
    assert tasks.of_order(paid.subject_id) == []
    assert balances.balance("fees") == 567 + 1_500
    assert balances.balance("disputes") == 0
    assert balances.balance("clearing:stripe") == 18_500 - 567 - 1_500


def test_a_dispute_is_lost(stripe_shop: StripeShop, paid: Intent) -> None:
    dispute = stripe_shop.account.do("dispute", payment_intent=paid.trace)
    stripe_shop.account.do("decide", key=dispute["id"], status="lost")
    assert stripe_shop.post(OPENED, CLOSED, OPENED, CLOSED) == [200] * 4
    assert now(paid).state == "lost"
    assert balances.balance("disputes") == 18_500
    assert balances.balance("clearing:stripe") == -567 - 1_500
    assert session.get_one(Order, paid.subject_id).paid == 18_500


def test_the_end_of_a_dispute_comes_first(stripe_shop: StripeShop, paid: Intent) -> None:
    dispute = stripe_shop.account.do("dispute", payment_intent=paid.trace)
    stripe_shop.account.do("decide", key=dispute["id"], status="lost")
    assert stripe_shop.post(CLOSED, OPENED) == [200, 200]
    assert now(paid).state == "lost"
    assert session.scalars(select(Dispute.state)).all() == ["lost"]
    assert balances.balance("disputes") == 18_500


def test_a_dispute_comes_before_the_payment_is_known(stripe_shop: StripeShop) -> None:
    intent = stripe_shop.begin(stripe_shop.order())
    bought = stripe_shop.account.pay(intent.reference)
    stripe_shop.account.do("dispute", payment_intent=bought["payment_intent"])
    assert stripe_shop.post(OPENED) == [200]
    assert (now(intent).state, now(intent).fee) == ("disputed", 567)


def test_what_is_disputed_is_not_given_back(stripe_shop: StripeShop, paid: Intent) -> None:
    stripe_shop.account.do("dispute", payment_intent=paid.trace)
    assert stripe_shop.post(OPENED) == [200]
    (due,) = owed(paid, 5_000)
    assert repaying.source(session.get_one(repaying.RefundDue, due)) is None
