"""Exchange rates: dated, asked about when far from the last, never changed, in the log."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from marketplace.kernel import clock as house_clock, eventlog
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, Rate, toman
from marketplace.kernel.unit import unit_of_work
from marketplace.payments.foreign import rates
from tests.support import factories


def put(currency="EUR", price=112_345, **more):
    by = factories.staff("treasurer")
    with unit_of_work():
        said = {"source": "صرافی میدان"} | more
        return rates.set_(currency, toman(price), by=by.id, **said)


def test_the_rate_of_a_moment_is_the_newest_that_had_begun(session, clock):
    first = put(price=100_000)
    began = house_clock.now()
    clock.advance(hours=1)
    second = put(price=101_000)
    tomorrow = put(price=102_000, valid_from=house_clock.now() + timedelta(days=1))
    assert rates.in_force("IRR")["EUR"].id == second.id
    assert rates.in_force("IRR", began)["EUR"].id == first.id
    assert [row.rate.id for row in rates.coming("IRR")] == [tomorrow.id]
    clock.advance(days=1, hours=1)
    assert rates.in_force("IRR")["EUR"].id == tomorrow.id
    assert [row.rate.id for row in rates.history("IRR")] == [tomorrow.id, second.id, first.id]
    event = eventlog.history("exchange_rate", second.id)[0]
    assert event.changes["price"] == [1_000_000, 1_010_000]


@pytest.mark.parametrize("price", [10_000, 1_000_000, 70_000, 160_000])
def test_a_rate_far_from_the_last_is_asked_about(session, price):
    put(price=112_345)
    with pytest.raises(DomainError) as asked:
        put(price=price)
    assert asked.value.field == "sure"
    assert put(price=price, sure=True).price == price * 10


def test_a_lot_is_what_the_rate_is_told_for(session):
    assert put("IQD", 6_500).rate == Rate(Money(100, "IQD"), toman(6_500), 10_000)
    assert put("EUR").rate.quantity == Money(100, "EUR")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"currency": "XXX"}, "currency"), ({"currency": "IRR"}, "currency"),
        ({"source": "  "}, "source"), ({"rounding": 2_000_000}, "rounding"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_beside_its_field(session, more, field):
    with pytest.raises(DomainError) as refused:
        put(**more)
    assert refused.value.field == field


def test_no_rate_begins_in_the_past(session):
    with pytest.raises(DomainError) as refused:
        put(valid_from=house_clock.now() - timedelta(days=1))
    assert refused.value.field == "valid_from"


def test_a_currency_is_no_longer_taken_and_taken_again(session, clock):
    put()
    by = factories.staff("treasurer").id
    clock.advance(minutes=1)
    with unit_of_work():
        rates.end("EUR", "IRR", by)
    assert rates.in_force("IRR") == {}
    with pytest.raises(DomainError), unit_of_work():
        rates.end("EUR", "IRR", by)
    clock.advance(minutes=1)
    put(price=113_000)
    assert list(rates.in_force("IRR")) == ["EUR"]


@pytest.mark.parametrize(
    "change", ["UPDATE exchange_rate SET price = 1", "DELETE FROM exchange_rate"]
)
def test_a_rate_is_never_rewritten(session, change):
    put()
    with pytest.raises(Exception, match="append-only"), unit_of_work():
        session.execute(text(change))
