"""What orders do when another room tells of something."""

from sqlalchemy import select

from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.orders import derive, messages, vendor_orders
from marketplace.orders.locking import line_ids, lock, lock_all
from marketplace.orders.models import VendorOrder
from marketplace.payments.events import PaymentCorrected, PaymentTaken
from marketplace.stock import holds
from marketplace.vendors.events import VendorSuspended

SUBJECT = "order"


def decline_unanswered(event: VendorSuspended) -> None:
    """A vendor was suspended: what she has not accepted is declined, its pieces are free."""
    waiting = select(VendorOrder.order_id).where(
        VendorOrder.vendor_id == event.vendor_id, VendorOrder.state == "placed"
    )
    orders = lock_all(session.scalars(waiting).all(), event.vendor_id)
    parts = [
        part for order in orders for part in order.vendor_orders
        if part.vendor_id == event.vendor_id and part.state == "placed"
    ]  # fmt: skip
    holds.release([line for part in parts for line in line_ids(part)])
    for part in parts:
        vendor_orders.declined(part, event.reason)
    for order in orders:
        derive.refresh(order)
    for part in parts:
        messages.declined(part.order, part)


def mark_paid(event: PaymentTaken) -> None:
    """The order is paid."""
    if event.subject_kind == SUBJECT:
        order = lock(event.subject_id)
        order.paid_at = clock.now()
        eventlog.record(SUBJECT, order.id, "paid")


def mark_unpaid(event: PaymentCorrected) -> None:
    """The payment was undone: the order is unpaid, also when something has left the office."""
    if event.subject_kind == SUBJECT:
        order = lock(event.subject_id)
        order.paid_at = None
        eventlog.record(SUBJECT, order.id, "payment_corrected")
