"""After a maker's part fell away: the buyer says what becomes of the rest; silence keeps it."""

from datetime import timedelta

from marketplace.kernel import clock, eventlog
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import SUBJECT

TIME = timedelta(days=1)


def offer(order: Order) -> None:
    """From now on she may choose; the caller holds the order locked."""
    order.choose_by = clock.now() + TIME


def keep_rest(order: Order) -> None:
    """She goes on with what is left."""
    order = lock(order.id)
    if order.choose_by is not None:
        order.choose_by = None
        eventlog.record(SUBJECT, order.id, "kept_rest")
