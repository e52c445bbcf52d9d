"""Why this maker is first today, who is next, and who had how many turns: for the office."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from marketplace.discovery.front import turns
from marketplace.discovery.front.turn_models import LAST_DRAWN, Pin, Turn
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Place:
    """A maker on today's front. `shown`: she has something for sale and stands there now."""

    vendor: Vendor
    before: date | None
    pin: Pin | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """A maker's turns in the last thirty days, today's among them."""

    vendor: Vendor
    turns: int
    last: date | None
    selling: bool


def today() -> tuple[date | None, list[Place]]:
    """The last day that was drawn, and its turns as the front shows them."""
    day = session.scalar(select(LAST_DRAWN))
    query = (
        select(Turn, Vendor, Pin)
        .join(Vendor, Vendor.id == Turn.vendor_id)
        .outerjoin(Pin, Pin.id == Turn.pin_id)
        .where(Turn.day == day)
        .order_by(Turn.pin_id.is_(None), Turn.place)
    )
    selling, found, shown = set(session.scalars(turns.selling())), [], 0
    for turn, vendor, pin in session.execute(query):
        stands = vendor.id in selling and shown < turns.FRONT
        shown += stands
        found.append(Place(vendor, turn.before, pin, stands))
    return day, found


def following(limit: int) -> list[Vendor]:
    """Who would be drawn tomorrow, were nothing sold until then."""
    selling = set(session.scalars(turns.selling()))
    tomorrow = local_day(clock.now()) + timedelta(days=1)
    keys = turns.in_line(selling, tomorrow)[:limit]
    found = session.scalars(select(Vendor).where(Vendor.id.in_(keys)))
    return sorted(found, key=lambda vendor: keys.index(vendor.id))


def tallies() -> list[Tally]:
    """Every active maker with her turns of the last thirty days, the fewest first."""
    since = local_day(clock.now()) - turns.SPAN + timedelta(days=1)
    counted = (
        select(Turn.vendor_id, func.count().label("turns"))
        .where(Turn.day >= since)
        .group_by(Turn.vendor_id)
        .subquery()
    )
    last = select(Turn.vendor_id, func.max(Turn.day).label("day")).group_by(Turn.vendor_id)
    days = last.subquery()
    number = func.coalesce(counted.c.turns, 0)
    query = (
        select(Vendor, number, days.c.day)
        .outerjoin(counted, counted.c.vendor_id == Vendor.id)
        .outerjoin(days, days.c.vendor_id == Vendor.id)
        .where(Vendor.state == "active")
        .order_by(number, Vendor.id)
    )
    selling = set(session.scalars(turns.selling()))
    return [
        Tally(vendor, number, day, vendor.id in selling)
        for vendor, number, day in session.execute(query)
    ]
