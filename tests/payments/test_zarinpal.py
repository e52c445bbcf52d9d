"""ZarinPal, against its double: paid once whatever is said, and true when nothing is said."""

import pytest
from flask import Flask

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.ledger import balances
from marketplace.orders import tasks
from marketplace.orders.paying.settling import SUBJECT
from marketplace.payments import gateways, receipts
from marketplace.payments.gateways.zarinpal import ZARINPAL
from marketplace.payments.gateways.zarinpal.config import Config
from marketplace.payments.intents import finding, polling
from tests.support.clocks import Clock
from tests.support.zarinpal import Gateway, an_online_order, begun, came_back

pytestmark = pytest.mark.usefixtures("session")


def test_a_payment_counts_once_however_often_the_buyer_comes_back(zarinpal: Gateway) -> None:
    order = an_online_order()
    intent = begun(order)
    assert intent.state == "pending"
    assert intent.url == f"{zarinpal.url}/pg/StartPay/{intent.reference}"
    zarinpal.do("pay", intent.reference)
    for _time in range(3):
        intent = came_back(intent)
    assert (intent.state, order.paid, order.paid_at is not None) == ("paid", order.total, True)
    (receipt,) = receipts.of_subject(SUBJECT, order.id)
    assert (receipt.method, receipt.holder, receipt.taken_by) == ("zarinpal", "gateway", "")
    assert receipt.amount == Money(order.total)


def test_rial_go_out_and_are_called_rial(zarinpal: Gateway) -> None:
    order = an_online_order()
    begun(order)
    (row,) = zarinpal.messages
    assert row["amount"] == order.total
    assert row["metadata"]["mobile"] == "0" + order.mobile.removeprefix("+98")


@pytest.mark.parametrize("status", ["OK", "NOK"])
def test_an_address_proves_nothing(zarinpal: Gateway, status: str) -> None:
    order = an_online_order()
    intent = came_back(begun(order), status)
    assert (intent.state, order.paid) == ("pending", 0)
    assert zarinpal.messages[0]["status"] == "IN_BANK"


def test_another_attempt_s_authority_changes_nothing(zarinpal: Gateway) -> None:
    first, other = begun(an_online_order()), begun(an_online_order())
    zarinpal.do("pay", other.reference)
    assert came_back(first, authority=other.reference).state == "pending"
    assert came_back(other).state == "paid"


def test_who_gave_up_has_paid_nothing_and_may_try_again(zarinpal: Gateway) -> None:
    order = an_online_order()
    first = begun(order)
    zarinpal.do("cancel", first.reference)
    assert came_back(first, "NOK").state == "failed"
    second = begun(order)
    assert second.id != first.id
    zarinpal.do("pay", second.reference)
    assert came_back(second).state == "paid"


def test_pressed_twice_it_is_one_attempt(zarinpal: Gateway) -> None:
    order = an_online_order()
    assert begun(order).id == begun(order).id
    assert len(zarinpal.messages) == 1


def test_another_amount_is_not_taken(zarinpal: Gateway) -> None:
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    zarinpal.fail_on("verify", "refuse", code=-50)
    intent = came_back(intent)
    assert (intent.state, intent.problem, order.paid) == ("unknown", "zarinpal.-50", 0)
    (task,) = tasks.of_order(order.id)
    assert (task.kind, "zarinpal.-50" in task.words) == ("puzzling_money", True)


@pytest.mark.parametrize("mode", ["error", "garbage", "drop"])
def test_without_an_answer_nobody_says_no(zarinpal: Gateway, clock: Clock, mode: str) -> None:
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    zarinpal.fail_on("verify", mode)
    assert came_back(intent).state == "unknown"
    zarinpal.recover()
    clock.advance(minutes=2)
    polling.poll()
    assert finding.by_public_id(intent.public_id).state == "paid"
    assert order.paid_at
    assert len(receipts.of_subject(SUBJECT, order.id)) == 1


def test_a_closed_tab_is_asked_about(zarinpal: Gateway, clock: Clock) -> None:
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    clock.advance(minutes=3)
    polling.poll()
    polling.poll()
    assert order.paid_at
    assert len(receipts.of_subject(SUBJECT, order.id)) == 1


def test_who_pays_between_two_questions_is_verified(zarinpal: Gateway) -> None:
    """Verifying found nothing paid, the look right after it finds it."""
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    zarinpal.fail_on("verify", "refuse", code=-51, times=1)
    paid = came_back(intent)
    (row,) = zarinpal.messages
    assert (paid.state, row["status"], row["verified"]) == ("paid", "VERIFIED", 1)
    assert paid.trace == str(row["ref_id"])


def test_what_cannot_be_verified_yet_is_not_paid(zarinpal: Gateway, clock: Clock) -> None:
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    zarinpal.fail_on("verify", "refuse", code=-51)
    assert came_back(intent).state == "pending"
    assert order.paid == 0
    zarinpal.recover()
    clock.advance(minutes=3)
    polling.poll()
    assert finding.by_public_id(intent.public_id).state == "paid"
    assert zarinpal.messages[0]["status"] == "VERIFIED"


def test_a_gateway_that_is_away_for_an_hour_loses_nothing(zarinpal: Gateway, clock: Clock) -> None:
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    zarinpal.fail("error")
    assert came_back(intent).state == "unknown"
    for _minute in range(4):
        clock.advance(minutes=16)
        polling.poll()
    assert finding.by_public_id(intent.public_id).state == "unknown"
    zarinpal.recover()
    clock.advance(minutes=31)
    polling.poll()
    assert order.paid_at


def test_when_it_cannot_be_started_nothing_is_owed(zarinpal: Gateway) -> None:
    order = an_online_order()
    zarinpal.fail_on("request", "refuse", code=-11)
    intent = begun(order)
    assert (intent.state, intent.problem) == ("failed", "zarinpal.-11")
    zarinpal.recover()
    assert begun(order).state == "pending"


def test_what_the_gateway_keeps_is_booked(zarinpal: Gateway) -> None:
    zarinpal.fee(100)
    order = an_online_order()
    intent = begun(order)
    zarinpal.do("pay", intent.reference)
    came_back(intent)
    assert balances.balance("clearing:zarinpal") == order.total - order.total // 100


def test_too_little_is_refused_in_words(zarinpal: Gateway) -> None:
    with pytest.raises(DomainError, match="too little"):
        ZARINPAL.quote(Money(9_000))
    with pytest.raises(DomainError, match="rial only"):
        ZARINPAL.quote(Money(100, "EUR"))


def test_its_settings_are_looked_at() -> None:
    good = "1344b5d4-0048-11e8-94db-005056a205be"
    assert Config().problems() == []
    assert Config(good, "https://payment.zarinpal.com", production=True).problems() == []
    (said,) = Config("short", "https://payment.zarinpal.com").problems()
    assert "ZARINPAL_MERCHANT" in said
    (said,) = Config(good, "https://sandbox.zarinpal.com", production=True).problems()
    assert "sandbox" in said
    (said,) = Config(good, "https://payment.zarinpal.com", token="x").problems()
    assert "ZARINPAL_TERMINAL" in said


def test_off_it_is_no_way_to_pay(app: Flask) -> None:
    assert ZARINPAL.can == frozenset()
    assert gateways.origins() == ()
