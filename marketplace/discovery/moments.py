"""When time alone makes a piece free, or ends a maker's right to sell it."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from marketplace.catalogue.models import Listing
from marketplace.discovery.reading import NOW, read
from marketplace.kernel.db import table
from marketplace.vendors.models import VendorCraft

listing, craft = table(Listing).c, table(VendorCraft).c
MOMENTS = (listing.free_from, listing.sellable_until, craft.sellable_until)
NEXT = select(
    *(select(func.min(one)).where(one > bindparam("now", type_=NOW.type)).scalar_subquery()
      for one in MOMENTS)
)  # fmt: skip


def next_after(moment: datetime) -> datetime | None:
    """The first such moment after this one (UTC)."""
    (stored,) = read(NEXT, now=moment)
    return min((one for one in stored if one), default=None)
