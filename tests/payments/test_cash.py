"""Cash: taken whole, numbered without a gap, corrected by a row of its own, never rewritten."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text

from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.unit import unit_of_work
from marketplace.payments import balance, holders, receipts
from marketplace.payments.desk import cash
from marketplace.payments.desk.taking import Bill
from marketplace.payments.models import Payment
from tests.races.rivals import all_at_once
from tests.support import factories

DUE = Money(1_000_000)


def take(number=1, received=1_200_000):
    clerk = factories.staff("clerk")
    with unit_of_work():
        return cash.take(Bill(("thing", number), DUE, clerk.id), received)


def test_the_change_is_counted_and_the_office_holds_the_money(session):
    payment = take()
    assert (payment.amount, payment.received, payment.change) == (1_000_000, 1_200_000, 200_000)
    (held,) = holders.by_holder()
    assert (held.holder, held.total, held.count) == ("office", DUE, 1)


@pytest.mark.parametrize("received", [0, 999_999, 10**9])
def test_too_little_or_far_too_much_is_refused_beside_its_field(session, received):
    with pytest.raises(DomainError) as refusal:
        take(received=received)
    assert refusal.value.field == "received"
    session.rollback()
    assert balance.of("thing", 1).captured == 0


def test_the_same_thing_is_paid_once(session):
    take()
    with pytest.raises(DomainError):
        take()
    session.rollback()
    assert balance.of("thing", 1).captured == DUE.amount


def test_receipts_have_no_gap_and_begin_anew_with_the_jalali_year(session, clock):
    clock.set(datetime(2027, 3, 20, 12, tzinfo=UTC))
    first = take(1)
    with pytest.raises(DomainError):
        take(2, received=5)
    second = take(3)
    clock.set(datetime(2027, 3, 22, 12, tzinfo=UTC))
    third = take(4)
    numbers = [receipts.number(one) for one in (first, second, third)]
    assert numbers == ["1405-000001", "1405-000002", "1406-000001"]


def test_ten_tills_at_once_get_ten_numbers_without_a_gap(app, session):
    factories.staff("clerk")
    results = all_at_once(app, [lambda n=n: take(n).receipt_number for n in range(10)])
    assert sorted(results) == list(range(1, 11)), results


def test_one_bill_paid_at_ten_tills_at_once_is_paid_once(app, session):
    factories.staff("clerk")
    results = all_at_once(app, [lambda: take(1).amount] * 10)
    session.rollback()
    assert results.count(DUE.amount) == 1
    assert session.scalars(select(Payment.receipt_number)).all() == [1]


def test_a_correction_undoes_the_whole_payment_and_says_why(session):
    payment = take()
    treasurer = factories.staff("treasurer")
    with acting(Actor(kind="user", user_id=treasurer.id, role="treasurer")), unit_of_work():
        undoing = cash.correct(payment, "دو بار زده شد")
    assert (undoing.amount, undoing.receipt_number) == (-1_000_000, 2)
    assert balance.of("thing", 1).captured == 0
    first, second = receipts.of_subject("thing", 1)
    assert first.correction
    assert second.corrected
    assert receipts.standing("thing", 1) == []
    take()
    assert receipts.standing("thing", 1)[-1].number.endswith("000003")


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_needs_a_reason(session, reason):
    payment = take()
    with pytest.raises(DomainError), unit_of_work():
        cash.correct(payment, reason)


def test_a_correction_cannot_be_corrected_and_nothing_is_corrected_twice(session):
    payment = take()
    with unit_of_work():
        undoing = cash.correct(payment, "اشتباه")
    for again in (payment, undoing):
        with pytest.raises(DomainError), unit_of_work():
            cash.correct(again, "باز هم")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE payment SET amount = 1",
        "DELETE FROM payment",
        "UPDATE payment SET holder = 'vendor'",
    ],
)
def test_a_payment_is_never_rewritten(session, change):
    take()
    with pytest.raises(Exception, match=r"append|never|refuse|may"), unit_of_work():
        session.execute(text(change))


def test_a_receipt_is_found_by_its_number(session):
    payment = take()
    assert receipts.by_number(receipts.number(payment)).id == payment.id
    for nonsense in ("", "1405", "1405-x", "-", "1405-99999999999999999999"):
        with pytest.raises(DomainError):
            receipts.by_number(nonsense)
