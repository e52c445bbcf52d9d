"""What of an order is paid, and what is owed back, whenever its money or its total changes."""

from collections.abc import Sequence

from marketplace.kernel import clock, eventlog
from marketplace.kernel.money import Money
from marketplace.orders import selling
from marketplace.orders.models import Order, OrderLine
from marketplace.orders.states import GONE
from marketplace.payments import balance, refunds

SUBJECT = "order"


def owing(order: Order) -> int:
    """What the order costs now, without what came back: nothing once nothing is left of it."""
    return 0 if order.state in GONE else order.total - order.returned


def settle(
    order: Order, kept: int | None = None, *, lines: Sequence[OrderLine] = (),
    parts: Sequence[refunds.Line] = (), liable_party: str = "office", reason: str = "surplus",
) -> bool:  # fmt: skip
    """Write what is paid and owe back what is too much, for the `lines` that caused it, or for
    `parts` of them; the caller holds the order locked. `kept` in rial when known. True when all of
    it became paid."""
    kept = balance.of(SUBJECT, order.id).kept if kept is None else kept
    if (surplus := kept - owing(order)) > 0:
        parts = parts or [(line.id, line.unit_price * line.quantity) for line in lines]
        money = Money(surplus, order.currency)
        refunds.owe((SUBJECT, order.id), money, parts or [(None, surplus)], liable_party, reason)
        kept -= surplus
    order.paid = max(kept, 0)
    was_paid = order.paid_at is not None
    whole = _mark(order, whole=_whole(order, kept))
    if was_paid or order.paid_at is not None:
        selling.book(order)
    return whole


def _whole(order: Order, kept: int) -> bool:
    return order.state not in GONE and 0 < order.total <= kept + order.returned


def _mark(order: Order, *, whole: bool) -> bool:
    if whole and order.paid_at is None:
        order.paid_at = clock.now()
        eventlog.record(SUBJECT, order.id, "paid")
        return True
    if not whole and order.paid_at is not None:
        order.paid_at = None
    return False
