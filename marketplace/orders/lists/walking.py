"""The ids of a list of orders, a page at a time: whatever its depth, along one index."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, false, select, union_all

from marketplace.kernel import clock
from marketplace.kernel.db import BigId, session
from marketplace.kernel.direct import ask
from marketplace.orders.lists.filters import OPEN, Filters, conditions
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.post.models import OrderAddress

Ids = Select[Any]
Number = int | BindParameter[int]
LIMIT, AFTER = bindparam("limit", type_=BigId), bindparam("after", type_=BigId)


def ids(filters: Filters, limit: int, after: int | None = None) -> list[int]:
    """The ids of at most so many orders that fit, in order; those that follow `after`."""
    place, values = AFTER if after is not None else None, {"limit": limit, "after": after}
    if filters.since or filters.until:
        return list(session.scalars(walk(filters, LIMIT, place), values))
    return ask(_kept(filters, LIMIT, place), values | {"now": clock.now()}).scalars()


def ids_before(filters: Filters, limit: int, before: int) -> list[int]:
    """The last ids, in order, of those that come before this one."""
    turned = replace(filters, newest_first=not filters.newest_first)
    return ids(turned, limit, before)[::-1]


def walk(filters: Filters, limit: Number, after: Number | None = None) -> Ids:
    """The query for `ids`; it stops as soon as so many are found."""
    states = filters.possible
    rare = states is not None and set(states) <= set(OPEN)
    if filters.exact:
        return _turn(select(Order.id).where(*conditions(filters)), Order.id, filters, limit, after)
    if filters.vendor_id is not None:
        mine, rest = VendorOrder.vendor_id == filters.vendor_id, replace(filters, vendor_id=None)
        return _along(VendorOrder.order_id, mine, rest, limit, after).distinct()
    if filters.province and not rare:
        mine, rest = OrderAddress.province == filters.province, replace(filters, province="")
        return _along(OrderAddress.order_id, mine, rest, limit, after)
    if states is not None:
        return _state_by_state(filters, states, limit, after)
    return _turn(select(Order.id).where(*conditions(filters)), Order.id, filters, limit, after)


_kept = lru_cache(maxsize=128)(walk)  # putting it together costs more than sending it


def _along(
    key: Any, mine: ColumnElement[bool], filters: Filters, limit: Number, after: Number | None
) -> Ids:
    """Along the orders of one maker, or of one province."""
    query = select(key).join(Order, Order.id == key).where(mine, *conditions(filters, led=True))
    return _turn(query, key, filters, limit, after)


def _state_by_state(
    filters: Filters, states: Sequence[str], limit: Number, after: Number | None
) -> Ids:
    """The first of each state, put together: of none is more read than the page needs."""
    rest = conditions(filters)
    each = [
        _turn(select(Order.id).where(Order.state == state, *rest), Order.id, filters, limit, after)
        for state in states
    ] or [select(Order.id).where(false())]
    found = union_all(*(select(one.subquery().c.id) for one in each)).subquery()
    return _turn(select(found.c.id), found.c.id, filters, limit, None)


def _turn(query: Ids, key: Any, filters: Filters, limit: Number, after: Number | None) -> Ids:
    if after is not None:
        query = query.where(key < after if filters.newest_first else key > after)
    return query.order_by(key.desc() if filters.newest_first else key).limit(limit)
