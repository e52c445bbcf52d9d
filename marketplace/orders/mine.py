"""A buyer's own orders, by the mobile that she proved."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from marketplace.kernel.db import session
from marketplace.orders.models import Order, VendorOrder

PAGE = 20


def of_mobile(mobile: str, page: int = 1) -> tuple[Sequence[Order], int]:
    """A page of the orders of this mobile (E.164), the newest first, and how many pages."""
    if not mobile:
        return [], 1
    hers = Order.mobile == mobile
    count = session.scalar(select(func.count()).select_from(Order).where(hers)) or 0
    last = max(1, -(-count // PAGE))
    number = min(max(page, 1), last)
    query = (
        select(Order).where(hers).order_by(Order.id.desc())
        .limit(PAGE).offset((number - 1) * PAGE)
        .options(selectinload(Order.vendor_orders).selectinload(VendorOrder.lines))
    )  # fmt: skip
    return session.scalars(query).all(), last
