"""Makers' days: for posting what is paid, and two more when she asks."""

from datetime import timedelta

from marketplace.kernel import clock, eventlog, preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders import messages
from marketplace.orders.locking import lock
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.post import postage
from marketplace.orders.post.travels import MOST_EXTENSIONS
from marketplace.orders.states import GONE
from marketplace.vendors import closing
from marketplace.vendors.models import Vendor

MORE = timedelta(days=2)
ENOUGH = N_("You have asked for more days twice already. Please call the office.")
NOT_NOW = N_("This order does not wait for you now.")
WAITING = ("accepted", "making", "ready")


def ask_to_post(order: Order) -> None:
    """The order is paid: makers who post are told, and get the usual days from now on. The order
    is locked."""
    now, days = clock.now(), timedelta(days=preferences.load().post_days)
    hers = {parcel.vendor_id for parcel in postage.of_order(order)
            if parcel.posted_by == "vendor" and parcel.state == "waiting"}  # fmt: skip
    parts = [part for part in order.vendor_orders
             if part.vendor_id in hers and part.state not in GONE]  # fmt: skip
    for part in parts:
        until = closing.after(session.get_one(Vendor, part.vendor_id), now, days)
        part.bring_by = max(part.bring_by or until, until)
    messages.to_post(parts)


def waits(vendor_order: VendorOrder) -> bool:
    """Whether its pieces are still to come from her, by a day that she promised."""
    here = any(one.state != "expected" for one in vendor_order.fulfilments)
    return vendor_order.state in WAITING and not here and vendor_order.bring_by is not None


def extensible(vendor_order: VendorOrder) -> bool:
    """Whether two more days may be asked for now."""
    return waits(vendor_order) and vendor_order.extended < MOST_EXTENSIONS


def ask_for_more_days(vendor_order: VendorOrder, reason: str = "") -> None:
    """She needs two more days; the buyer is told. Raises DomainError after the second time or
    when nothing waits for her."""
    order = lock(vendor_order.order_id)
    if not waits(vendor_order) or vendor_order.bring_by is None:
        raise DomainError(NOT_NOW)
    if vendor_order.extended >= MOST_EXTENSIONS:
        raise DomainError(ENOUGH)
    old = vendor_order.bring_by
    vendor = session.get_one(Vendor, vendor_order.vendor_id)
    vendor_order.bring_by = closing.after(vendor, max(old, clock.now()), MORE)
    vendor_order.extended += 1
    changes = {"bring_by": [str(old), str(vendor_order.bring_by)]}
    eventlog.record(
        "vendor_order", vendor_order.id, "more_days", reason=reason or None, changes=changes
    )
    messages.later(order, vendor_order)
