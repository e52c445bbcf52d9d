"""The order's own state, derived from its vendor orders and their fulfilments."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from marketplace.kernel import clock, preferences
from marketplace.kernel.db import session
from marketplace.orders import messages
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.paying import payday
from marketplace.orders.post import postage
from marketplace.orders.states import GONE, ORDER

MOVES = {
    "making": "make", "ready": "get_ready", "closed": "close",
    "declined": "decline", "lapsed": "lapse", "cancelled": "cancel", "sent": "send",
}  # fmt: skip
OVER = ("handed_over", "delivered", "lost", "given_up")  # nothing of it is still to come
Part = tuple[str, str | None]  # a vendor order's state, its fulfilment's state


def state_of(parts: Sequence[Part]) -> str:
    """placed while a maker must answer, then making, ready, sent when it is posted, closed;
    declined, lapsed or cancelled when nothing is left."""
    live = [part for part in parts if part[0] not in GONE]
    if not live:
        ends = {state for state, _ in parts}
        return next(end for end in ("cancelled", "lapsed", "declined") if end in ends)
    if any(state == "placed" for state, _ in live):
        return "placed"
    if all(state == "closed" for state, _ in live):
        return "closed"
    places = {place for state, place in live if state != "closed" and place not in OVER}
    if places == {"shipped"}:
        return "sent"
    return "ready" if places <= {"at_office", "shipped"} else "making"


def refresh(order: Order) -> None:
    """Write the state and the total of an order that the caller holds locked."""
    session.flush()
    rows = session.execute(
        select(VendorOrder.id, VendorOrder.state, VendorOrder.total, Fulfilment.state)
        .outerjoin(Fulfilment, Fulfilment.vendor_order_id == VendorOrder.id)
        .where(VendorOrder.order_id == order.id)
    ).all()
    new = state_of([(state, place) for _, state, _, place in rows])
    if order.delivery == "post":
        order.postage = postage.settle(order)
    if new not in GONE:
        goods = {key: total for key, state, total, _ in rows if state not in GONE}
        order.total = sum(goods.values()) + order.postage
    if new == order.state or new not in MOVES:
        return
    answered = order.state == "placed" and new in ("making", "ready")
    ORDER.fire(order, MOVES[new])
    if answered and payday.ahead(order):
        payday.begin(order)
    if new == "ready" and order.delivery == "post":
        messages.complete(order)
    elif new == "ready":
        order.pickup_by = clock.now() + timedelta(days=preferences.load().pickup_days)
        messages.ready(order)
