"""The days on which makers are paid."""

from datetime import date, timedelta

from marketplace.kernel import clock, preferences
from marketplace.kernel.calendar import jalali, local_day
from marketplace.kernel.preferences import Preferences


def following(day: date | None = None, office: Preferences | None = None) -> date:
    """The first day of paying from this day on; from today without one. `office` where it is
    known already."""
    wanted = {int(number) for number in (office or preferences.load()).payout_days.split()}
    found = day or local_day(clock.now())
    while jalali(found)[2] not in wanted:
        found += timedelta(days=1)
    return found
