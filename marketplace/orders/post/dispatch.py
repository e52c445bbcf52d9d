"""The parcels that wait for somebody, the oldest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from marketplace.kernel.db import one, session
from marketplace.kernel.errors import NotFound
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.post import boxes
from marketplace.orders.post.carried import OVER
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.orders.post.parcel_rows import ParcelRow, row
from marketplace.vendors.models import Vendor

PAGE = 50
VIEWS = ("now", "waiting", "makers", "way", "back", "done", "lost")
MINE = and_(
    VendorOrder.order_id == Parcel.order_id,
    VendorOrder.state.not_in(OVER),
    or_(Parcel.vendor_id.is_(None), Parcel.vendor_id == VendorOrder.vendor_id),
)
HERE = exists().where(Fulfilment.vendor_order_id == VendorOrder.id, Fulfilment.state == "at_office")
MISSING = exists().where(MINE, ~HERE).correlate(Parcel)
ALONG, ITS_ORDER, ITS_PART, ITS_PIECES = (
    aliased(Parcel), aliased(Order), aliased(VendorOrder), aliased(Fulfilment)
)  # fmt: skip
NOT_ALL = exists().where(  # a part of what lies in the same box
    ITS_PART.order_id == ALONG.order_id,
    ITS_PART.state.not_in(OVER),
    or_(ALONG.vendor_id.is_(None), ALONG.vendor_id == ITS_PART.vendor_id),
    ~exists().where(ITS_PIECES.vendor_order_id == ITS_PART.id, ITS_PIECES.state == "at_office"),
)
HELD_UP = (
    exists()
    .where(
        ALONG.box_id == Parcel.id,
        ITS_ORDER.id == ALONG.order_id,
        or_(ITS_ORDER.paid_at.is_(None), NOT_ALL),
    )
    .correlate(Parcel)
)
READY = and_(Order.paid_at.is_not(None), ~MISSING, ~HELD_UP)
OFFICE = and_(Parcel.state == "waiting", Parcel.posted_by == "office", Parcel.box_id.is_(None))
CONDITIONS = {
    "now": and_(OFFICE, READY),
    "waiting": and_(OFFICE, ~READY),
    "makers": and_(Parcel.state == "waiting", Parcel.posted_by == "vendor"),
    "way": Parcel.state == "shipped",
    "back": Parcel.state.in_(("undelivered", "returned")),
    "done": Parcel.state == "delivered",
    "lost": Parcel.state.in_(("lost", "found")),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A parcel in the queue: whose, where to, since when; `paid` and `missing` parts; `along`: the
    codes of the orders in the same box."""

    parcel: ParcelRow
    code: str
    name: str
    province: str
    city: str
    placed_at: datetime
    paid_at: datetime | None
    missing: int
    bring_by: datetime | None
    along: list[str]


def parcel(public_id: str, order_id: int | None = None) -> Parcel:
    """The parcel with this public id; with an order, only of that one. Raises NotFound."""
    found = one(Parcel, public_id=public_id)
    if order_id is not None and found.order_id != order_id:
        raise NotFound
    return found


def counting(view: str) -> Select[Any]:
    """The query for how many parcels a view of the queue holds."""
    return _asked(select(func.count(Parcel.id)), view)


def count(view: str) -> int:
    """How many parcels a view of the queue holds."""
    return session.scalar(counting(view)) or 0


def queue(view: str, locale: str, limit: int = PAGE, offset: int = 0) -> list[Waiting]:
    """Parcels of one view, the oldest order first; what is done, the newest first."""
    order = Parcel.delivered_at.desc() if view == "done" else Parcel.order_id.asc()
    query: Any = select(Parcel, Order, OrderAddress, Vendor)
    query = (
        _asked(query, view)
        .outerjoin(OrderAddress, OrderAddress.order_id == Order.id)
        .outerjoin(Vendor, Vendor.id == Parcel.vendor_id)
        .order_by(order, Parcel.id)
        .limit(limit)
        .offset(offset)
        .options(
            selectinload(Parcel.method), selectinload(Parcel.fulfilments),
            selectinload(Order.vendor_orders),
        )
    )  # fmt: skip
    rows = session.execute(query).all()
    along = boxes.along([found[0] for found in rows])
    return [_waiting(tuple(found), locale, along.get(found[0].id, [])) for found in rows]


def _asked(query: Select[Any], view: str) -> Select[Any]:
    return query.join(Order, Order.id == Parcel.order_id).where(CONDITIONS[view])


def _waiting(found: tuple[Any, ...], locale: str, along: list[str]) -> Waiting:
    parcel, order, address, vendor = found
    mine = [part for part in order.vendor_orders
            if part.state not in OVER and parcel.vendor_id in (None, part.vendor_id)]  # fmt: skip
    here = {one.vendor_order_id for one in parcel.fulfilments if one.state == "at_office"}
    coming = [part.bring_by for part in mine if part.id not in here and part.bring_by]
    return Waiting(
        parcel=row(parcel, vendor, order.currency, locale), code=order.code, name=order.name,
        province=address.province if address else "", city=address.city if address else "",
        placed_at=order.placed_at, paid_at=order.paid_at,
        missing=len([part for part in mine if part.id not in here]),
        bring_by=max(coming, default=None), along=along,
    )  # fmt: skip
