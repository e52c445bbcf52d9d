"""The bank card reader: what its slip says, each slip once a day and reader, until it is undone."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.payments import balance, receipts
from marketplace.payments.desk import cash, reader, till
from marketplace.payments.desk.reader import Slip
from marketplace.payments.desk.taking import Bill
from tests.support import factories

DUE = Money(1_000_000)


def take(number=1, amount=1_000_000, trace="004512", last4="1234", on="", **bill):
    clerk = factories.staff("clerk")
    with unit_of_work():
        asked = Bill(("thing", number), DUE, clerk.id, **bill)
        return reader.take(asked, amount, Slip(trace, last4, on))


def test_the_slip_stands_on_the_receipt_and_the_money_not_in_the_drawer(session):
    payment = take(trace="۰۰۴ ۵۱۲", last4=" **** ۱۲۳۴")
    (receipt,) = receipts.standing("thing", 1)
    assert (receipt.method, receipt.slip.trace, receipt.slip.last4) == ("reader", "4512", "1234")
    assert (payment.received, payment.change, payment.holder) == (1_000_000, 0, "office")
    assert till.open_() == []


@pytest.mark.parametrize("amount", [0, -5, 999_999, 1_000_001, 2**53])
def test_a_reader_takes_what_is_due_and_gives_no_change(session, amount):
    with pytest.raises(DomainError) as refused:
        take(amount=amount)
    assert refused.value.field == "amount"


@pytest.mark.parametrize("trace", ["", "0000", "12a4", "1" * 13, "<b>", "٫", "1e9"])
def test_a_trace_number_is_digits(session, trace):
    with pytest.raises(DomainError) as refused:
        take(trace=trace)
    assert refused.value.field == "trace"


@pytest.mark.parametrize("last4", ["", "123", "12345", "abcd", "１２３"])
def test_the_card_s_digits_are_four(session, last4):
    with pytest.raises(DomainError) as refused:
        take(last4=last4)
    assert refused.value.field == "last4"


def test_one_trace_number_counts_once_a_day_and_reader(session, clock):
    take(1, on="A")
    with pytest.raises(DomainError) as refused:
        take(2, trace="4512", on="A")
    assert (refused.value.sentence, refused.value.field) == (reader.TWICE, "trace")
    take(2, on="B")
    clock.advance(days=1)
    take(3, on="A")
    assert [one.number[-1] for number in (1, 2, 3) for one in receipts.standing("thing", number)] \
        == ["1", "2", "3"]  # fmt: skip


def test_a_corrected_slip_may_be_recorded_on_the_right_order(session):
    payment = take(1)
    with unit_of_work():
        cash.correct(payment, "سفارش دیگری بود")
    assert take(2).amount == DUE.amount
    with pytest.raises(DomainError):
        take(3)


def test_a_part_leaves_the_rest_and_several_make_the_whole(session):
    clerk = factories.staff("clerk")
    take(amount=300_000, part=True)
    with unit_of_work():
        cash.take(Bill(("thing", 1), DUE, clerk.id, part=True), 500_000)
    last = take(amount=200_000, trace="77")
    assert (last.amount, balance.of("thing", 1).captured) == (200_000, DUE.amount)
    assert [one.method for one in receipts.standing("thing", 1)] == ["reader", "cash", "reader"]


def test_the_last_part_in_cash_gives_change(session):
    clerk = factories.staff("clerk")
    take(amount=300_000, part=True)
    with unit_of_work():
        payment = cash.take(Bill(("thing", 1), DUE, clerk.id, part=True), 1_000_000)
    assert (payment.amount, payment.change) == (700_000, 300_000)


def test_what_changed_since_it_was_seen_is_not_taken(session):
    take(amount=300_000, part=True)
    with pytest.raises(DomainError) as refused:
        take(amount=700_000, trace="8", seen=1_000_000)
    assert "meanwhile" in refused.value.sentence
    assert take(amount=700_000, trace="8", seen=700_000).amount == 700_000


def test_the_database_itself_refuses_a_second_slip(session):
    take(1)
    other = take(2, trace="9")
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(
            text(f"UPDATE reader_slip SET trace = '4512' WHERE payment_id = {other.id}")
        )
