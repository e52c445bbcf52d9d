"""Counted notes that become rial: what they were taken for, what they brought, the difference."""

from datetime import timedelta

import pytest

from marketplace import books
from marketplace.kernel import clock as house_clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money, toman
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.payments.desk import till
from marketplace.payments.foreign import exchanging
from marketplace.payments.foreign.exchange_models import NotesExchange
from marketplace.payments.foreign.exchanging import Asked
from tests.payments.test_foreign import euro, put, take
from tests.support import factories as make
from tests.support.books import broken_by

EACH = toman(112_345).amount


@pytest.fixture(autouse=True)
def the_books_agree(session):
    """Whatever a test did, the rules about notes hold afterwards."""
    yield
    session.rollback()
    names = {one.rule.name for one in books.check()}
    assert names & {"changed", "notes", "exchange", "drawers", "sums"} == set()


@pytest.fixture
def forty(session):
    """Forty counted euro, taken at 112,345 Toman each."""
    put()
    for number in (1, 2):
        take(euro(20), number)
    clerk = make.staff("clerk").id
    (notes,) = [one for one in till.open_(clerk) if one.taken.currency == "EUR"]
    with unit_of_work():
        till.count(clerk, notes.expected.amount, "", "EUR")


def change(given, received, **more):
    said = {
        "money": "bank", "changer": "صرافی میدان", "receipt": "881", "seen": 0,
        "day": local_day(house_clock.now()), "by": make.staff("treasurer").id,
    } | more  # fmt: skip
    with unit_of_work():
        return exchanging.change(Asked(given, Money(received), **said))


def held(account, currency="IRR"):
    return balances.balance(account, currency)


def test_the_notes_leave_the_safe_and_the_difference_has_its_own_account(forty):
    (lying,) = exchanging.lying("IRR")
    assert (lying.notes, lying.cost) == (euro(40), Money(40 * EACH))
    row = change(euro(30), 30 * EACH + 600_000)
    assert (row.cost, row.difference) == (30 * EACH, Money(600_000))
    assert (held("safe", "EUR"), held("exchange", "EUR")) == (1_000, -1_000)
    assert (held("bank"), held("exchange")) == (30 * EACH + 600_000, 10 * EACH)
    assert held("exchange:difference") == -600_000
    change(euro(10), 10 * EACH - 50_000, seen=1, money="safe")
    assert (held("exchange"), held("exchange", "EUR"), held("safe", "EUR")) == (0, 0, 0)
    assert held("exchange:difference") == -550_000
    assert exchanging.lying("IRR") == []


def test_notes_of_two_rates_cost_what_they_cost_together(session):
    put()
    take(euro(20))
    put(price=120_000)
    take(euro(20), 2)
    clerk = make.staff("clerk").id
    with unit_of_work():
        till.count(clerk, 4_000, "", "EUR")
    row = change(euro(10), 1_162_000_0)
    assert row.cost == (20 * EACH + 20 * 1_200_000) // 4
    row = change(euro(30), 3_500_000_0, seen=1)
    assert held("exchange") == 0


def test_what_was_not_counted_cannot_be_changed(session):
    put()
    take(euro(20))
    assert exchanging.lying("IRR") == []
    with pytest.raises(DomainError) as refused:
        change(euro(20), 20 * EACH)
    assert refused.value.field == "given"


@pytest.mark.parametrize(
    ("given", "received", "more", "field"),
    [
        (41, 41 * EACH, {}, "given"),
        (0, EACH, {}, "given"),
        (10, 0, {}, "received"),
        (10, 10 * EACH, {"money": "pocket"}, "money"),
        (10, 10 * EACH, {"changer": " "}, "changer"),
        (10, 10 * EACH, {"receipt": ""}, "receipt"),
        (10, EACH, {}, "sure"),
        (10, 100 * EACH, {}, "sure"),
        (10, 10 * EACH, {"later": 1}, "day"),
        (10, 10 * EACH, {"later": -400}, "day"),
    ],
)
def test_what_cannot_be_is_refused(forty, given, received, more, field):
    more = dict(more)
    if "later" in more:
        more["day"] = local_day(house_clock.now()) + timedelta(days=more.pop("later"))
    with pytest.raises(DomainError) as refused:
        change(euro(given), received, **more)
    assert refused.value.field == field


def test_a_far_rate_is_kept_when_it_is_right(forty):
    assert change(euro(10), 5 * EACH, sure=True).difference == Money(-5 * EACH)


def test_one_form_twice_is_one_exchange(forty):
    change(euro(10), 10 * EACH)
    with pytest.raises(WrongState):
        change(euro(10), 10 * EACH)
    assert held("safe", "EUR") == 3_000


def test_a_mistake_is_undone(forty):
    row = change(euro(10), 10 * EACH + 900_000)
    by = make.staff("treasurer").id
    with pytest.raises(DomainError), unit_of_work():
        exchanging.undo(row, "", by)
    with unit_of_work():
        undoing = exchanging.undo(row, "مبلغ رسید را اشتباه خواندم", by)
    assert (held("safe", "EUR"), held("bank"), held("exchange:difference")) == (4_000, 0, 0)
    assert held("exchange") == 40 * EACH
    for one in (row, undoing):
        with pytest.raises(DomainError), unit_of_work():
            exchanging.undo(one, "باز هم", by)
    change(euro(40), 40 * EACH, seen=2)
    assert [(one.exchange.given, one.undone) for one in exchanging.listed()] == [
        (4_000, False), (-1_000, False), (1_000, True),
    ]  # fmt: skip


def test_the_check_sees_an_exchange_that_was_never_booked(forty):
    row = NotesExchange(
        public_id="x", currency="EUR", place=0, given=100, base="IRR", received=10, cost=10,
        money="bank", changer="ص", receipt="1", day=local_day(house_clock.now()),
        by=make.staff("treasurer").id,
    )  # fmt: skip
    assert {"changed", "notes"} <= set(broken_by(row))
