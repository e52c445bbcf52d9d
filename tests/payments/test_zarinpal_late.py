"""Money that comes too late, twice, or must go back: every rial has one place at the end."""

from collections.abc import Iterator

import pytest

from marketplace import books
from marketplace.kernel import outbox
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import cancelling, tasks
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead, unpaid
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import balance, refunds
from marketplace.payments.intents import finding, polling, repaying
from marketplace.payments.intents.models import GatewayRefund, Intent
from marketplace.payments.refund_models import RefundDue
from tests.support.clocks import Clock
from tests.support.factories import a_live_listing, an_order, staff
from tests.support.zarinpal import Gateway, an_online_order, begun, came_back

HELD = "clearing:zarinpal"


@pytest.fixture(autouse=True)
def _books_are_right(session: object) -> Iterator[None]:
    """Whatever a test does, the books are proved after it."""
    yield
    database.rollback()
    assert books.check() == []


def expired(order: Order, intent: Intent, clock: Clock) -> None:
    """Nobody paid: first the attempt's time passed, then the order's."""
    clock.advance(days=3)
    with unit_of_work():
        unpaid.expire()
    assert order.state == "making", "an attempt that may still be paid holds the order"
    polling.poll()
    assert finding.by_public_id(intent.public_id).state == "expired"
    with unit_of_work():
        unpaid.expire()
    assert order.state == "lapsed"


def to_give(order: Order) -> list[RefundDue]:
    return list(refunds.open_of((SUBJECT, order.id)))


def asked(due: RefundDue, by: int | None = None) -> GatewayRefund:
    with unit_of_work():
        return repaying.begin(due, by)


def worker() -> None:
    outbox.drain()
    with unit_of_work():
        repaying.reconcile()


def test_late_money_takes_the_pieces_again(zarinpal: Gateway, clock: Clock) -> None:
    order = an_online_order()
    intent = begun(order)
    expired(order, intent, clock)
    zarinpal.do("pay", intent.reference)
    polling.poll()
    assert finding.by_public_id(intent.public_id).state == "paid"
    assert (order.state, order.paid, to_give(order)) == ("making", order.total, [])


def test_late_money_for_what_is_gone_is_reversed(zarinpal: Gateway, clock: Clock) -> None:
    piece = a_live_listing()
    order = an_online_order(piece)
    intent = begun(order)
    expired(order, intent, clock)
    an_order(piece)
    zarinpal.do("pay", intent.reference)
    assert came_back(intent).state == "paid"
    assert order.state == "lapsed"
    worker()
    assert zarinpal.messages[0]["status"] == "REVERSED"
    assert to_give(order) == []
    (given,) = refunds.given((SUBJECT, order.id))
    assert (given.method, given.amount, given.given_by) == ("zarinpal", intent.amount, None)
    assert finding.by_public_id(intent.public_id).returned == intent.amount
    assert balances.balance(HELD) == 0


def test_what_zarinpal_cannot_give_back_is_a_person_s_task(zarinpal: Gateway, clock: Clock) -> None:
    zarinpal.bind(refunds=False)
    piece = a_live_listing()
    order = an_online_order(piece)
    intent = begun(order)
    expired(order, intent, clock)
    an_order(piece)
    zarinpal.do("pay", intent.reference)
    zarinpal.do("age", intent.reference, seconds=3600)
    came_back(intent)
    worker()
    (task,) = tasks.of_order(order.id)
    assert task.kind == "late_money"
    assert str(intent.reference) in task.words
    assert f"{order.total:,} IRR" in task.words
    (due,) = to_give(order)
    with unit_of_work():
        refunds.give(due, by=staff("treasurer").id)


def test_two_tabs_pay_once_and_the_rest_is_owed(zarinpal: Gateway, clock: Clock) -> None:
    order = an_online_order()
    first = begun(order)
    clock.advance(minutes=11)
    second = begun(order)
    for intent in (first, second):
        zarinpal.do("pay", intent.reference)
        came_back(intent)
    assert (order.paid, balance.of(SUBJECT, order.id).captured) == (order.total, 2 * order.total)
    (due,) = to_give(order)
    assert (due.amount, due.reason) == (order.total, "surplus")
    asked(due, staff("treasurer").id)
    worker()
    assert to_give(order) == []
    assert {row["status"] for row in zarinpal.messages} == {"VERIFIED", "REVERSED"}


def cancelled(zarinpal: Gateway) -> tuple[Order, RefundDue]:
    """A paid order that the buyer cancelled."""
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    with unit_of_work():
        lines = [line.id for part in order.vendor_orders for line in part.kept]
        cancelling.by_buyer(order, lines)
    (due,) = to_give(order)
    return order, due


def test_a_refund_is_asked_for_once(zarinpal: Gateway, clock: Clock) -> None:
    order, due = cancelled(zarinpal)
    clock.advance(days=2)
    asked(due, staff("treasurer").id)
    with pytest.raises(DomainError, match="already"):
        asked(due, staff("treasurer").id)
    with pytest.raises(DomainError, match="being asked"), unit_of_work():
        refunds.give(due, by=staff("treasurer").id)
    for _time in range(2):
        worker()
    (row,) = zarinpal.messages
    assert [one["amount"] for one in row["refunds"]] == [due.amount]
    with pytest.raises(DomainError):
        asked(due)
    assert len(refunds.given((SUBJECT, order.id))) == 1


def test_nobody_knows_whether_it_went_back(zarinpal: Gateway, clock: Clock) -> None:
    order, due = cancelled(zarinpal)
    clock.advance(days=2)
    row = asked(due, staff("treasurer").id)
    zarinpal.fail_on("graphql", "garbage")
    worker()
    database.refresh(row)
    assert row.state == "asked", "only the looking failed: it is tried again"
    zarinpal.recover()
    clock.advance(minutes=1)
    worker()
    database.refresh(row)
    assert row.state == "done"
    assert order.paid == 0


def test_the_answer_to_a_refund_is_lost(zarinpal: Gateway) -> None:
    order, due = cancelled(zarinpal)
    row = asked(due, staff("treasurer").id)
    zarinpal.fail_on("reverse", "drop")
    worker()
    database.refresh(row)
    assert (row.state, order.state) == ("unknown", "cancelled")
    assert to_give(order) == [due], "nobody says that it went back"
    with pytest.raises(DomainError), unit_of_work():
        refunds.give(due, by=staff("treasurer").id)
    with unit_of_work():
        ahead.gateway_gave(due, "REV77")
    assert [one.reference for one in refunds.given((SUBJECT, order.id))] == ["REV77"]


def test_a_refused_refund_is_owed_as_before(zarinpal: Gateway, clock: Clock) -> None:
    order, due = cancelled(zarinpal)
    clock.advance(days=2)
    zarinpal.do("status", finding.of_subject((SUBJECT, order.id))[0].reference, status="REVERSED")
    row = asked(due, staff("treasurer").id)
    worker()
    database.refresh(row)
    assert (row.state, row.problem) == ("failed", "zarinpal.refund.session is not refundable")
    assert [one.id for one in to_give(order)] == [due.id]
    assert [task.kind for task in tasks.of_order(order.id)] == ["late_money"]
