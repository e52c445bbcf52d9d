"""A refund that the card's bank sends back is owed again, whatever comes first."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import cancelling, tasks, whereabouts
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import balance, refunds
from marketplace.payments.intents.models import GatewayRefund, Intent
from marketplace.payments.refund_models import RefundDue
from tests.support.factories import staff
from tests.support.stripe_shop import StripeShop

pytestmark = pytest.mark.usefixtures("the_books_agree")


@pytest.fixture
def asked(stripe_shop: StripeShop) -> Order:
    """185.00 euro, paid by card and cancelled; Stripe is asked to give them back."""
    order = stripe_shop.paid_order()
    with unit_of_work():
        cancelling.by_buyer(order, [line.id for part in order.vendor_orders for line in part.kept])
    with unit_of_work():
        ahead.ask_gateway(refunds.open_of((SUBJECT, order.id))[0], staff("treasurer").id)
    return order


def sent_back(shop: StripeShop) -> None:
    (made,) = shop.account.rows("refund")
    shop.account.do("refund_fails", key=made["id"])
    assert shop.post("refund.failed") == [200]


def is_owed_again(order: Order) -> RefundDue:
    database.expire_all()
    (due,) = refunds.open_of((SUBJECT, order.id))
    stands = balance.of(SUBJECT, order.id)
    assert (due.amount, stands.returned, stands.owed, stands.kept) == (18_500, 0, 18_500, 0)
    assert [refunds.given((SUBJECT, order.id)), whereabouts.of(order).given.amount] == [[], 0]
    assert balances.balance("clearing:stripe") == 18_500 - 567
    assert [row.state for row in database.scalars(select(GatewayRefund))] == ["failed"]
    assert database.scalars(select(Intent.returned)).all() == [0]
    assert [task.kind for task in tasks.of_order(order.id)] == ["puzzling_money"]
    return due


def test_after_it_was_written_down_as_given(
    stripe_shop: StripeShop, asked: Order, worker: Callable[[], None]
) -> None:
    worker()
    assert balance.of(SUBJECT, asked.id).returned == 18_500
    sent_back(stripe_shop)
    due = is_owed_again(asked)
    assert stripe_shop.post("refund.created", "refund.failed") == [200, 200]
    assert is_owed_again(asked) == due
    with unit_of_work():
        ahead.give_back(due, staff("treasurer").id, last4="1234", reference="778899")
    assert balances.balance("refunds:due") == 0


def test_before_our_own_answer_is_kept(
    stripe_shop: StripeShop, asked: Order, worker: Callable[[], None]
) -> None:
    row = database.scalars(select(GatewayRefund)).one()
    paid = database.scalars(select(Intent)).one()
    wish = {"payment_intent": paid.trace, "amount": "18500"}
    wish |= {"metadata": {"intent": paid.public_id, "refund": row.public_id}}
    stripe_shop.account.do("refund", wish=wish)
    sent_back(stripe_shop)
    is_owed_again(asked)
    worker()
    is_owed_again(asked)


def test_it_can_go_through_the_gateway_once_more(
    stripe_shop: StripeShop, asked: Order, worker: Callable[[], None]
) -> None:
    worker()
    sent_back(stripe_shop)
    with unit_of_work():
        ahead.ask_gateway(is_owed_again(asked), staff("treasurer").id)
    worker()
    database.expire_all()
    assert [one.amount for one in refunds.given((SUBJECT, asked.id))] == [18_500]
    assert balances.balance("clearing:stripe") == -567
