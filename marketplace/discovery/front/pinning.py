"""The office puts a maker first on the front for some days, and says why."""

from datetime import date, timedelta

from sqlalchemy import select, update

from marketplace.discovery.front import turns
from marketplace.discovery.front.turn_models import Pin, Turn
from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import locked, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.states import Machine
from marketplace.kernel.text import N_
from marketplace.vendors.models import Vendor

pin_states = Machine("front_pin", "set", {"lift": {"set": "lifted"}})
LONGEST = timedelta(days=31)


def pin(vendor: Vendor, first: date, last: date, reason: str, by: int) -> Pin:
    """Put her first on these days, both included; `by` a person's id. Raises DomainError."""
    vendor = locked(Vendor, vendor.id)
    today = local_day(clock.now())
    if first < today:
        raise DomainError(N_("Begin today or later."), field="first_day")
    if last < first:
        raise DomainError(N_("The last day comes before the first."), field="last_day")
    if last - first >= LONGEST:
        raise DomainError(N_("A month at most: the others wait meanwhile."), field="last_day")
    if not reason.strip():
        raise DomainError(N_("Write why: the other makers may ask."), field="reason")
    if _overlaps(vendor, first, last):
        raise DomainError(N_("She is first on one of these days already."), field="first_day")
    row = Pin(vendor_id=vendor.id, first_day=first, last_day=last, reason=reason.strip(), set_by=by)
    days = {"first_day": [None, first.isoformat()], "last_day": [None, last.isoformat()]}
    pin_states.born(row, changes=days | {"reason": [None, row.reason]})
    if first == today:
        _pin_today(row, today)
    return row


def _overlaps(vendor: Vendor, first: date, last: date) -> bool:
    query = select(Pin.id).where(
        Pin.vendor_id == vendor.id, Pin.state == "set", Pin.first_day <= last, Pin.last_day >= first
    )
    return session.scalar(query.limit(1)) is not None


def _pin_today(row: Pin, today: date) -> None:
    turns.draw()
    hers = (Turn.day == today, Turn.vendor_id == row.vendor_id)
    session.execute(update(Turn).where(*hers).values(pin_id=row.id))


def lift(key: int) -> None:
    """Back to the common line; a turn that she had stays hers. Raises NotFound, WrongState."""
    row = locked(Pin, key)
    pin_states.fire(row, "lift")
    mine = (Turn.pin_id == row.id, Turn.day >= local_day(clock.now()))
    session.execute(update(Turn).where(*mine).values(pin_id=None))


def standing() -> list[Pin]:
    """Pins that hold today or later, the next to begin first."""
    today = local_day(clock.now())
    query = select(Pin).where(Pin.state == "set", Pin.last_day >= today)
    return list(session.scalars(query.order_by(Pin.first_day, Pin.id)))
