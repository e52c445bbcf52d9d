"""What a maker does with her part of an order."""

from datetime import datetime, timedelta

from marketplace.kernel import clock, preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders import choosing, derive, fulfilments, messages
from marketplace.orders.locking import line_ids, lock
from marketplace.orders.models import VendorOrder
from marketplace.orders.states import GONE, VENDOR_ORDER
from marketplace.stock import custody, holds
from marketplace.vendors import closing
from marketplace.vendors.models import Vendor

TOO_LATE = N_("The time for answering this order has passed, and the piece is free again.")
NO_REASON = N_("Write why, so that the buyer and the office understand.")
BAD_DAY = N_("Choose a day from today on, within a year.")
LONGEST = timedelta(days=366)


def accept(vendor_order: VendorOrder, bring_by: datetime | None = None) -> None:
    """She will bring it by this moment: the hold becomes an allocation without an end.

    Without a moment: the lead time of made-to-order lines, else the office's pick-up days.
    What lies at the office already counts as arrived. Raises WrongState, DomainError."""
    order = lock(vendor_order.order_id)
    now = clock.now()
    if vendor_order.state == "placed" and vendor_order.answer_by <= now:
        raise DomainError(TOO_LATE)
    if bring_by and not now - timedelta(days=1) < bring_by < now + LONGEST:
        raise DomainError(BAD_DAY, field="bring_by")
    VENDOR_ORDER.fire(vendor_order, "accept")
    vendor_order.bring_by = bring_by or _usual_day(vendor_order, now)
    lines = line_ids(vendor_order)
    holds.allocate(lines)
    fulfilment = fulfilments.expect(vendor_order)
    messages.accepted(order, vendor_order)
    if custody.all_at_office(lines):
        fulfilments.arrived(fulfilment, vendor_order)
    derive.refresh(order)


def _usual_day(vendor_order: VendorOrder, now: datetime) -> datetime:
    lead = max((line.lead_days or 0 for line in vendor_order.kept), default=0)
    usual = timedelta(days=max(lead, preferences.load().pickup_days))
    return closing.after(session.get_one(Vendor, vendor_order.vendor_id), now, usual)


def decline(vendor_order: VendorOrder, reason: str) -> None:
    """She cannot: her pieces are free again and the buyer is told. Raises WrongState, DomainError
    without a reason."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    order = lock(vendor_order.order_id)
    declined(vendor_order, reason.strip())
    holds.release(line_ids(vendor_order))
    derive.refresh(order)
    if order.state not in GONE:
        choosing.offer(order)
    messages.declined(order, vendor_order)


def declined(vendor_order: VendorOrder, reason: str) -> None:
    """The state and the reason alone; the caller holds the lock and frees the pieces."""
    VENDOR_ORDER.fire(vendor_order, "decline", reason=reason)
    vendor_order.decline_reason = reason


def start(vendor_order: VendorOrder) -> None:
    """She began to make it. Raises WrongState."""
    order = lock(vendor_order.order_id)
    VENDOR_ORDER.fire(vendor_order, "start")
    derive.refresh(order)


def finish(vendor_order: VendorOrder) -> None:
    """It is ready to be brought. Raises WrongState."""
    order = lock(vendor_order.order_id)
    VENDOR_ORDER.fire(vendor_order, "finish")
    derive.refresh(order)
