"""What reached makers' hands, or will: their shares of what was sold."""

from sqlalchemy import func, select

from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.orders.models import OrderLine, VendorOrder


def share_of_sold(vendor_id: int) -> Money:
    """Her share of everything that was paid for and handed over, in rial."""
    price = OrderLine.unit_price * OrderLine.quantity
    share = func.sum(price - OrderLine.commission - OrderLine.tax)
    query = select(func.coalesce(share, 0)).join(VendorOrder)
    sold = query.where(VendorOrder.vendor_id == vendor_id, VendorOrder.state == "closed",
                       OrderLine.dropped_at.is_(None))  # fmt: skip
    return Money(int(session.scalar(sold) or 0))
