"""What a parcel carries: the makers' parts still in the order, without what was fetched here."""

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.orders.models import Fulfilment, FulfilmentLine, Order, OrderLine, VendorOrder
from marketplace.orders.post.models import Parcel
from marketplace.orders.states import GONE

OVER = (*GONE, "closed")  # nothing of such a part goes with a parcel that has not left yet


def lines(parcel: Parcel, order: Order) -> list[OrderLine]:
    """The lines whose pieces lie in it or are still to come into it; by one query."""
    fetched = _fetched(order)
    return [
        line
        for part in order.vendor_orders
        if part.state not in GONE and parcel.vendor_id in (None, part.vendor_id)
        for line in part.kept
        if line.id not in fetched
    ]


def parts(parcel: Parcel, order: Order) -> list[VendorOrder]:
    """The makers' parts of which anything goes with it."""
    keys = {line.vendor_order_id for line in lines(parcel, order)}
    return [part for part in order.vendor_orders if part.id in keys]


def _fetched(order: Order) -> set[int]:
    query = select(FulfilmentLine.line_id).join(Fulfilment).join(VendorOrder)
    mine = VendorOrder.order_id == order.id, Fulfilment.state == "handed_over"
    return set(session.scalars(query.where(*mine)))
