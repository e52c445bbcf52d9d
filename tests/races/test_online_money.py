"""Two tabs, the poller and a gateway's money in the same second: it counts once."""

import threading
import time

from marketplace import books
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.orders import cancelling
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import balance, receipts, refunds
from marketplace.payments.intents import asking, polling, repaying
from marketplace.payments.intents.models import GatewayRefund, Intent
from marketplace.payments.refund_models import RefundDue
from tests.races.rivals import all_at_once
from tests.support.zarinpal import an_online_order, begun, came_back


def back(key):
    return lambda: came_back(database.get_one(Intent, key)).state


def test_the_buyer_and_the_poller_ask_at_once(app, session, zarinpal, clock):
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    clock.advance(minutes=3)
    session.rollback()
    asked = [back(intent.id), back(intent.id), polling.poll, polling.poll]
    results = all_at_once(app, asked)
    assert results[:2] == ["paid", "paid"]
    assert len(receipts.of_subject(SUBJECT, order.id)) == 1
    assert books.check() == []


def test_two_attempts_are_paid_at_once(app, session, zarinpal, clock):
    order = an_online_order()
    first = begun(order)
    clock.advance(minutes=11)
    second = begun(order)
    for intent in (first, second):
        zarinpal.do("pay", intent.reference)
    session.rollback()
    assert all_at_once(app, [back(first.id), back(second.id)]) == ["paid", "paid"]
    session.expire_all()
    kept = session.get_one(Order, order.id)
    assert (kept.paid, balance.of(SUBJECT, order.id).owed) == (kept.total, kept.total)
    assert books.check() == []


def test_the_button_pressed_in_two_tabs(app, session, zarinpal):
    key = an_online_order().id
    session.rollback()
    found = all_at_once(app, [lambda: begun(database.get_one(Order, key)).id] * 2)
    assert len(set(found)) == 1, found


def test_a_refund_asked_in_two_tabs(app, session, zarinpal):
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    with unit_of_work():
        lines = [line.id for part in order.vendor_orders for line in part.kept]
        cancelling.by_buyer(order, lines)
    (key,) = [due.id for due in refunds.open_of((SUBJECT, order.id))]
    session.rollback()

    def ask():
        with unit_of_work():
            return repaying.begin(database.get_one(RefundDue, key), None)

    results = all_at_once(app, [ask, ask])
    assert sum(isinstance(one, DomainError) for one in results) == 1, results
    assert session.query(GatewayRefund).count() == 1


def test_a_gateway_that_hangs_holds_nobody_up(app, session, zarinpal):
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    zarinpal.fail_on("verify", "hang")
    session.rollback()
    waiting = threading.Thread(target=lambda: all_at_once(app, [back(intent.id)]))
    waiting.start()
    time.sleep(0.5)
    began = time.monotonic()
    other = begun(an_online_order())
    assert other.state == "pending"
    assert time.monotonic() - began < 5
    assert waiting.is_alive(), "it still waits for the gateway"
    zarinpal.recover()
    waiting.join(15)
    session.expire_all()
    assert session.get_one(Intent, intent.id).state == "unknown"


def test_a_worker_that_dies_between_intent_and_call(session, zarinpal, clock):
    order = an_online_order()
    left = begun(order)
    with unit_of_work():  # as it stands when the process died before the answer was kept
        row = database.get_one(Intent, left.id)
        row.state, row.reference, row.url = "initiated", None, None
    assert asking.look(row).state == "initiated"
    clock.advance(minutes=11)
    polling.poll()
    assert session.get_one(Intent, left.id).state == "expired"
    again = begun(order)
    assert (again.id != left.id, again.state) == (True, "pending")
