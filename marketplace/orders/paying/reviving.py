"""An order whose time to pay had passed, taken up again: what is still free is the buyer's."""

from collections.abc import Sequence
from datetime import timedelta

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders import derive, lines
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.states import FULFILMENT, ORDER, VENDOR_ORDER
from marketplace.stock import custody, holds
from marketplace.stock.lots import free

NOTHING = N_("None of these pieces is free any more. Give the money back.")
GONE_SINCE = "taken_meanwhile"
A_MOMENT = timedelta(hours=1)


def free_lines(order: Order) -> list[OrderLine]:
    """The lines of a lapsed order of which every piece can still be had."""
    wanted = [line for part in _parts(order) for line in part.kept]
    left = free([line.listing_id for line in wanted])
    found = []
    for line in wanted:
        listing = session.get_one(Listing, line.listing_id)
        until = listing.sellable_until
        if listing.state == "live" and until and until > clock.now():
            left[line.listing_id] -= line.quantity
            if left[line.listing_id] >= 0:
                found.append(line)
    return found


def _parts(order: Order) -> list[VendorOrder]:
    """What lapsed after its maker had said yes."""
    return [part for part in order.vendor_orders if part.state == "lapsed" and part.fulfilments]


def revive(order: Order) -> None:
    """Hold what is free for the buyer again and take the rest off; the caller holds the lock.

    Raises DomainError when nothing is free, WrongState unless the order lapsed."""
    found = free_lines(order)
    if not found:
        raise DomainError(NOTHING)
    wanted = [(line.id, line.listing_id, line.quantity) for line in found]
    holds.hold(wanted, clock.now() + A_MOMENT)
    holds.allocate([line.id for line in found])
    ORDER.fire(order, "revive")
    for part in _parts(order):
        _revive(part, [line for line in part.kept if line in found])
    derive.refresh(order)


def _revive(part: VendorOrder, found: Sequence[OrderLine]) -> None:
    if not found:
        return
    lines.drop([line for line in part.kept if line not in found], GONE_SINCE)
    VENDOR_ORDER.fire(part, "revive")
    lead = max((line.lead_days or 0 for line in found), default=0)
    days = max(lead, preferences.load().pickup_days)
    part.bring_by = clock.now() + timedelta(days=days)
    for fulfilment in part.fulfilments:
        FULFILMENT.fire(fulfilment, "expect_again")
        if custody.all_at_office([line.id for line in found]):
            FULFILMENT.fire(fulfilment, "arrive")
            VENDOR_ORDER.fire(part, "finish")
