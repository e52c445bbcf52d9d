"""A clerk's drawer: what should be in it, what is, and a count that covers each row once."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace import books
from marketplace.kernel import eventlog
from marketplace.kernel.actor import Actor, acting
from marketplace.kernel.db import session as database
from marketplace.kernel.errors import DomainError
from marketplace.kernel.unit import unit_of_work
from marketplace.ledger import balances
from marketplace.orders import cancelling
from marketplace.orders.paying import cashier
from marketplace.payments import receipts, refunds
from marketplace.payments.desk import till
from tests.races.rivals import all_at_once
from tests.support import factories


def paid_order(clerk):
    return factories.paid(factories.at_office(factories.an_order()), clerk)


def counted(person, amount, note=""):
    with unit_of_work():
        return till.count(person.id, amount, note)


def corrected(payment):
    treasurer = factories.staff("treasurer")
    with acting(Actor(kind="user", user_id=treasurer.id, role="treasurer")), unit_of_work():
        return cashier.correct(payment, "پولی نگرفته بودیم")


def test_what_was_taken_is_in_the_drawer_and_what_goes_back_leaves_the_safe(session):
    clerk = factories.staff("clerk")
    order = paid_order(clerk)
    price = order.total
    paid_order(clerk)
    with unit_of_work():
        line = order.vendor_orders[0].kept[0]
        cancelling.by_staff(order, [line.id], "پشیمان شد")
        (due,) = refunds.open_of(("order", order.id))
        refunds.give(due, by=factories.staff("treasurer").id)
    (mine,) = till.open_()
    assert (mine.user_id, mine.taken.amount, mine.returned.amount) == (clerk.id, 2 * price, 0)
    assert mine.rows == 2
    assert balances.balance("safe") == -price


def test_a_receipt_corrected_before_the_count_leaves_nothing_to_count(session):
    clerk = factories.staff("clerk")
    order = paid_order(clerk)
    undoing = corrected(receipts.by_number(receipts.of_subject("order", order.id)[0].number))
    assert undoing.taken_by == clerk.id
    (mine,) = till.open_()
    assert (mine.user_id, mine.expected.amount, mine.rows) == (clerk.id, 0, 2)
    counted(clerk, 0)
    assert till.open_() == []
    assert balances.balance("shortage") == 0
    assert books.check() == []


def test_one_corrected_after_the_count_explains_what_was_missing_then(session):
    clerk = factories.staff("clerk")
    order = paid_order(clerk)
    counted(clerk, 0, "این پول را نگرفتم")
    assert balances.balance("shortage") == order.total
    undoing = corrected(receipts.by_number(receipts.of_subject("order", order.id)[0].number))
    (shown,) = till.corrections(clerk.id)
    assert (shown.payment_id, shown.amount.amount) == (undoing.id, -order.total)
    (mine,) = till.open_()
    assert (mine.user_id, mine.expected.amount) == (clerk.id, -order.total)
    counted(clerk, 0, "همان رسید اصلاح‌شده")
    assert till.corrections(clerk.id) == []
    assert balances.balance("shortage") == 0
    assert books.check() == []


def test_a_count_begins_the_drawer_anew_and_is_in_the_log(session):
    clerk = factories.staff("clerk")
    price = paid_order(clerk).total
    row = counted(clerk, price)
    assert till.open_(clerk.id) == []
    assert eventlog.history("till_count", row.id)[0].changes["counted"] == [None, price]
    paid_order(clerk)
    (mine,) = till.open_(clerk.id)
    assert mine.expected.amount == price


def test_one_that_differs_needs_a_word(session):
    clerk = factories.staff("clerk")
    price = paid_order(clerk).total
    with pytest.raises(DomainError) as refused, unit_of_work():
        till.count(clerk.id, price - 50_000)
    assert refused.value.field == "note"
    counted(clerk, price - 50_000, "پول خرد نداشتم")
    (shown,) = till.listed(clerk.id)
    assert shown.difference.amount == -50_000
    assert shown.name == clerk.name


def test_nothing_uncounted_is_not_counted(session):
    with pytest.raises(DomainError), unit_of_work():
        till.count(factories.staff("clerk").id, 0)


def test_each_clerk_has_a_drawer(session):
    one, two = factories.staff("clerk"), factories.a_user("کبرا نمونه", roles=("clerk",))
    paid_order(one)
    paid_order(two)
    counted(one, till.open_(one.id)[0].expected.amount)
    assert [open_till.user_id for open_till in till.open_()] == [two.id]


def test_counted_twice_at_once_is_counted_once(app, session):
    clerk = factories.staff("clerk")
    price, key = paid_order(clerk).total, clerk.id

    def count():
        with unit_of_work():
            till.count(key, price)
            return "counted"

    session.rollback()
    results = all_at_once(app, [count, count])
    assert sorted(map(str, results)) == sorted(["counted", till.EMPTY])
    assert len(till.listed(key)) == 1


@pytest.mark.parametrize(
    ("column", "value"), [("counted", "-1"), ("note", "''")], ids=["below nothing", "no word"]
)
def test_the_database_itself_refuses(session, column, value):
    clerk = factories.staff("clerk")
    price = paid_order(clerk).total
    row = counted(clerk, price + 1, "یک تومان زیاد")
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(text(f"UPDATE till_count SET {column} = {value} WHERE id = {row.id}"))


def test_no_row_is_covered_twice(session):
    clerk = factories.staff("clerk")
    row = counted(clerk, paid_order(clerk).total)
    twice = f"INSERT INTO till_row SELECT kind, row_id, {row.id} FROM till_row"
    with pytest.raises(IntegrityError), unit_of_work():
        database.execute(text(twice))
