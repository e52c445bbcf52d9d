"""Things that happened at invented moments, played in their order."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from marketplace.kernel import calendar, clock

Deed = Callable[..., object]


class Timeline:
    """Deeds with their moments, relative to `now`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._deeds: list[tuple[datetime, int, Deed, tuple[Any, ...]]] = []

    def add(self, when: str, deed: Deed, *given: Any) -> None:
        """Do `deed(*given)` then.

        `when` is "3d 17:05", days before now at a time in Tehran, or "35m", minutes before."""
        self._deeds.append((self.moment(when), len(self._deeds), deed, given))

    def moment(self, when: str) -> datetime:
        """The moment meant, never later than a minute before now."""
        if when.endswith("m"):
            return self.now - timedelta(minutes=int(when[:-1]))
        days, _, hour = when.partition("d ")
        day = calendar.local_day(self.now) - timedelta(days=int(days))
        moment = datetime.combine(day, time.fromisoformat(hour), calendar.TEHRAN)
        return min(moment, self.now - timedelta(minutes=1))

    def play(self) -> None:
        """Do everything, the earliest first, the clock standing at each, in one unit of work."""
        for moment, _, deed, given in sorted(self._deeds, key=lambda one: one[:2]):
            with clock.at(moment):
                deed(*given)
