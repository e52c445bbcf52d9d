"""Finding orders: by code, by number, in the office's queue, among a maker's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import selectinload

from marketplace.kernel import clock
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.money import Money
from marketplace.kernel.text import to_ascii_digits
from marketplace.orders import travels
from marketplace.orders.links import token_hash
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.orders.states import GONE, LIVE
from marketplace.orders.status import status
from marketplace.orders.travels import Travel

__all__ = [
    "Filters", "OrderRow", "VendorOrderRow", "by_code", "by_last4", "by_name", "by_token", "count",
    "counting", "for_vendor", "fulfilment", "queue", "row", "status", "vendor_order", "vendor_row",
]  # fmt: skip

PAGE = 50


@dataclass(frozen=True, slots=True)
class Filters:
    """What the office's queue shows; every True narrows it."""

    states: tuple[str, ...] = ()
    late: bool = False  # somebody let a day pass: a maker's answer or promise, the pick-up
    waiting: bool = False  # a maker has not answered
    unpaid: bool = False  # live, or handed over and its payment undone
    paying: bool = False  # the buyer is to send the money
    no_show: bool = False  # lapsed because nobody came
    channel: str = ""
    delivery: str = ""  # collect | post
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list. `waits_since` orders the queue; `late` when a day has passed."""

    id: int
    code: str
    state: str
    name: str
    last4: str
    channel: str
    delivery: str
    placed_at: datetime
    total: Money
    paid: bool
    pickup_by: datetime | None
    answer_by: datetime | None
    bring_by: datetime | None
    late: bool
    makers: tuple[str, ...]
    titles: tuple[str, ...]
    pieces: int
    picture_key: str | None


def by_code(text: str) -> Order:
    """The order with this code, typed in any way. Raises NotFound."""
    return one(Order, code=normalise_code(text) or "-")


def by_token(token: str) -> Order:
    """The order that this link opens. Raises NotFound."""
    return one(Order, link_token_hash=token_hash(token))


def fulfilment(public_id: str) -> Fulfilment:
    """The fulfilment with this public id. Raises NotFound."""
    return one(Fulfilment, public_id=public_id)


def vendor_order(public_id: str, vendor_id: int | None = None) -> VendorOrder:
    """The vendor order with this public id; with a vendor, only hers. Raises NotFound."""
    found = one(VendorOrder, public_id=public_id)
    if vendor_id is not None and found.vendor_id != vendor_id:
        raise NotFound
    return found


def by_last4(digits: str) -> list[OrderRow]:
    """Orders of mobiles that end so, newest first."""
    plain = to_ascii_digits(digits).strip()
    return _rows([Order.mobile_last4 == plain], Order.id.desc()) if plain else []


def by_name(text: str) -> list[OrderRow]:
    """Orders whose buyer's name holds this, newest first."""
    words = text.strip()
    return _rows([Order.name.contains(words, autoescape=True)], Order.id.desc()) if words else []


def queue(filters: Filters | None = None, limit: int = PAGE, offset: int = 0) -> list[OrderRow]:
    """The office's queue, oldest first."""
    filters = filters or Filters()
    order = Order.id.desc() if filters.newest_first else Order.id.asc()
    return _rows(_conditions(filters), order, limit, offset)


def counting(filters: Filters) -> Select[Any]:
    """The query for how many orders the queue holds with these filters."""
    return select(func.count()).select_from(Order).where(*_conditions(filters))


def count(filters: Filters) -> int:
    """How many orders the queue holds with these filters."""
    return session.scalar(counting(filters)) or 0


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.states:
        found.append(Order.state.in_(filters.states))
    if filters.channel:
        found.append(Order.channel == filters.channel)
    if filters.delivery:
        found.append(Order.delivery == filters.delivery)
    if filters.late:
        found.append(_late())
    if filters.waiting:
        found.append(_some_part(VendorOrder.state == "placed"))
    if filters.unpaid:
        found += [Order.paid_at.is_(None), Order.state.in_((*LIVE, "sent", "closed"))]
    if filters.paying:
        found += [Order.paid_at.is_(None), Order.pay_by.is_not(None), Order.state.in_(LIVE)]
    if filters.no_show:
        found += [Order.state == "lapsed", Order.pickup_by.is_not(None)]
    return found


def _late() -> ColumnElement[bool]:
    now = clock.now()
    promised = and_(VendorOrder.state.in_(("accepted", "making", "ready")),
                    VendorOrder.bring_by < now, Order.state == "making")  # fmt: skip
    silent = and_(VendorOrder.state == "placed", VendorOrder.answer_by < now)
    uncollected = and_(Order.state == "ready", Order.pickup_by < now)
    unpaid = and_(Order.state.in_(LIVE), Order.paid_at.is_(None), Order.pay_by < now)
    return or_(_some_part(or_(promised, silent)), uncollected, unpaid)


def _some_part(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(VendorOrder.order_id == Order.id, condition).correlate(Order)


def _rows(
    conditions: Sequence[ColumnElement[bool]],
    order: ColumnElement[int],
    limit: int = PAGE,
    offset: int = 0,
) -> list[OrderRow]:
    query = (
        select(Order).where(*conditions).order_by(order).limit(limit).offset(offset)
        .options(selectinload(Order.vendor_orders).selectinload(VendorOrder.lines),
                 selectinload(Order.vendor_orders).selectinload(VendorOrder.fulfilments))
    )  # fmt: skip
    return [row(found) for found in session.scalars(query)]


def row(order: Order) -> OrderRow:
    """An order as lists show it."""
    parts = order.vendor_orders
    lines = [line for part in parts for line in part.kept]
    waiting = [part.answer_by for part in parts if part.state == "placed"]
    coming = [part.bring_by for part in parts if part.bring_by and not _is_here(part)]
    return OrderRow(
        id=order.id, code=order.code, state=order.state, name=order.name, last4=order.mobile_last4,
        channel=order.channel, delivery=order.delivery, placed_at=order.placed_at,
        total=Money(order.total, order.currency), paid=order.paid_at is not None,
        pickup_by=order.pickup_by, answer_by=min(waiting, default=None),
        bring_by=min(coming, default=None),
        late=_is_late(order, min(waiting, default=None), min(coming, default=None)),
        makers=tuple(dict.fromkeys(line.maker_fa for line in lines)),
        titles=tuple(line.title_fa for line in lines),
        pieces=sum(line.quantity for line in lines),
        picture_key=next((line.picture_key for line in lines if line.picture_key), None),
    )  # fmt: skip


def _is_here(part: VendorOrder) -> bool:
    here = ("at_office", "shipped", "delivered", "handed_over", "given_up")
    return part.state in GONE or any(f.state in here for f in part.fulfilments)


def _is_late(order: Order, answer_by: datetime | None, bring_by: datetime | None) -> bool:
    due = [answer_by, bring_by if order.state in LIVE else None,
           order.pickup_by if order.state == "ready" else None,
           order.pay_by if order.state in LIVE and not order.paid_at else None]  # fmt: skip
    return any(moment is not None and moment < clock.now() for moment in due)


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
    commission = sum(line.commission for line in part.kept)
    return VendorOrderRow(
        public_id=part.public_id, state=part.state,
        fulfilment=part.fulfilments[0].state if part.fulfilments else None,
        buyer=order.name.split()[0] if order.name.split() else "", placed_at=order.placed_at,
        answer_by=part.answer_by, bring_by=part.bring_by,
        total=Money(part.total, order.currency),
        share=Money(part.total - commission, order.currency), lines=tuple(part.kept),
        decline_reason=part.decline_reason or "", pay_by=order.pay_by,
        paid=order.paid_at is not None, travel=travel,
    )  # fmt: skip
