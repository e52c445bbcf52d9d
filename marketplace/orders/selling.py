"""What an order's books say it sold: its lines at their frozen shares, and its parcels."""

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.ledger import entries
from marketplace.ledger.entries import Piece, Postage
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post_models import Parcel
from marketplace.orders.states import GONE


def book(order: Order) -> None:
    """Bring the books to what the order is now; an unpaid one has sold nothing. The caller holds
    the order locked."""
    session.flush()
    sold = order.paid_at is not None
    entries.order_sold(
        order.id, order.currency, _pieces(order) if sold else [], _postage(order) if sold else []
    )


def _pieces(order: Order) -> list[Piece]:
    price = OrderLine.unit_price * OrderLine.quantity
    query = (
        select(OrderLine.id, VendorOrder.vendor_id, price, OrderLine.commission)
        .join(VendorOrder)
        .where(VendorOrder.order_id == order.id, VendorOrder.state.not_in(GONE),
               OrderLine.dropped_at.is_(None))
        .order_by(OrderLine.id)
    )  # fmt: skip
    return [Piece(*row) for row in session.execute(query)]


def _postage(order: Order) -> list[Postage]:
    if order.delivery != "post":
        return []
    query = (
        select(Parcel.postage, Parcel.keeper, Parcel.vendor_id)
        .where(Parcel.order_id == order.id, Parcel.state != "given_up")
        .order_by(Parcel.id)
    )
    return [
        Postage(amount, vendor_id if keeper == "vendor" else None)
        for amount, keeper, vendor_id in session.execute(query)
    ]
