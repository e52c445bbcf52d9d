"""Foreign cash: taken at the rate of the moment, both amounts kept, the books closed."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text

from marketplace import books
from marketplace.kernel import clock as house_clock
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, toman
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.ledger.models import Posting
from marketplace.payments import receipts
from marketplace.payments.desk import cash, taking, till
from marketplace.payments.desk.taking import Bill
from marketplace.payments.foreign import rates, taking as foreign
from marketplace.payments.models import Payment
from tests.support import factories

DUE = toman(1_850_000)


def euro(number):
    return Money(number * 100, "EUR")


def put(currency="EUR", price=112_345, **more):
    by = factories.staff("treasurer")
    with unit_of_work():
        said = {"source": "صرافی میدان", "sure": True} | more
        return rates.set_(currency, toman(price), by=by.id, **said)


def take(given, number=1, rate="", **bill):
    clerk = factories.staff("clerk")
    with unit_of_work():
        return foreign.take(Bill(("thing", number), DUE, clerk.id, **bill), given, rate)


def test_the_change_is_rial_and_both_amounts_and_the_rate_stay_on_the_receipt(session, clock):
    row = put()
    payment = take(euro(20), rate=row.public_id)
    assert (payment.amount, payment.received, payment.change) == (
        DUE.amount, toman(2_246_000).amount, toman(396_000).amount,
    )  # fmt: skip
    clock.advance(days=1)
    put(price=150_000)
    (receipt,) = receipts.standing("thing", 1)
    assert receipt.notes.notes == euro(20)
    assert receipt.notes.rate("IRR").price == toman(112_345)


def test_each_currency_balances_and_rounding_and_exchange_close_the_difference(session):
    put()
    take(euro(20))
    drawer = f"drawer:{factories.staff('clerk').id}"
    change, rounded = toman(396_000).amount, toman(900).amount
    assert balances.balance(drawer, "EUR") == 2000
    assert balances.balance(drawer, "IRR") == -change
    assert balances.balance("exchange", "EUR") == -2000
    assert balances.balance("exchange", "IRR") == DUE.amount + change + rounded
    assert balances.balance("rounding", "IRR") == -rounded
    sums = select(Posting.currency, func.sum(Posting.amount)).group_by(Posting.currency)
    assert dict(session.execute(sums).all()) == {"EUR": 0, "IRR": 0}


def test_a_correction_takes_everything_back(session):
    put()
    payment = take(euro(20))
    with unit_of_work():
        undoing = cash.correct(payment, "خریدار پشیمان شد")
    drawer = f"drawer:{factories.staff('clerk').id}"
    for account in (drawer, "exchange", "rounding", "buyer"):
        for currency in ("EUR", "IRR"):
            assert balances.balance(account, currency) == 0, account
    assert receipts.of_subject("thing", 1)[0].notes.given == -2000
    assert undoing.amount == -DUE.amount
    assert [one.expected.amount for one in till.open_()] == [0, 0]
    assert books.check() == []


def test_notes_for_a_part_and_the_rest_in_rial(session):
    put()
    with pytest.raises(DomainError) as refused:
        take(euro(10))
    assert refused.value.field == "given"
    first = take(euro(10), part=True)
    assert (first.amount, first.change) == (toman(1_123_000).amount, 0)
    with unit_of_work():
        rest = cash.take(Bill(("thing", 1), DUE, factories.staff("clerk").id), 10**7)
    assert rest.amount == DUE.amount - first.amount


def test_the_drawer_is_counted_by_currency(session):
    put()
    put("USD", 98_000)
    take(euro(20))
    take(Money(2_000, "USD"), number=2)
    clerk = factories.staff("clerk")
    euros, dollars = (toman(396_000).amount, toman(110_000).amount)
    open_now = {one.taken.currency: one.expected.amount for one in till.open_(clerk.id)}
    assert open_now == {"IRR": -euros - dollars, "EUR": 2_000, "USD": 2_000}
    with pytest.raises(DomainError) as refused, unit_of_work():
        till.count_all(clerk.id, {"EUR": 2_000, "USD": 1_500})
    assert refused.value.field == "note"
    with unit_of_work():
        counts = till.count_all(clerk.id, {"EUR": 2_000, "USD": 1_500}, "پنج دلار کم بود")
    assert [row.note for row in counts] == ["", "پنج دلار کم بود"]
    assert [one.taken.currency for one in till.open_(clerk.id)] == ["IRR"]
    assert balances.balance("safe", "EUR") == 2_000
    assert balances.balance("shortage", "USD") == 500
    take(euro(20), number=3)
    assert books.check() == []
    assert {one.taken.currency for one in till.open_(clerk.id)} == {"IRR", "EUR"}


def test_another_rate_than_the_page_showed_takes_nothing(session, clock):
    seen = put()
    clock.advance(minutes=1)
    put(price=113_000)
    with pytest.raises(DomainError) as refused:
        take(euro(20), rate=seen.public_id)
    assert refused.value.sentence == foreign.ANOTHER_RATE
    session.rollback()
    assert session.scalar(select(func.count(Payment.id))) == 0


def test_a_currency_without_a_rate_is_not_taken(session):
    put("USD", valid_from=house_clock.now() + timedelta(days=1))
    for given in (euro(20), Money(2_000, "USD")):
        with pytest.raises(DomainError) as refused:
            take(given)
        assert refused.value.field == "currency"
    assert foreign.offers(DUE) == []


def test_two_zeros_too_many_are_refused_and_a_large_note_is_not(session):
    put()
    with pytest.raises(DomainError) as refused:
        take(euro(2_000))
    assert (refused.value.field, refused.value.sentence) == ("given", taking.TOO_MUCH)
    session.rollback()
    with unit_of_work():
        small = Bill(("thing", 2), toman(90_000), factories.staff("clerk").id)
        payment = foreign.take(small, euro(100))
    assert payment.change == toman(11_234_000 - 90_000).amount


def test_notes_that_come_to_nothing_are_refused(session):
    put("IQD", 6_500)
    with pytest.raises(DomainError) as refused:
        take(Money(1, "IQD"), part=True)
    assert refused.value.field == "given"


@pytest.mark.parametrize(
    "change", ["UPDATE foreign_cash SET price = 1", "DELETE FROM foreign_cash"]
)
def test_the_notes_and_their_rate_are_never_rewritten(session, change):
    put()
    take(euro(20))
    with pytest.raises(Exception, match="append-only"), unit_of_work():
        session.execute(text(change))
