"""Fair rotation: whose turn it is on the front today, drawn by one rule from what is stored.

Who has waited longest since her last turn is next; of those who have waited alike, who had the
fewest turns in thirty days; and of those, the line begins one maker further on each day.
`listing.turn` is the day of her maker's last turn, as a number: in ties on a list who waits
longer comes first."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Select, case, exists, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.catalogue.events import ListingPublished
from marketplace.catalogue.models import Listing
from marketplace.catalogue.public import for_sale
from marketplace.discovery.front.turn_models import Pin, Turn
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session, table
from marketplace.vendors.models import Vendor

FRONT = 6  # makers on the front at a time
SPAN = timedelta(days=30)


def draw() -> list[int]:
    """Give today's turns that are not given yet; returns the makers who got one.

    Done again it gives none, unless a maker of today has nothing left for sale."""
    today = local_day(clock.now())
    drawn = select(Turn.vendor_id, Turn.place).where(Turn.day == today)
    given = {row.vendor_id: row.place for row in session.execute(drawn)}
    able = set(session.scalars(selling()))
    pinned = {pin.vendor_id: pin.id for pin in pins(today) if pin.vendor_id in able}
    new = [key for key in pinned if key not in given]
    here = len(able & given.keys()) + len(new)
    waiting = [] if here >= FRONT else in_line(able - given.keys() - pinned.keys(), today)
    new += waiting[: max(FRONT - here, 0)]
    _give(new, today, max(given.values(), default=0), pinned)
    return new


def selling() -> Select[int]:
    """Ids of the active makers who have something for sale now."""
    hers = exists().where(Listing.vendor_id == Vendor.id, for_sale())
    return select(Vendor.id).where(Vendor.state == "active", hers)


def pins(day: date) -> Sequence[Pin]:
    """The pins that hold on this day, the oldest first."""
    query = select(Pin).where(Pin.state == "set", Pin.first_day <= day, Pin.last_day >= day)
    return session.scalars(query.order_by(Pin.id)).all()


def in_line(makers: Collection[int], today: date) -> list[int]:
    """These makers in the sequence of their turns: the longest wait first."""
    had = {row.vendor_id: (row.last, row.lately) for row in session.execute(_had(today))}
    waits = sorted((*had.get(key, (date.min, 0)), key) for key in makers)
    found: list[int] = []
    for _, group in groupby(waits, key=lambda wait: wait[:2]):
        alike = [key for *_, key in group]
        first = today.toordinal() % len(alike)
        found += alike[first:] + alike[:first]
    return found


def _had(today: date) -> Select[int, date, Any]:
    """Of each maker the day of her last turn, and how many she had lately, until yesterday."""
    lately = case((Turn.day >= today - SPAN, 1), else_=0)
    had = select(Turn.vendor_id, func.max(Turn.day).label("last"), func.sum(lately).label("lately"))
    return had.where(Turn.day < today).group_by(Turn.vendor_id)


def last_turns(before: date) -> dict[int, date]:
    """Maker's id → the day of her last turn before this day."""
    return {row.vendor_id: row.last for row in session.execute(_had(before))}


def _give(makers: Sequence[int], today: date, place: int, pinned: dict[int, int]) -> None:
    """Another worker that draws the same at this moment changes nothing."""
    if not makers:
        return
    last = last_turns(today)
    rows = [
        {"day": today, "place": place + number, "vendor_id": key, "before": last.get(key),
         "pin_id": pinned.get(key), "given_at": clock.now()}
        for number, key in enumerate(makers, 1)
    ]  # fmt: skip
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(table(Turn)).on_conflict_do_nothing(), rows)
    _mark(makers, today)


def _mark(makers: Sequence[int], today: date) -> None:
    """Listings are locked by id before they are written, as everywhere."""
    hers = Listing.vendor_id.in_(makers)
    session.execute(select(Listing.id).where(hers).order_by(Listing.id).with_for_update())
    session.execute(update(Listing).where(hers).values(turn=today.toordinal()))


def on_published(event: ListingPublished) -> None:
    """A new piece takes its maker's last turn."""
    listing = session.get_one(Listing, event.listing_id)
    last = session.scalar(select(func.max(Turn.day)).where(Turn.vendor_id == listing.vendor_id))
    listing.turn = last.toordinal() if last else 0


def drifted() -> list[int]:
    """Ids of the listings whose `turn` is not their maker's last."""
    last = {key: day.toordinal() for key, day in last_turns(date.max).items()}
    wrong = select(Listing.vendor_id, Listing.turn).distinct()
    makers = {key for key, turn in session.execute(wrong) if turn != last.get(key, 0)}
    return list(session.scalars(select(Listing.id).where(Listing.vendor_id.in_(makers))))


def rebuild() -> None:
    """Write `turn` on every listing anew."""
    last = last_turns(date.max)
    session.execute(select(Listing.id).order_by(Listing.id).with_for_update())
    session.execute(update(Listing).where(Listing.turn > 0).values(turn=0))
    for key, day in last.items():
        session.execute(
            update(Listing).where(Listing.vendor_id == key).values(turn=day.toordinal())
        )
