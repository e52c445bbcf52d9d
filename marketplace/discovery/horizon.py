"""The next moment at which time alone changes what the public sees."""

from datetime import datetime, time, timedelta

from marketplace.discovery import kept
from marketplace.discovery.opening import hours
from marketplace.kernel import calendar
from marketplace.kernel.preferences import Preferences


def horizon(after: datetime, office: Preferences) -> datetime:
    """When a piece becomes free, a maker may no longer sell, the doors open or close, or a day
    ends: whichever is first after this moment (UTC)."""
    there = calendar.local(after)
    opens, closes = hours(office, there)
    doors = [there.combine(there.date(), time.fromisoformat(one), there.tzinfo)
             for one in (opens, closes)]  # fmt: skip
    midnight = there.combine(there.date() + timedelta(days=1), time.min, there.tzinfo)
    every = [kept.next_turn(after), *doors, midnight]
    return min(one for one in every if one and one > after)
