"""An order's parcels as they were agreed, and what is left to pay when less goes with them."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import select, update

from marketplace.kernel import eventlog, ids
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.preferences import Preferences
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post import boxes, carried, tariff
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.orders.rows import Head, Planned
from marketplace.orders.states import PARCEL


def agree(order: Order, basket: Head, parcels: Sequence[Planned], office: Preferences) -> None:
    """The parcels that the buyer saw become the order's, and so does the address."""
    who = "vendor" if office.posting == "maker" else "office"
    for planned in parcels:
        PARCEL.born(Parcel(
            public_id=ids.public_id(), order_id=order.id, vendor_id=planned.vendor_id,
            posted_by=who, keeper=who, method_id=basket.method_id, zone=planned.zone,
            packing=planned.packing, grams=planned.grams, postage=planned.price.amount,
        ))  # fmt: skip
    if parcels:
        session.execute(
            update(OrderAddress)
            .where(OrderAddress.basket_id == basket.id)
            .values(order_id=order.id)
        )


def of_order(order: Order) -> list[Parcel]:
    """Its parcels, in the order they were agreed; none when it is collected."""
    if order.delivery != "post":
        return []
    query = select(Parcel).where(Parcel.order_id == order.id).order_by(Parcel.id)
    return list(session.scalars(query))


def carrier(vendor_order: VendorOrder) -> Parcel | None:
    """The parcel that a maker's part goes with."""
    return next(
        (parcel for parcel in of_order(vendor_order.order)
         if parcel.vendor_id in (None, vendor_order.vendor_id)), None,
    )  # fmt: skip


def settle(order: Order) -> int:
    """What the parcels cost now, in rial: one with nothing left to carry is given up and costs
    nothing, until a part is taken up again; one that became lighter or heavier costs what its
    weight did on the day of the order. The order is locked."""
    total = 0
    for parcel in of_order(order):
        if parcel.state == "given_up" and carried.lines(parcel, order):
            PARCEL.fire(parcel, "revive")
        if parcel.state in ("waiting", "returned"):
            _weigh(parcel, order)
        if parcel.state != "given_up":
            total += parcel.postage
    return total


def to_zone(parcel: Parcel, order: Order, zone: str) -> None:
    """It goes farther or less far than was agreed: priced by the tariff of the order's day. The
    order is locked. Raises DomainError where that names no price."""
    if zone == parcel.zone:
        return
    old, price = parcel.postage, _price(parcel, order, zone, parcel.grams)
    parcel.zone, parcel.postage = zone, price
    changes = {"postage": [old, parcel.postage]}
    eventlog.record("parcel", parcel.id, "repriced", changes=changes)


def require_price(part: VendorOrder) -> None:
    """Raises DomainError where the post takes no parcel as heavy as this part's has become."""
    parcel = carrier(part)
    if parcel and parcel.state == "waiting":
        grams = _grams(parcel, carried.lines(parcel, part.order))
        if grams > parcel.grams:
            _price(parcel, part.order, parcel.zone, grams)


def _grams(parcel: Parcel, lines: Sequence[OrderLine]) -> int:
    """So heavy with these in it, and its wrapping."""
    return parcel.packing + sum((line.grams or 0) * line.quantity for line in lines)


def _price(parcel: Parcel, order: Order, zone: str, grams: int) -> int:
    """So far and so heavy, in rial, by the tariff of the order's day. Raises DomainError."""
    sheet = tariff.sheet(parcel.method, local_day(order.placed_at))
    return sheet.price(zone, grams).amount


def _weigh(parcel: Parcel, order: Order) -> None:
    lines = carried.lines(parcel, order)
    if not lines:
        PARCEL.fire(parcel, "give_up")
        boxes.leave(parcel)
        return
    grams = _grams(parcel, lines)
    if grams == parcel.grams:
        return
    old = parcel.grams, parcel.postage
    further = max if grams > parcel.grams else min  # what was agreed stays, or moves this way only
    parcel.grams = grams
    with suppress(DomainError):  # no price for this weight: what was agreed stays
        parcel.postage = further(parcel.postage, _price(parcel, order, parcel.zone, grams))
    changes = {"grams": [old[0], grams], "postage": [old[1], parcel.postage]}
    eventlog.record("parcel", parcel.id, "reweighed", changes=changes)
