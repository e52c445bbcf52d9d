"""How a vendor order's pieces reach the buyer: expected, at the office, handed over."""

from marketplace.kernel import clock, ids
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders import derive
from marketplace.orders.locking import lock
from marketplace.orders.models import Fulfilment, FulfilmentLine, VendorOrder
from marketplace.orders.states import FULFILMENT, VENDOR_ORDER
from marketplace.stock import custody

UNPAID = N_("Take the payment first: nothing leaves before it is recorded.")


def expect(vendor_order: VendorOrder) -> Fulfilment:
    """A new fulfilment over all lines of an accepted vendor order."""
    fulfilment = Fulfilment(
        public_id=ids.public_id(), vendor_order_id=vendor_order.id,
        lines=[FulfilmentLine(line_id=line.id, quantity=line.quantity)
               for line in vendor_order.kept],
    )  # fmt: skip
    FULFILMENT.born(fulfilment)
    return fulfilment


def arrive(fulfilment: Fulfilment) -> None:
    """Its pieces are at the office. Raises WrongState."""
    vendor_order = session.get_one(VendorOrder, fulfilment.vendor_order_id)
    order = lock(vendor_order.order_id)
    session.refresh(fulfilment)
    arrived(fulfilment, vendor_order)
    derive.refresh(order)


def arrived(fulfilment: Fulfilment, vendor_order: VendorOrder) -> None:
    """The states and the custody alone; the caller holds the lock."""
    FULFILMENT.fire(fulfilment, "arrive")
    fulfilment.at_office_at = clock.now()
    for line in fulfilment.lines:
        custody.arrive(line.line_id)
    if VENDOR_ORDER.allows(vendor_order, "finish"):
        VENDOR_ORDER.fire(vendor_order, "finish")


def hand_over(fulfilment: Fulfilment) -> None:
    """Its pieces leave with the buyer. Raises DomainError before the payment, WrongState."""
    vendor_order = session.get_one(VendorOrder, fulfilment.vendor_order_id)
    order = lock(vendor_order.order_id)
    session.refresh(fulfilment)
    if order.paid_at is None:
        raise DomainError(UNPAID)
    FULFILMENT.fire(fulfilment, "hand_over")
    fulfilment.handed_over_at = clock.now()
    for line in fulfilment.lines:
        custody.hand_over(line.line_id)
    VENDOR_ORDER.fire(vendor_order, "close")
    derive.refresh(order)
