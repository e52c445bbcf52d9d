"""How a vendor order's pieces reach the buyer: expected, at the office, handed over."""

from sqlalchemy import select

from marketplace.kernel import clock, eventlog, ids
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.orders import derive, postage
from marketplace.orders.locking import lock
from marketplace.orders.models import Fulfilment, FulfilmentLine, VendorOrder
from marketplace.orders.post_models import Parcel
from marketplace.orders.states import FULFILMENT, PARCEL, VENDOR_ORDER
from marketplace.stock import custody

UNPAID = N_("Take the payment first: nothing leaves before it is recorded.")


def expect(vendor_order: VendorOrder) -> Fulfilment:
    """A new fulfilment over all lines of an accepted vendor order, in its parcel if it has one."""
    parcel = postage.carrier(vendor_order)
    fulfilment = Fulfilment(
        public_id=ids.public_id(), vendor_order_id=vendor_order.id,
        method="post" if parcel else "pickup", parcel_id=parcel.id if parcel else None,
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
    if fulfilment.parcel_id is not None:
        _take_over(session.get_one(Parcel, fulfilment.parcel_id))


def _take_over(parcel: Parcel) -> None:
    """What lies at the office is posted by the office, which then keeps the postage."""
    if parcel.posted_by == "vendor":
        changes = {"posted_by": ["vendor", "office"], "keeper": [parcel.keeper, "office"]}
        parcel.posted_by = parcel.keeper = "office"
        eventlog.record("parcel", parcel.id, "taken_over", changes=changes)


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
    if fulfilment.parcel_id is not None:
        _collected(session.get_one(Parcel, fulfilment.parcel_id))
    derive.refresh(order)


def _collected(parcel: Parcel) -> None:
    """The buyer came herself: with nothing left in it, the parcel is not posted."""
    states = session.scalars(select(Fulfilment.state).where(Fulfilment.parcel_id == parcel.id))
    if set(states) <= {"handed_over", "given_up"} and PARCEL.allows(parcel, "give_up"):
        PARCEL.fire(parcel, "give_up")
