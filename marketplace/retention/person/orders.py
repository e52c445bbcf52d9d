"""Orders under one number: her own, and those of others that were sent to her."""

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.orders import forgetting
from marketplace.orders.models import Order
from marketplace.orders.post.models import OrderAddress


def own(mobile: str) -> Sequence[Order]:
    """The orders placed with this number (E.164), the newest first."""
    query = select(Order).where(Order.mobile == mobile).order_by(Order.id.desc())
    return session.scalars(query).all()


def sent_to(mobile: str) -> Sequence[Order]:
    """Orders of other buyers whose parcel's address names this number, the newest first."""
    there = select(OrderAddress.order_id).where(OrderAddress.phone == mobile)
    query = select(Order).where(Order.id.in_(there), Order.mobile != mobile)
    return session.scalars(query.order_by(Order.id.desc())).all()


def held_back(orders: Sequence[Order]) -> list[Order]:
    """Those that cannot be erased yet: under way, with an open task, or money is not settled."""
    keys = [order.id for order in orders]
    over = set(session.scalars(forgetting.over().where(Order.id.in_(keys))))
    return [order for order in orders if order.id not in over and order.erased_at is None]
