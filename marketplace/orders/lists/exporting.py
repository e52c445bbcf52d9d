"""Orders with everything that a list for the treasurer or the post needs, a batch at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from marketplace.kernel import eventlog
from marketplace.kernel.db import session, table
from marketplace.orders.lists import walking
from marketplace.orders.lists.filters import Filters
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post.models import OrderAddress

BATCH = 500
order, part, line = map(table, (Order, VendorOrder, OrderLine))
address = table(OrderAddress)
THESE: BindParameter[int] = bindparam("ids", expanding=True)
ORDERS = (
    select(
        order.c.id, order.c.code, order.c.state, order.c.channel, order.c.delivery,
        order.c.placed_at, order.c.postage, order.c.total, order.c.paid, order.c.currency,
        order.c.paid_at, order.c.pay_method, order.c.name, order.c.mobile, address.c.province,
        address.c.county, address.c.city, address.c.street, address.c.postal_code,
        address.c.name.label("recipient"), address.c.phone,
    )
    .select_from(order.outerjoin(address, address.c.order_id == order.c.id))
    .where(order.c.id.in_(THESE))
)  # fmt: skip
LINES = (
    select(
        part.c.order_id, line.c.title_fa, line.c.title_en, line.c.maker_fa, line.c.maker_en,
        line.c.quantity,
    )
    .select_from(part.join(line, line.c.vendor_order_id == part.c.id))
    .where(part.c.order_id.in_(THESE), line.c.dropped_at.is_(None))
    .order_by(part.c.id, line.c.id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """An order's row and those of its lines. Money in rial, `placed_at` and `paid_at` aware."""

    order: Any
    lines: Sequence[Any]

    @property
    def paid_at(self) -> datetime | None:
        """When all of it was paid."""
        at: datetime | None = self.order.paid_at
        return at


def orders(filters: Filters) -> Iterator[Exported]:
    """Every order that fits, in the list's sequence; no transaction stays open between batches."""
    after = None
    while keys := walking.ids(filters, BATCH, after):
        found = {row.id: row for row in session.execute(ORDERS, {"ids": keys})}
        lines: defaultdict[int, list[Any]] = defaultdict(list)
        for row in session.execute(LINES, {"ids": keys}):
            lines[row.order_id].append(row)
        session.rollback()
        yield from (Exported(found[key], lines[key]) for key in keys if key in found)
        after = keys[-1]


def record(person_id: int, count: int, conditions: str, contacts: bool, reason: str) -> None:
    """Write down who took so many orders away, with the buyers' contacts or without."""
    changes = {"orders": [None, count], "conditions": [None, conditions]}
    if contacts:
        changes["contacts"] = [None, True]
    eventlog.record("user", person_id, "orders_exported", reason=reason or None, changes=changes)
