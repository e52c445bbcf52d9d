"""Whether the doors are open, from the office's own hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.kernel import calendar
from marketplace.kernel.preferences import Preferences

FRIDAY = 6


@dataclass(frozen=True, slots=True)
class Opening:
    """Today's hours as HH:MM; `state` is open, later (today) or closed; the next day's opening."""

    state: str
    opens: str
    closes: str
    next_opens: str


def opening(prefs: Preferences, moment: datetime) -> Opening:
    """The hours of the day in Tehran on which the moment falls."""
    there = calendar.local(moment)
    opens, closes = hours(prefs, there)
    time = f"{there:%H:%M}"
    state = "open" if opens <= time < closes else "later" if time < opens else "closed"
    tomorrow, _ = hours(prefs, there + timedelta(days=1))
    return Opening(state, opens, closes, tomorrow)


def hours(prefs: Preferences, day: datetime) -> tuple[str, str]:
    """Opening and closing time on a day of the week."""
    if calendar.weekday(day) == FRIDAY:
        return prefs.friday_opens, prefs.friday_closes
    return prefs.opens, prefs.closes
