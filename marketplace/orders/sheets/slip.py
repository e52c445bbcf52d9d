"""The maker's slip: what she must bring or post, by when, to which order."""

from datetime import date
from typing import TypeVar

from sqlalchemy import Select, select

from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.ids import show_code
from marketplace.orders.basket_view import local
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.post import postage
from marketplace.orders.sheets.parts import Body, house, tags
from marketplace.vendors.models import Vendor

T = TypeVar("T")
WAITED_FOR = ("accepted", "making", "ready")


def order_ids(vendor: Vendor) -> set[int]:
    """The orders that wait for pieces of hers."""
    return set(session.scalars(_expected(select(VendorOrder.order_id), vendor)))


def parts_of(vendor: Vendor) -> list[VendorOrder]:
    """Her parts with pieces that are still expected, the soonest promised first."""
    found = {part.id: part for part in session.scalars(_expected(select(VendorOrder), vendor))}
    return sorted(found.values(), key=lambda part: (part.bring_by or part.answer_by, part.id))


def _expected(query: Select[T], vendor: Vendor) -> Select[T]:
    return query.join(Fulfilment, Fulfilment.vendor_order_id == VendorOrder.id).where(
        VendorOrder.vendor_id == vendor.id,
        VendorOrder.state.in_(WAITED_FOR),
        Fulfilment.state == "expected",
    )


def makers_of(order: Order) -> list[Vendor]:
    """The makers whose pieces for this order are still expected."""
    coming = {
        part.vendor_id
        for part in order.vendor_orders
        if part.state in WAITED_FOR and any(one.state == "expected" for one in part.fulfilments)
    }
    query = select(Vendor).where(Vendor.id.in_(coming)).order_by(Vendor.id)
    return list(session.scalars(query)) if coming else []


def slip(vendor: Vendor, parts: list[VendorOrder], language: str) -> Body:
    """Her pieces, each with the order's code and the buyer's first name only."""
    return {
        "house": house(language), "maker": local(vendor, "alias", language),
        "rows": [row for part in parts for row in _rows(part, language)],
    }  # fmt: skip


def _rows(part: VendorOrder, language: str) -> list[Body]:
    order, codes = part.order, tags(part.kept)
    parcel = postage.carrier(part)
    lines = {line.id: line for line in part.kept}
    expected = [one for one in part.fulfilments if one.state == "expected"]
    return [
        {
            "order": show_code(order.code), "buyer": first_name(order),
            "by": _day(part), "posts": bool(parcel and parcel.posted_by == "vendor"),
            "title": local(line, "title", language), "code": codes.get(line.listing_id, ""),
            "count": held.quantity, "picture": line.picture_key or "",
        }
        for one in expected
        for held in one.lines
        if (line := lines.get(held.line_id))
    ]  # fmt: skip


def first_name(order: Order) -> str:
    """All that a maker knows of a buyer whose pieces she brings."""
    return (order.name.split() or [""])[0]


def _day(part: VendorOrder) -> str:
    day: date | None = local_day(part.bring_by) if part.bring_by else None
    return day.isoformat() if day else ""
