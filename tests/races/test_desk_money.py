"""Two tablets take money for one order at the same moment: it counts once, whatever the way."""

from sqlalchemy import func, select

from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money, toman
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order
from marketplace.orders.paying import cashier
from marketplace.payments import balance
from marketplace.payments.desk.reader import Slip
from marketplace.payments.foreign import rates
from marketplace.payments.models import Payment
from tests.races.rivals import all_at_once
from tests.support import factories as make


def cash(key, clerk, received, **more):
    def act():
        with unit_of_work():
            return cashier.take(database.get_one(Order, key), received, clerk, **more)

    return act


def card(key, clerk, amount, trace, **more):
    def act():
        with unit_of_work():
            slip = Slip(trace, "1234")
            return cashier.take_by_reader(database.get_one(Order, key), amount, slip, clerk, **more)

    return act


def refused(results):
    assert all(isinstance(one, DomainError | Payment) for one in results), results
    return [one for one in results if isinstance(one, DomainError)]


def an_order():
    order = make.at_office(make.an_order())
    return order.id, order.total, make.staff("clerk").id


def test_cash_and_card_for_the_whole_are_taken_once(app, session):
    key, total, clerk = an_order()
    session.rollback()
    results = all_at_once(
        app, [cash(key, clerk, total), card(key, clerk, total, "77"), cash(key, clerk, total)]
    )
    assert len(refused(results)) == 2
    assert balance.of("order", key).captured == total
    assert session.get_one(Order, key).paid_at is not None


def test_two_parts_seen_on_the_same_page_are_taken_one_after_the_other(app, session):
    """The slower tablet is told that the amount has changed, and nothing of hers is recorded."""
    key, total, clerk = an_order()
    half = total // 2
    session.rollback()
    results = all_at_once(
        app,
        [cash(key, clerk, half, part=True, seen=total),
         card(key, clerk, half, "77", part=True, seen=total)],
    )  # fmt: skip
    assert len(refused(results)) == 1
    assert balance.of("order", key).captured == half
    assert session.get_one(Order, key).paid_at is None


def test_notes_and_cash_for_the_whole_are_taken_once(app, session):
    key, total, clerk = an_order()
    with make.unit():
        rates.set_("EUR", toman(112_345), by=make.staff("treasurer").id, source="x")
    session.rollback()

    def notes():
        with unit_of_work():
            return cashier.take_foreign(database.get_one(Order, key), Money(2_000, "EUR"), clerk)

    results = all_at_once(app, [notes, cash(key, clerk, total), notes])
    assert len(refused(results)) == 2
    assert balance.of("order", key).captured == total


def test_one_slip_on_two_orders_at_once_counts_once(app, session):
    keys, clerk = [an_order()[:2] for _ in range(2)], make.staff("clerk").id
    session.rollback()
    results = all_at_once(app, [card(key, clerk, total, "77") for key, total in keys])
    assert [one.field for one in refused(results)] == ["trace"]
    assert session.scalar(select(func.count(Payment.id))) == 1
