"""Makers' parts of posted orders, with what a maker may know: who posts, to whom, to which city."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.orders.models import VendorOrder
from marketplace.orders.post.models import OrderAddress, Parcel, ShippingMethod

MOST_EXTENSIONS = 2


@dataclass(frozen=True, slots=True)
class Travel:
    """The parcel that a part goes with. `hers`: she posts it; to whom and where only then."""

    public_id: str
    state: str
    hers: bool
    method: ShippingMethod
    name: str
    province: str
    city: str
    grams: int
    postage: Money
    keeps_postage: bool
    tracking_code: str
    has_receipt: bool
    may_extend: bool


def of(parts: Sequence[VendorOrder]) -> dict[int, Travel]:
    """The travels of those parts that are posted, by the parts' ids; by one query, or none."""
    posted = {part.order_id: part for part in parts if part.order.delivery == "post"}
    if not posted:
        return {}
    rows = session.execute(
        select(Parcel, ShippingMethod, OrderAddress)
        .join(ShippingMethod, ShippingMethod.id == Parcel.method_id)
        .outerjoin(OrderAddress, OrderAddress.order_id == Parcel.order_id)
        .where(Parcel.order_id.in_(posted))
        .order_by(Parcel.id)
    ).all()
    return {
        part.id: _travel(part, *found)
        for part in parts
        for found in rows
        if found[0].order_id == part.order_id and found[0].vendor_id in (None, part.vendor_id)
    }


def _travel(
    part: VendorOrder, parcel: Parcel, method: ShippingMethod, address: OrderAddress | None
) -> Travel:
    hers = parcel.posted_by == "vendor"
    where: dict[str, Any] = dict.fromkeys(("name", "province", "city"), "")
    if hers and address:
        where = {name: getattr(address, name) for name in where}
    return Travel(
        public_id=parcel.public_id, state=parcel.state, hers=hers, method=method, **where,
        grams=parcel.grams, postage=Money(parcel.postage, part.order.currency),
        keeps_postage=parcel.keeper == "vendor", tracking_code=parcel.tracking_code or "",
        has_receipt=parcel.receipt_id is not None, may_extend=part.extended < MOST_EXTENSIONS,
    )  # fmt: skip
