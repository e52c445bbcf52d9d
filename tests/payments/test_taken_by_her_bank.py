"""A buyer's bank took her money back, and her order is owed back to her as well: never twice unless
somebody says so."""

import pytest
from sqlalchemy import select

from marketplace.kernel import outbox
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.notify.models import Message
from marketplace.orders import cancelling
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import balance, refunds
from marketplace.payments.intents import repaying
from marketplace.payments.intents.models import GatewayRefund, Intent
from marketplace.payments.refund_models import RefundDue
from tests.support.factories import staff
from tests.support.stripe_shop import StripeShop

pytestmark = pytest.mark.usefixtures("the_books_agree")

OPENED, CLOSED = "charge.dispute.created", "charge.dispute.closed"
FEES = 567 + 1_500


@pytest.fixture
def order(stripe_shop: StripeShop) -> Order:
    """185.00 euro, paid by card."""
    return stripe_shop.paid_order()


def intent_of(order: Order) -> Intent:
    database.expire_all()
    return database.scalars(select(Intent).filter_by(subject_id=order.id)).one()


def disputed(shop: StripeShop, order: Order, *ends: str, **how: int) -> None:
    wish = {"payment_intent": intent_of(order).trace, **how}
    key = shop.account.do("dispute", **wish)["id"]
    assert shop.post(OPENED) == [200]
    for end in ends:
        shop.account.do("decide", key=key, status=end)
        assert shop.post(CLOSED) == [200]
    shop.account.do("forget_letters")


def cancelled(order: Order) -> RefundDue:
    with unit_of_work():
        cancelling.by_buyer(order, [line.id for part in order.vendor_orders for line in part.kept])
    (due,) = refunds.open_of((SUBJECT, order.id))
    return due


def give(due: RefundDue, *, sure: bool = False) -> None:
    with unit_of_work():
        by = staff("treasurer").id
        ahead.give_back(due, by, last4="1234", reference="778899", sure=sure)


def bank_gave(due: RefundDue) -> None:
    with unit_of_work():
        ahead.bank_gave(due, staff("treasurer").id)


def accounts() -> tuple[int, int, int, int]:
    names = ("disputes", "refunds:due", "bank", "clearing:stripe")
    first, second, third, fourth = (balances.balance(name) for name in names)
    return first, second, third, fourth


@pytest.mark.parametrize("ends", [(), ("lost",)])
def test_what_a_bank_claims_is_given_back_only_by_who_is_sure(
    stripe_shop: StripeShop, order: Order, ends: tuple[str, ...]
) -> None:
    disputed(stripe_shop, order, *ends)
    due = cancelled(order)
    with pytest.raises(DomainError, match="Her bank claims") as refusal:
        give(due)
    assert refusal.value.field == "sure"
    with pytest.raises(DomainError, match="Her bank claims"), unit_of_work():
        ahead.ask_gateway(due, staff("treasurer").id)
    give(due, sure=True)
    assert refunds.open_of((SUBJECT, order.id)) == []


def test_what_a_bank_did_not_keep_goes_back_as_ever(stripe_shop: StripeShop, order: Order) -> None:
    disputed(stripe_shop, order, "won")
    due = cancelled(order)
    with pytest.raises(WrongState):
        bank_gave(due)
    give(due)
    assert balance.of(SUBJECT, order.id).returned == 18_500


def test_what_her_bank_gave_her_is_owed_no_longer(stripe_shop: StripeShop, order: Order) -> None:
    disputed(stripe_shop, order, "lost")
    due = cancelled(order)
    assert accounts() == (18_500, -18_500, 0, -FEES)
    bank_gave(due)
    assert accounts() == (0, 0, 0, -FEES)
    (given,) = refunds.given((SUBJECT, order.id))
    assert (given.method, given.amount, given.reference[:3]) == ("dispute", 18_500, "du_")
    assert balance.of(SUBJECT, order.id).kept == 0
    assert "order_returned_by_bank" in database.scalars(select(Message.template)).all()
    with pytest.raises(WrongState):
        bank_gave(due)


def test_a_part_that_her_bank_gave_leaves_the_rest_owed(
    stripe_shop: StripeShop, order: Order
) -> None:
    disputed(stripe_shop, order, "lost", amount=6_000)
    bank_gave(cancelled(order))
    (rest,) = refunds.open_of((SUBJECT, order.id))
    assert (rest.amount, intent_of(order).state) == (12_500, "paid")
    with unit_of_work():
        ahead.ask_gateway(rest, staff("treasurer").id)
    outbox.drain()
    database.expire_all()
    assert [row["amount"] for row in stripe_shop.account.rows("refund")] == [12_500]
    assert database.scalars(select(GatewayRefund.state)).all() == ["done"]
    assert accounts() == (0, 0, 0, -FEES)


def test_of_what_a_bank_kept_a_part_of_only_the_rest_can_go_back_through_stripe(
    stripe_shop: StripeShop, order: Order
) -> None:
    disputed(stripe_shop, order, "lost", amount=1)
    due = cancelled(order)
    assert intent_of(order).state == "paid"
    assert repaying.source(due) is None, "one cent of it is with her bank"


def test_while_a_second_dispute_is_open_the_payment_is_disputed(
    stripe_shop: StripeShop, order: Order
) -> None:
    disputed(stripe_shop, order, amount=5_000)
    disputed(stripe_shop, order, "lost", amount=6_000)
    assert intent_of(order).state == "disputed"
