"""Two clerks take the same piece back, or give the same money, in the same second."""

from marketplace import books
from marketplace.kernel.db import session as database
from marketplace.kernel.unit import unit_of_work
from marketplace.orders.models import Order
from marketplace.orders.paying import ahead
from marketplace.orders.returns import crediting, returning
from marketplace.orders.returns.returning import Asked
from marketplace.payments import balance, refunds
from marketplace.payments.refund_models import RefundDue
from tests.races.rivals import all_at_once
from tests.support import factories as make
from tests.web.office.test_returns import handed_over


def take_back(order_id, line_id, by, *, damaged):
    def act():
        with unit_of_work():
            asked = Asked([(line_id, 1, damaged)], "رنگ", "office", 0, by)
            return returning.take_back(database.get_one(Order, order_id), asked)

    return act


def test_the_same_piece_in_two_tabs_comes_back_once(app, session):
    order = handed_over(make.a_live_listing())
    key, line, by = order.id, order.vendor_orders[0].lines[0].id, make.staff("clerk").id
    session.rollback()
    tasks = [take_back(key, line, by, damaged=bool(place)) for place in range(2)]
    results = all_at_once(app, tasks)
    assert sum(isinstance(one, Exception) for one in results) == 1
    session.expire_all()
    order = session.get_one(Order, key)
    assert crediting.count(order) == 1
    assert sum(due.amount for due in refunds.open_of(("order", key))) == order.total
    assert books.check() == []


def test_money_asked_back_in_two_tabs_goes_once(app, session):
    order = handed_over(make.a_live_listing())
    clerk, treasurer = make.staff("clerk").id, make.staff("treasurer").id
    key, line = order.id, order.vendor_orders[0].lines[0].id
    take_back(key, line, clerk, damaged=False)()
    (due,) = [one.id for one in refunds.open_of(("order", key))]
    session.rollback()

    def give():
        with unit_of_work():
            return ahead.give_back(database.get_one(RefundDue, due), treasurer)

    results = all_at_once(app, [give] * 4)
    assert sum(isinstance(one, Exception) for one in results) == 3
    session.rollback()
    stands = balance.of("order", key)
    assert (stands.returned, stands.owed) == (stands.captured, 0)
    assert books.check() == []
