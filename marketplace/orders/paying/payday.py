"""The days of an order that is paid ahead: begun when the amount is certain."""

from datetime import timedelta

from marketplace.kernel import clock, eventlog, preferences
from marketplace.orders.models import Order
from marketplace.orders.paying import messages as pay_messages
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import GONE
from marketplace.payments import gateways


def ahead(order: Order) -> bool:
    """Whether it is paid before the pieces leave, within some days."""
    return gateways.called(order.pay_method).ahead


def begin(order: Order) -> None:
    """Every maker has answered: from now on the amount is certain and the days run."""
    order.pay_by = clock.now() + _usual()
    order.pay_reminded_at = None
    changes = {"total": [None, order.total], "pay_by": [None, str(order.pay_by)]}
    eventlog.record(SUBJECT, order.id, "asked_to_pay", changes=changes)
    pay_messages.ask(order)


def more_time(order: Order, by: timedelta | None = None) -> None:
    """At least so much from now, without `by` the office's usual days, as long as something is to
    be paid."""
    if order.pay_by and order.state not in GONE:
        by = by or _usual()
        order.pay_by, order.pay_reminded_at = max(order.pay_by, clock.now() + by), None


def _usual() -> timedelta:
    return timedelta(days=preferences.load().pay_days)
