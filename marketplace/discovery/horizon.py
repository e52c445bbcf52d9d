"""The next moment at which time alone changes what the public sees."""

from datetime import datetime, time, timedelta

from sqlalchemy import bindparam, func, select

from marketplace.catalogue.models import Listing
from marketplace.discovery.opening import hours
from marketplace.discovery.reading import NOW
from marketplace.kernel import calendar
from marketplace.kernel.db import session, table
from marketplace.kernel.preferences import Preferences
from marketplace.vendors.models import VendorCraft

listing, craft = table(Listing).c, table(VendorCraft).c
MOMENTS = (listing.free_from, listing.sellable_until, craft.sellable_until)
NEXT = select(
    *(select(func.min(one)).where(one > bindparam("now", type_=NOW.type)).scalar_subquery()
      for one in MOMENTS)
)  # fmt: skip


def horizon(after: datetime, office: Preferences) -> datetime:
    """When a piece becomes free, a maker may no longer sell, the doors open or close, or a day
    ends: whichever is first after this moment (UTC)."""
    stored = session.connection().execute(NEXT, {"now": after}).one()
    there = calendar.local(after)
    opens, closes = hours(office, there)
    doors = [there.combine(there.date(), time.fromisoformat(one), there.tzinfo)
             for one in (opens, closes)]  # fmt: skip
    midnight = there.combine(there.date() + timedelta(days=1), time.min, there.tzinfo)
    moments: list[datetime] = [one for one in (*stored, *doors, midnight) if one and one > after]
    return min(moments)
