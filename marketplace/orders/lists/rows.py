"""Orders as lists show them, read by three statements however many they are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from marketplace.kernel import clock
from marketplace.kernel.db import table
from marketplace.kernel.direct import ask
from marketplace.kernel.money import Money
from marketplace.orders.basket_view import local
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.orders.states import GONE, LIVE

order, part, line, way = map(table, (Order, VendorOrder, OrderLine, Fulfilment))
THESE: BindParameter[int] = bindparam("ids", expanding=True)
ORDERS = select(
    order.c.id, order.c.code, order.c.state, order.c.name, order.c.mobile_last4, order.c.channel,
    order.c.delivery, order.c.placed_at, order.c.total, order.c.currency, order.c.paid_at,
    order.c.pickup_by, order.c.pay_by,
).where(order.c.id.in_(THESE))  # fmt: skip
PARTS = (
    select(part.c.order_id, part.c.state, part.c.answer_by, part.c.bring_by,
           way.c.state.label("place"))
    .select_from(part.outerjoin(way, way.c.vendor_order_id == part.c.id))
    .where(part.c.order_id.in_(THESE))
)  # fmt: skip
LINES = (
    select(
        part.c.order_id,
        line.c.title_fa,
        line.c.title_en,
        line.c.maker_fa,
        line.c.maker_en,
        line.c.quantity,
        line.c.picture_key,
    )
    .select_from(part.join(line, line.c.vendor_order_id == part.c.id))
    .where(part.c.order_id.in_(THESE), line.c.dropped_at.is_(None))
    .order_by(part.c.id, line.c.id)
)
HERE = ("at_office", "shipped", "delivered", "handed_over", "lost", "given_up")


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order in a list. `answer_by` and `bring_by` are the first that somebody waits for, `late`
    when a day has passed."""

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


def of(ids: Sequence[int], locale: str = "fa") -> list[OrderRow]:
    """The orders with these ids, in this sequence; pieces and makers in the language."""
    if not ids:
        return []
    these = {"ids": list(ids)}
    orders = {row.id: row for row in ask(ORDERS, these)}
    parts, lines = _grouped(PARTS, these), _grouped(LINES, these)
    return [_row(orders[key], parts[key], lines[key], locale) for key in ids if key in orders]


def _grouped(query: Any, these: dict[str, Any]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in ask(query, these):
        found[row.order_id].append(row)
    return found


def _row(order: Any, parts: Sequence[Any], lines: Sequence[Any], locale: str) -> OrderRow:
    answer_by = min((one.answer_by for one in parts if one.state == "placed"), default=None)
    bring_by = min(
        (one.bring_by for one in parts
         if one.bring_by and one.state not in GONE and one.place not in HERE),
        default=None,
    )  # fmt: skip
    return OrderRow(
        id=order.id, code=order.code, state=order.state, name=order.name, last4=order.mobile_last4,
        channel=order.channel, delivery=order.delivery, placed_at=order.placed_at,
        total=Money(order.total, order.currency), paid=order.paid_at is not None,
        pickup_by=order.pickup_by, answer_by=answer_by, bring_by=bring_by,
        late=_passed(_due(order, answer_by, bring_by)),
        makers=tuple(dict.fromkeys(local(line, "maker", locale) for line in lines)),
        titles=tuple(local(line, "title", locale) for line in lines),
        pieces=sum(line.quantity for line in lines),
        picture_key=next((line.picture_key for line in lines if line.picture_key), None),
    )  # fmt: skip


def _due(order: Any, answer_by: datetime | None, bring_by: datetime | None) -> list[Any]:
    live = order.state in LIVE
    return [
        answer_by,
        bring_by if live else None,
        order.pickup_by if order.state == "ready" else None,
        order.pay_by if live and not order.paid_at else None,
    ]


def _passed(moments: Iterable[datetime | None]) -> bool:
    now = clock.now()
    return any(moment is not None and moment < now for moment in moments)
