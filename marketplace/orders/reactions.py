"""What orders do when another room tells of something."""

from datetime import timedelta

from sqlalchemy import select

from marketplace.kernel import clock, eventlog, preferences
from marketplace.kernel.db import session
from marketplace.orders import derive, messages, vendor_orders, waiting
from marketplace.orders.locking import line_ids, lock_all
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.paying import messages as pay_messages, payday, settling
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import GONE
from marketplace.payments import balance, refunds
from marketplace.payments.events import (
    MoneyReturned,
    PaymentCorrected,
    PaymentTaken,
    ProofRefused,
)
from marketplace.stock import holds
from marketplace.vendors.events import VendorSuspended

MEND = timedelta(days=1)  # to send a better proof after a refusal


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
    """Money came in: the order, which was locked before, is paid as soon as it is all there."""
    if event.subject_kind == SUBJECT:
        order = session.get_one(Order, event.subject_id)
        whole = settling.settle(order, event.kept)
        if whole and order.delivery == "post":
            waiting.ask_to_post(order)
        if payday.ahead(order):
            _paid_ahead(order, whole=whole)


def _paid_ahead(order: Order, *, whole: bool) -> None:
    if whole:
        pay_messages.paid(order)
        if order.state == "ready" and order.delivery == "collect":
            order.pickup_by = clock.now() + timedelta(days=preferences.load().pickup_days)
            messages.ready(order)
    elif order.state not in GONE and order.paid_at is None:
        payday.more_time(order)
        pay_messages.part_paid(order)


def mark_unpaid(event: PaymentCorrected) -> None:
    """The payment was undone: the order is unpaid, also when something has left the office; what
    was owed back for money that never came is not. It was locked before."""
    if event.subject_kind == SUBJECT:
        order = session.get_one(Order, event.subject_id)
        kept = event.kept
        if kept < 0:
            refunds.drop((SUBJECT, order.id), "payment_undone")
            kept = balance.of(SUBJECT, order.id).kept
        settling.settle(order, kept)
        eventlog.record(SUBJECT, order.id, "payment_corrected")


def tell_refusal(event: ProofRefused) -> None:
    """The buyer learns why her proof was refused, and has a day to send a better one."""
    if event.subject_kind == SUBJECT:
        order = session.get_one(Order, event.subject_id)
        payday.more_time(order, MEND)
        pay_messages.refused(order, event.refusal, event.words)


def tell_return(event: MoneyReturned) -> None:
    """The buyer learns that her money went back."""
    if event.subject_kind == SUBJECT:
        order = session.get_one(Order, event.subject_id)
        pay_messages.returned(order, event)
