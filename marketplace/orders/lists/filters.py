"""What a list of orders is narrowed by."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, false, func, or_, select

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.kernel.calendar import morning
from marketplace.kernel.db import UtcDateTime, session
from marketplace.kernel.ids import normalise_code
from marketplace.kernel.text import to_ascii_digits
from marketplace.orders.links import token_hash
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post.models import OrderAddress
from marketplace.orders.states import LIVE

OPEN = (*LIVE, "sent")
IMPLIED = {  # the states in which an order can be so
    "late": LIVE, "waiting": ("placed",), "paying": LIVE, "unpaid": (*OPEN, "closed"),
    "no_show": ("lapsed",), "unclaimed": ("ready",), "tag": LIVE,
}  # fmt: skip
SCANNED = re.compile(r"/(o|p)/([^/?#\s]+)/?(?:[?#]\S*)?$")
AROUND = 1000  # ids follow the clock, but for orders that are placed at the same moment
NOW = bindparam("now", callable_=clock.now, type_=UtcDateTime())  # as it is when asked


def unled(column: Any) -> Any:
    """The column to be compared with, never to be searched by."""
    return func.coalesce(column, column)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the office's list shows; whatever is set narrows it."""

    states: tuple[str, ...] = ()
    late: bool = False  # somebody let a day pass: a maker's answer or promise, the pick-up
    waiting: bool = False  # a maker has not answered
    unpaid: bool = False  # live, or handed over and its payment undone
    paying: bool = False  # the buyer is to send the money
    unclaimed: bool = False  # here, and the days for picking up are over
    no_show: bool = False  # lapsed because nobody came
    channel: str = ""  # web | desk
    delivery: str = ""  # collect | post
    vendor_id: int | None = None
    province: str = ""  # of the address
    since: date | None = None
    until: date | None = None  # the last day
    code: str = ""
    last4: str = ""
    name: str = ""  # part of it
    tag: str = ""  # of a piece in it
    newest_first: bool = False

    @property
    def exact(self) -> bool:
        """Whether only a handful of orders can fit."""
        return bool(self.code or self.last4 or self.tag)

    @property
    def possible(self) -> tuple[str, ...] | None:
        """The states that can fit, None when every one can."""
        wanted = [states for name, states in IMPLIED.items() if getattr(self, name)]
        wanted += [self.states] if self.states else []
        if not wanted:
            return None
        return tuple(state for state in wanted[0] if all(state in other for other in wanted))


def typed(text: str) -> dict[str, Any]:
    """What a text looks for: the mobile's last four digits, the code of an order, a name, or the
    address that a reader found: an order's, or that on a piece's tag."""
    plain = to_ascii_digits(text).strip()
    if scanned := SCANNED.search(plain):
        return _scanned(*scanned.groups())
    if len(plain) == 4 and plain.isdigit():
        return {"last4": plain}
    code = normalise_code(plain)
    if code and session.scalar(select(Order.id).filter_by(code=code)):
        return {"code": code}
    return {"name": text.strip()} if text.strip() else {}


def _scanned(kind: str, word: str) -> dict[str, Any]:
    if kind == "p":
        return {"tag": normalise_code(word)} if normalise_code(word) else {}
    link = select(Order.code).filter_by(link_token_hash=token_hash(word[:64]))
    code = session.scalar(link)
    return {"code": code} if code else {}


def conditions(filters: Filters, led: bool = False) -> list[ColumnElement[bool]]:
    """Everything that an order must fulfil. An engine without figures about the table takes any
    index for as good as another, so only what leaves the fewest orders may lead it to one;
    nothing may when it is `led` already."""
    led = led or bool(filters.code or filters.last4)
    found: list[ColumnElement[bool]] = []
    if (states := filters.possible) is not None:
        found.append((unled(Order.state) if led else Order.state).in_(states))
        led = True
    for name, column in (("channel", Order.channel), ("delivery", Order.delivery)):
        if value := getattr(filters, name):
            found.append((unled(column) if led else column) == value)
    for name, column in (("code", Order.code), ("last4", Order.mobile_last4)):
        if value := getattr(filters, name):
            found.append(column == value)
    if filters.name:
        found.append(Order.name.contains(filters.name, autoescape=True))
    if filters.vendor_id is not None:
        found.append(some_part(VendorOrder.vendor_id == filters.vendor_id))
    if filters.tag:
        found.append(_holds(filters.tag))
    if filters.province:
        there = (OrderAddress.order_id == Order.id, OrderAddress.province == filters.province)
        found.append(exists().where(*there).correlate(Order))
    return found + _standing(filters) + _days(filters)


def _standing(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.late:
        found.append(_late())
    if filters.waiting:
        found.append(some_part(VendorOrder.state == "placed"))
    if filters.unpaid or filters.paying:
        found.append(Order.paid_at.is_(None))
    if filters.paying:
        found.append(Order.pay_by.is_not(None))
    if filters.unclaimed:
        found.append(Order.pickup_by < NOW)
    if filters.no_show:
        found.append(Order.pickup_by.is_not(None))
    return found


def _late() -> ColumnElement[bool]:
    promised = and_(VendorOrder.state.in_(("accepted", "making", "ready")),
                    VendorOrder.bring_by < NOW, Order.state == "making")  # fmt: skip
    silent = and_(VendorOrder.state == "placed", VendorOrder.answer_by < NOW)
    uncollected = and_(Order.state == "ready", Order.pickup_by < NOW)
    unpaid = and_(Order.state.in_(LIVE), Order.paid_at.is_(None), Order.pay_by < NOW)
    return or_(some_part(or_(promised, silent)), uncollected, unpaid)


def some_part(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a maker's part of the order is so."""
    return exists().where(VendorOrder.order_id == Order.id, condition).correlate(Order)


def _holds(tag: str) -> ColumnElement[bool]:
    mine = exists().where(
        VendorOrder.order_id == Order.id, OrderLine.vendor_order_id == VendorOrder.id,
        OrderLine.dropped_at.is_(None), OrderLine.listing_id == Listing.id,
        Listing.scan_code == tag,
    )  # fmt: skip
    return mine.correlate(Order)


def _days(filters: Filters) -> list[ColumnElement[bool]]:
    """Placed in these days: ids near their ends first, so that no other order is looked at."""
    found: list[ColumnElement[bool]] = []
    if filters.since:
        start = morning(filters.since)
        first = _placed(Order.placed_at >= start, Order.placed_at)
        found += [Order.id >= first - AROUND if first else false(), unled(Order.placed_at) >= start]
    if filters.until:
        end = morning(filters.until + timedelta(days=1))
        last = _placed(Order.placed_at < end, Order.placed_at.desc())
        found += [Order.id <= last + AROUND if last else false(), unled(Order.placed_at) < end]
    return found


def _placed(condition: ColumnElement[bool], order: Any) -> int | None:
    query = select(Order.id).where(condition).order_by(order).limit(1)
    found: int | None = session.scalar(query)
    return found
