"""The worker's part: what nobody answered or fetched in time is for sale again."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from marketplace.kernel import clock, eventlog, preferences
from marketplace.kernel.db import session
from marketplace.notify import late
from marketplace.orders import buyers, choosing, derive, fulfilments, lateness, messages
from marketplace.orders.locking import line_ids, lock_all
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.paying import unpaid
from marketplace.orders.states import FULFILMENT, GONE, VENDOR_ORDER
from marketplace.stock import holds

AT_ONCE = 100
TOLD_WITHIN = timedelta(hours=1)
PICKUP_NOTICE = timedelta(days=1)
ANSWER_NOTICE = timedelta(hours=12)


def sweep() -> None:
    """Every deadline in one unit of work. The worker gives each its own, so that none holds pieces
    while the next locks buyers, and one that fails does not stop the others."""
    for step in DEADLINES:
        step()


def untold_for_long() -> list[int]:
    """Orders whose buyers still wait to hear that everything is ready."""
    return late.subjects(messages.READY, TOLD_WITHIN)


def postpone() -> None:
    """The days for picking up begin when the buyer is told: while that message waits, they wait.

    To be called before messages leave, so that what they say is true."""
    if untold := untold_for_long():
        day = clock.now() + timedelta(days=preferences.load().pickup_days)
        for order in lock_all(untold):
            old = order.pickup_by
            lost = old is not None and old <= day - TOLD_WITHIN
            if order.state == "ready" and lost and messages.ready_later(order, day):
                order.pickup_by, order.reminded_at = day, None
                changes = {"pickup_by": [str(old), str(day)]}
                eventlog.record("order", order.id, "pickup_postponed", changes=changes)


def unanswered() -> None:
    """What no maker answered in time leaves the order; its pieces are free."""
    orders = lock_all(_due_for_answer())
    now = clock.now()
    late = [
        part for order in orders for part in order.vendor_orders
        if part.state == "placed" and part.answer_by <= now
    ]  # fmt: skip
    holds.release([line for part in late for line in line_ids(part)])
    for part in late:
        VENDOR_ORDER.fire(part, "lapse", reason="unanswered")
    for order in orders:
        derive.refresh(order)
        if order.state not in GONE:
            choosing.offer(order)
    for part in late:
        messages.unanswered(part.order, part)


def _due_for_answer() -> Sequence[int]:
    return session.scalars(
        select(VendorOrder.order_id)
        .where(VendorOrder.state == "placed", VendorOrder.answer_by <= clock.now())
        .order_by(VendorOrder.answer_by)
        .limit(AT_ONCE)
    ).all()


def uncollected() -> None:
    """What nobody fetched or paid is for sale again where it lies; the no-show is counted.

    An order of which something has left is for people to sort out, not for the clock."""
    due = session.execute(
        select(Order.id, Order.mobile)
        .where(
            Order.state == "ready",
            Order.pickup_by <= clock.now(),
            Order.paid_at.is_(None),
            Order.pay_by.is_(None),
            Order.paid == 0,
        )
        .order_by(Order.pickup_by)
        .limit(AT_ONCE)
    ).all()
    for mobile in sorted({mobile for _, mobile in due if mobile}):
        buyers.lock(mobile)
    orders = [
        order for order in lock_all([key for key, _ in due])
        if order.state == "ready" and order.paid_at is None and order.paid == 0
        and not fulfilments.left(order)
    ]  # fmt: skip
    parts = [part for order in orders for part in order.vendor_orders if part.state == "ready"]
    holds.release([line for part in parts for line in line_ids(part)])
    for part in parts:
        VENDOR_ORDER.fire(part, "lapse", reason="uncollected")
        for fulfilment in part.fulfilments:
            FULFILMENT.fire(fulfilment, "give_up", reason="uncollected")
    for order in orders:
        derive.refresh(order)
        if order.mobile:
            buyers.did_not_come(order.mobile)
        messages.uncollected(order)


def remind_buyers() -> None:
    """Tell those whose days for picking up run out."""
    now = clock.now()
    due = session.scalars(
        select(Order.id).where(
            Order.state == "ready", Order.paid_at.is_(None), Order.reminded_at.is_(None),
            Order.pay_by.is_(None),
            Order.pickup_by > now, Order.pickup_by <= now + PICKUP_NOTICE,
        ).limit(AT_ONCE)
    ).all()  # fmt: skip
    for order in lock_all(due):
        if order.state == "ready" and order.paid_at is None and order.reminded_at is None:
            order.reminded_at = now
            messages.remind_buyer(order)


def remind_makers() -> None:
    """Tell those whose answer is still missing."""
    now = clock.now()
    due = session.scalars(
        select(VendorOrder).where(
            VendorOrder.state == "placed", VendorOrder.reminded_at.is_(None),
            VendorOrder.answer_by > now, VendorOrder.answer_by <= now + ANSWER_NOTICE,
        ).limit(AT_ONCE).with_for_update()
    ).all()  # fmt: skip
    for part in due:
        part.reminded_at = now
        messages.remind_maker(part)


DEADLINES = (
    uncollected, unpaid.expire, unanswered, remind_buyers, unpaid.remind, remind_makers,
    *lateness.STEPS,
)  # fmt: skip
