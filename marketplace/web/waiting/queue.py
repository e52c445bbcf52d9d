"""One queue: how many wait in it, since when, and where its oldest is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask_babel import gettext as _, ngettext

from marketplace.kernel import clock
from marketplace.web import formatters
from marketplace.web.photos import Photo

SOON, LATE = timedelta(days=1), timedelta(days=3)
PEEK = 3  # pictures beside a queue


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue. `since` is the age of its oldest, `first` the address of that one."""

    title: str
    thing: str
    url: str
    count: int
    since: datetime | None
    first: str
    note: str = ""
    photos: list[Photo | None] = field(default_factory=list)
    urgent: bool = True

    @property
    def tone(self) -> str:
        """How old the oldest is: ok, warn or bad."""
        if self.since is None or not self.urgent:
            return "ok"
        age = clock.now() - self.since
        return "ok" if age < SOON else "warn" if age < LATE else "bad"

    @property
    def oldest(self) -> str:
        """The age of the oldest, in words."""
        if self.since is None:
            return ""
        return str(_("oldest %(ago)s", ago=formatters.ago(self.since)))

    @property
    def headline(self) -> str:
        """The oldest thing and how long it has waited, as the page's heading."""
        days = (clock.now() - self.since).days if self.since else 0
        if not days:
            return str(_("%(thing)s is waiting since today", thing=self.thing))
        return str(
            ngettext(
                "%(thing)s has been waiting for one day",
                "%(thing)s has been waiting for %(shown)s days",
                days,
                thing=self.thing,
                shown=formatters.number(days),
            )
        )
