"""An order as its buyer sees it: maker by maker, with what happened when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, union_all
from sqlalchemy.orm import aliased

from marketplace.kernel.direct import ask
from marketplace.kernel.eventlog import Event
from marketplace.kernel.money import Money
from marketplace.media.models import Picture
from marketplace.orders.basket_view import local, maker_row, shot
from marketplace.orders.models import Fulfilment, FulfilmentLine, Order, OrderLine, VendorOrder
from marketplace.orders.paying import payday
from marketplace.orders.post import parcel_rows
from marketplace.orders.post.parcel_rows import ParcelRow
from marketplace.orders.rows import MakerRow, Shot
from marketplace.orders.states import ASKING, GONE, LEFT
from marketplace.vendors.models import Vendor

Portrait = aliased(Picture)
HERE = ("at_office", "handed_over", "shipped", "delivered", "lost")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as it was agreed. `place` is the state of the fulfilment that it goes with."""

    id: int
    title: str
    photo: Shot | None
    kind: str
    quantity: int
    unit_price: Money
    dropped: bool = False  # taken off the order
    place: str | None = None
    returned: int = 0
    why: str = ""  # it was taken off
    listing_id: int = 0

    @property
    def amount(self) -> Money:
        """The price of all its pieces."""
        return self.unit_price * self.quantity

    @property
    def left(self) -> bool:
        """Whether its pieces have left the house."""
        return self.place in LEFT


@dataclass(frozen=True, slots=True)
class PartRow:
    """One maker's part. `state` is placed, accepted, making, ready (made, not here yet),
    at_office, shipped, delivered, handed_over, lost, declined, unanswered, uncollected, unpaid or
    cancelled."""

    maker: MakerRow
    state: str
    answer_by: datetime
    bring_by: datetime | None
    lines: tuple[LineRow, ...]

    @property
    def live(self) -> bool:
        """Whether it is still part of the order."""
        return self.state not in ("declined", "unanswered", "uncollected", "unpaid", "cancelled")

    @property
    def here(self) -> bool:
        """Whether it has reached the office, or was posted."""
        return self.state in HERE


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """The buyer's page. `answered_at` when the last maker answered, `news_at` the last event."""

    code: str
    name: str
    state: str
    channel: str
    placed_at: datetime
    answered_at: datetime | None
    ready_at: datetime | None
    closed_at: datetime | None
    news_at: datetime
    pickup_by: datetime | None
    paid_at: datetime | None
    choose_by: datetime | None
    total: Money
    paid: Money
    ahead: bool
    pay_by: datetime | None
    postage: Money
    delivery: str
    sent_at: datetime | None
    parts: tuple[PartRow, ...]
    parcels: tuple[ParcelRow, ...]
    pay_method: str

    @property
    def posted(self) -> bool:
        """Whether it goes by post."""
        return self.delivery == "post"

    @property
    def live(self) -> tuple[PartRow, ...]:
        """The parts that are still part of the order."""
        return tuple(part for part in self.parts if part.live)

    @property
    def here(self) -> int:
        """How many parts have reached the office."""
        return sum(part.here for part in self.live)

    @property
    def answer_by(self) -> datetime | None:
        """Until when the makers who are silent must answer."""
        waiting = [part.answer_by for part in self.parts if part.state == "placed"]
        return max(waiting, default=None)

    @property
    def bring_by(self) -> datetime | None:
        """Until when the last part should be here."""
        coming = [part.bring_by for part in self.live if part.bring_by and not part.here]
        return max(coming, default=None)


PARTS = (
    select(VendorOrder, Vendor, Portrait)
    .join(Vendor, Vendor.id == VendorOrder.vendor_id)
    .outerjoin(Portrait, Portrait.id == Vendor.portrait_id)
    .where(VendorOrder.order_id == bindparam("order"))
    .order_by(VendorOrder.id)
)
LINES = (
    select(OrderLine, Picture, Fulfilment.state)
    .join(VendorOrder, VendorOrder.id == OrderLine.vendor_order_id)
    .outerjoin(Picture, Picture.key == OrderLine.picture_key)
    .outerjoin(FulfilmentLine, FulfilmentLine.line_id == OrderLine.id)
    .outerjoin(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
    .where(VendorOrder.order_id == bindparam("order"))
    .order_by(OrderLine.id)
)
_PARTS = select(VendorOrder.id).where(VendorOrder.order_id == bindparam("order"))
_FULFILMENTS = select(Fulfilment.id).where(Fulfilment.vendor_order_id.in_(_PARTS))
_NEWS = select(Event.name, Event.at)
# three questions in one: joined by OR, PostgreSQL reads the events of every part there is
_EACH = union_all(
    _NEWS.where(Event.subject_kind == "order", Event.subject_id == bindparam("order")),
    _NEWS.where(Event.subject_kind == "vendor_order", Event.subject_id.in_(_PARTS)),
    _NEWS.where(Event.subject_kind == "fulfilment", Event.subject_id.in_(_FULFILMENTS)),
).subquery()
MOMENTS = select(_EACH.c.name, func.max(_EACH.c.at)).group_by(_EACH.c.name)


def status(order: Order, locale: str) -> OrderStatus:
    """Everything the buyer's page shows, by three queries, and two more when it is posted."""
    lines = _lines(order, locale)
    parts = _parts(order, lines, locale)
    when = _moments(order)
    return OrderStatus(
        code=order.code, name=order.name, state=order.state, channel=order.channel,
        placed_at=order.placed_at, answered_at=when.get("accept"),
        ready_at=when.get("get_ready"), closed_at=when.get("close"),
        news_at=max([order.placed_at, *when.values()]), pickup_by=order.pickup_by,
        paid_at=order.paid_at, choose_by=order.choose_by, total=Money(order.total, order.currency),
        paid=Money(order.paid, order.currency), ahead=payday.ahead(order), pay_by=order.pay_by,
        parts=tuple(
            PartRow(maker, state, part.answer_by, part.bring_by, tuple(lines.get(part.id, ())))
            for part, maker, state in parts
        ),
        postage=Money(order.postage, order.currency), delivery=order.delivery,
        sent_at=when.get("send"), parcels=parcel_rows.of_order(order, locale),
        pay_method=order.pay_method,
    )  # fmt: skip


def _parts(
    order: Order, lines: dict[int, list[LineRow]], locale: str
) -> list[tuple[Any, MakerRow, str]]:
    rows = ask(PARTS, {"order": order.id})
    return [
        (part, maker_row(vendor, portrait, locale),
         _state(order, part.state, _place(lines.get(part.id, ()))))
        for part, vendor, portrait in rows
    ]  # fmt: skip


def _place(lines: Sequence[LineRow]) -> str | None:
    """Where a part is: where that of it is which still asks something."""
    places = [line.place for line in lines if line.place]
    return next((place for place in places if place in ASKING), places[-1] if places else None)


def _state(order: Order, state: str, place: str | None) -> str:
    if state == "lapsed" and place:
        return "unpaid" if order.pay_by else "uncollected"
    if state == "lapsed":
        return "unanswered"
    if state not in GONE and place in HERE:
        return place
    return state


def _lines(order: Order, locale: str) -> dict[int, list[LineRow]]:
    rows = ask(LINES, {"order": order.id})
    found: dict[int, list[LineRow]] = {}
    for line, picture, place in rows:
        found.setdefault(line.vendor_order_id, []).append(
            LineRow(line.id, local(line, "title", locale), shot(picture), line.kind, line.quantity,
                    Money(line.unit_price, line.currency), line.dropped_at is not None, place,
                    line.returned, line.dropped_why or "", line.listing_id)
        )  # fmt: skip
    return found


def _moments(order: Order) -> dict[str, datetime]:
    """When each kind of thing last happened to the order, its parts or their fulfilments."""
    rows = ask(MOMENTS, {"order": order.id})
    return {name: at for name, at in rows}  # noqa: C416
