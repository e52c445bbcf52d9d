"""Locks for changing orders, always in one sequence: buyers, vendors, listings, lots, orders."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import join
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.catalogue.models import Listing
from marketplace.kernel.db import locked, locked_all, session
from marketplace.kernel.direct import ask
from marketplace.orders.models import BasketLine, Order, OrderLine, VendorOrder
from marketplace.orders.rows import Head
from marketplace.stock import locks
from marketplace.stock.models import Lot
from marketplace.vendors.models import Vendor

WANTED = (
    select(Listing.id.label("listing"), Vendor)
    .select_from(join(BasketLine, Listing, BasketLine.listing_id == Listing.id))
    .join(Vendor, Vendor.id == Listing.vendor_id)
    .where(BasketLine.basket_id == bindparam("basket"))
    .order_by(Vendor.id)
    .with_for_update(read=True, key_share=True, of=Vendor)
)

THEIRS = (
    select(OrderLine.listing_id)
    .join(VendorOrder, VendorOrder.id == OrderLine.vendor_order_id)
    .where(VendorOrder.order_id.in_(bindparam("orders", expanding=True)))
)
OF_ORDERS = THEIRS.distinct()
HERS_TOO = THEIRS.union(select(Listing.id).where(Listing.vendor_id == bindparam("vendor")))
PARTS = (
    select(VendorOrder)
    .where(VendorOrder.order_id.in_(bindparam("orders", expanding=True)))
    .order_by(VendorOrder.id)
    .execution_options(populate_existing=True)
)


class Pieces(NamedTuple):
    """What an order is made of, locked: the lots, and by id the makers to be read."""

    lots: list[Lot]
    makers: dict[int, Any]


def lock(order_id: int) -> Order:
    """One order with the pieces it concerns, locked until the unit of work ends."""
    return lock_all([order_id])[0]


def lock_alone(order_id: int) -> Order:
    """One order for what leaves its pieces as they are: no piece may be locked after it."""
    return locked(Order, order_id)


def lock_all(order_ids: Collection[int], vendor_id: int | None = None) -> list[Order]:
    """Orders by id, with the pieces they concern, locked until the unit of work ends; with a
    vendor, every piece of hers in the same sequence, because they change too."""
    theirs: dict[str, Any] = {"orders": list(order_ids)}
    found = ask(HERS_TOO, theirs | {"vendor": vendor_id}) if vendor_id else ask(OF_ORDERS, theirs)
    locks.lock(found.scalars())
    orders = locked_all(Order, list(order_ids))
    parts = session.scalars(PARTS, theirs).all()
    for order in orders:
        mine = [part for part in parts if part.order_id == order.id]
        set_committed_value(order, "vendor_orders", mine)
    return orders


def lock_pieces(basket: Head) -> Pieces:
    """The pieces of a basket, locked; their makers, whom an order will name, shared first."""
    rows = ask(WANTED, {"basket": basket.id})
    lots = locks.lock(listing_id for listing_id, _maker in rows)
    return Pieces(lots, {maker.id: maker for _listing_id, maker in rows})


def line_ids(vendor_order: VendorOrder) -> list[int]:
    """The ids of her lines, which own the holds."""
    return [line.id for line in vendor_order.lines]
