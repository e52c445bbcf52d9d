"""A payment undone while a gateway holds it, or is asked to give money of its order back."""

import pytest

from marketplace.kernel import outbox
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, cashier
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import refunds
from marketplace.payments.intents import repaying
from marketplace.payments.intents.models import Intent
from marketplace.payments.models import Payment
from tests.support.factories import a_live_listing, a_maker, staff
from tests.support.zarinpal import Gateway, an_online_order, begun, came_back

pytestmark = pytest.mark.usefixtures("the_books_agree")

HALF = 18_500_000
WHY = "دو بار نوشته شد"


@pytest.fixture
def cancelled(zarinpal: Gateway) -> tuple[Order, Payment, Intent]:
    """Two pieces, one paid in cash and one online, and all of it cancelled."""
    maker = a_maker()
    order = an_online_order(*(a_live_listing(maker, price=HALF) for _piece in range(2)))
    with unit_of_work():
        cash = cashier.take(order, HALF, staff("clerk").id, part=True)
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    with unit_of_work():
        cancelling.by_buyer(order, [line.id for part in order.vendor_orders for line in part.kept])
    return order, cash, intent


def correct(payment: Payment) -> None:
    with unit_of_work():
        cashier.correct(payment, WHY)


def worker() -> None:
    outbox.drain()
    with unit_of_work():
        repaying.reconcile()


def test_nothing_is_undone_until_the_gateway_has_answered(
    zarinpal: Gateway, cancelled: tuple[Order, Payment, Intent]
) -> None:
    order, cash, _intent = cancelled
    first, second = refunds.open_of((SUBJECT, order.id))
    with unit_of_work():
        row = repaying.begin(first, None)
    with pytest.raises(DomainError, match="answer is here"):
        correct(cash)
    worker()
    assert (row.state, zarinpal.messages[0]["status"]) == ("done", "REVERSED")
    correct(cash)
    database.expire_all()
    assert (first.state, second.state, order.paid) == ("given", "dropped", 0)


def test_nor_while_nobody_knows_its_answer(
    zarinpal: Gateway, cancelled: tuple[Order, Payment, Intent]
) -> None:
    order, cash, _intent = cancelled
    first, second = refunds.open_of((SUBJECT, order.id))
    with unit_of_work():
        row = repaying.begin(first, None)
    zarinpal.fail_on("reverse", "drop")
    worker()
    database.refresh(row)
    assert row.state == "unknown"
    with pytest.raises(DomainError, match="answer is here"):
        correct(cash)
    with unit_of_work():
        ahead.gateway_gave_nothing(first, "آنجا نبود")
    correct(cash)
    database.expire_all()
    owed = refunds.open_of((SUBJECT, order.id))
    assert [due.amount for due in owed] == [HALF], "what ZarinPal has is owed still"
    assert second.state == "dropped"


def test_what_a_gateway_is_asked_for_is_not_dropped(
    cancelled: tuple[Order, Payment, Intent],
) -> None:
    order, _cash, _intent = cancelled
    first, second = refunds.open_of((SUBJECT, order.id))
    with unit_of_work():
        repaying.begin(first, None)
    with unit_of_work():
        refunds.drop((SUBJECT, order.id), "payment_undone")
        states = first.state, second.state
        refunds.owe((SUBJECT, order.id), Money(HALF), [(None, HALF)], "office", "surplus")
    assert states == ("due", "dropped")


def test_what_a_gateway_holds_is_given_back_not_undone(zarinpal: Gateway) -> None:
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    payment = database.query(Payment).one()
    with pytest.raises(DomainError, match="A gateway holds this money"):
        correct(payment)
    database.expire_all()
    assert order.paid_at is not None
