"""Finding orders: by code, by number, in the office's queue, among a maker's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import selectinload

from marketplace.kernel import clock
from marketplace.kernel.db import one, session
from marketplace.kernel.direct import ask, written
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.money import Money
from marketplace.orders.links import token_hash
from marketplace.orders.lists import filters, rows as order_rows, walking
from marketplace.orders.lists.filters import Filters
from marketplace.orders.lists.rows import OrderRow
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.orders.post import travels
from marketplace.orders.post.travels import Travel
from marketplace.orders.status import status

__all__ = [
    "Filters", "OrderRow", "VendorOrderRow", "by_code", "by_token", "count", "counting",
    "counts", "for_vendor", "fulfilment", "queue", "searched", "status", "vendor_order",
    "vendor_row",
]  # fmt: skip

PAGE = 50
BY_LINK = select(Order).where(Order.link_token_hash == bindparam("link"))


def by_code(text: str) -> Order:
    """The order with this code, typed in any way. Raises NotFound."""
    return one(Order, code=normalise_code(text) or "-")


def by_token(token: str) -> Order:
    """The order that this link opens. Raises NotFound."""
    found = session.scalars(BY_LINK, {"link": token_hash(token)}).first()
    if found is None:
        raise NotFound
    return found


def fulfilment(public_id: str) -> Fulfilment:
    """The fulfilment with this public id. Raises NotFound."""
    return one(Fulfilment, public_id=public_id)


def vendor_order(public_id: str, vendor_id: int | None = None) -> VendorOrder:
    """The vendor order with this public id; with a vendor, only hers. Raises NotFound."""
    found = one(VendorOrder, public_id=public_id)
    if vendor_id is not None and found.vendor_id != vendor_id:
        raise NotFound
    return found


def queue(wanted: Filters | None = None, limit: int = PAGE, locale: str = "fa") -> list[OrderRow]:
    """The first orders of the office's list, oldest first unless the filters say otherwise."""
    return order_rows.of(walking.ids(wanted or Filters(), limit), locale)


def searched(text: str, locale: str = "fa") -> list[OrderRow]:
    """Orders by code, by the mobile's last four digits, by the buyer's name, or by what a reader
    found on her screen or on a piece's tag; newest first."""
    found = filters.typed(text)
    return queue(Filters(**found, newest_first=True), locale=locale) if found else []


def counting(wanted: Filters, most: int | None = None) -> Select[Any]:
    """The query for how many orders the list holds; with `most`, it counts no further."""
    if most is None:
        return select(func.count()).select_from(Order).where(*filters.conditions(wanted))
    return select(func.count()).select_from(walking.walk(wanted, most).subquery())


def counts(wanted: tuple[Filters, ...], most: int) -> list[int]:
    """How many each list holds, by one statement that counts no further than `most`."""
    return list(ask(_counting_all(wanted, most), {"now": clock.now()}).first())


@lru_cache(maxsize=8)
def _counting_all(wanted: tuple[Filters, ...], most: int) -> Any:
    return written(select(*(counting(one, most).scalar_subquery() for one in wanted)))


def count(wanted: Filters) -> int:
    """How many orders the list holds with these filters."""
    return session.scalar(counting(wanted)) or 0


@dataclass(frozen=True, slots=True)
class VendorOrderRow:
    """A maker's part of an order, with what she may know: the buyer's first name, no number."""

    public_id: str
    state: str
    fulfilment: str | None  # its state: expected, at_office, handed_over, given_up
    buyer: str
    placed_at: datetime
    answer_by: datetime
    bring_by: datetime | None
    total: Money
    share: Money
    lines: tuple[OrderLine, ...]
    decline_reason: str
    pay_by: datetime | None  # until when the buyer sends the money
    paid: bool
    taken_by: int | None  # the member who looks after it
    travel: Travel | None  # with which parcel it goes, when it is posted


def for_vendor(
    vendor_id: int, states: Sequence[str] = (), limit: int = 100
) -> list[VendorOrderRow]:
    """Her vendor orders, newest first; `states` narrows them."""
    query = (
        select(VendorOrder).where(VendorOrder.vendor_id == vendor_id)
        .order_by(VendorOrder.id.desc()).limit(limit)
        .options(selectinload(VendorOrder.lines), selectinload(VendorOrder.fulfilments),
                 selectinload(VendorOrder.order))
    )  # fmt: skip
    if states:
        query = query.where(VendorOrder.state.in_(states))
    parts = session.scalars(query).all()
    posted = travels.of(parts)
    return [_vendor_row(part, posted.get(part.id)) for part in parts]


def vendor_row(part: VendorOrder) -> VendorOrderRow:
    """One vendor order as its maker sees it."""
    return _vendor_row(part, travels.of([part]).get(part.id))


def _vendor_row(part: VendorOrder, travel: Travel | None) -> VendorOrderRow:
    order = part.order
    return VendorOrderRow(
        public_id=part.public_id, state=part.state,
        fulfilment=part.fulfilment.state if part.fulfilment else None,
        buyer=order.name.split()[0] if order.name.split() else "", placed_at=order.placed_at,
        answer_by=part.answer_by, bring_by=part.bring_by,
        total=Money(part.total, order.currency),
        share=Money(sum(line.share for line in part.kept), order.currency),
        lines=tuple(part.kept),
        decline_reason=part.decline_reason or "", pay_by=order.pay_by,
        paid=order.paid_at is not None, taken_by=part.taken_by, travel=travel,
    )  # fmt: skip
