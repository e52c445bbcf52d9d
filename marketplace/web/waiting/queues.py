"""What waits for whoever asks, queue by queue, with the oldest of each."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _, ngettext

from marketplace.catalogue import queue as pieces
from marketplace.catalogue.voices import find as voices
from marketplace.kernel import clock, heartbeat
from marketplace.kernel.db import session
from marketplace.kernel.heartbeat import Heartbeat
from marketplace.notify import messages
from marketplace.orders import tasks
from marketplace.orders.lists import find
from marketplace.orders.lists.find import Filters
from marketplace.orders.post import dispatch
from marketplace.payments import proofs, refunds
from marketplace.payouts import questions as money_questions
from marketplace.vendors import find as vendors, portraits
from marketplace.web import formatters
from marketplace.web.access import ADMINISTRATOR, CLERK, MODERATOR, TREASURER
from marketplace.web.orders import rows as order_rows
from marketplace.web.photos import OFFICE, Photo, photo_of
from marketplace.web.waiting import task_rows

SOON, LATE = timedelta(days=1), timedelta(days=3)
PEEK = 3


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


def of(roles: frozenset[str]) -> list[Queue]:
    """The queues that these roles work on."""
    all_ = ADMINISTRATOR in roles
    return [read() for may, read in READERS if roles & set(may) or (all_ and MODERATOR in may)]


def _listings() -> Queue:
    found = pieces.waiting(limit=PEEK)
    first = found[0] if found else None
    url = url_for("office.listings")
    return Queue(
        title=_("New pieces"),
        thing=_("A new piece"),
        url=url,
        count=pieces.count(),
        since=first.revision.submitted_at if first else None,
        first=url_for("office.listing", public_id=first.listing.public_id) if first else url,
        note=formatters.local(first.revision, "title") if first else "",
        photos=[
            photo_of(one.revision.pictures[0].picture, at=OFFICE)
            for one in found
            if one.revision.pictures
        ],
    )


def _applications() -> Queue:
    found = vendors.applications()
    url = url_for("office.applications")
    return Queue(
        title=_("Applications of makers"),
        thing=_("An application"),
        url=url,
        count=len(found),
        since=found[0].created_at if found else None,
        first=url_for("office.vendor", public_id=found[0].public_id) if found else url,
        note=formatters.local(found[0], "alias") if found else "",
    )


def _portraits() -> Queue:
    found = portraits.waiting(limit=PEEK)
    first = found[0] if found else None
    url = url_for("office.portraits")
    return Queue(
        title=_("Photographs of makers"),
        thing=_("A maker’s photograph"),
        url=url,
        count=portraits.count(),
        since=first[1].created_at if first else None,
        first=url,
        note=formatters.local(first[0], "alias") if first else "",
        photos=[photo_of(picture, at=OFFICE) for _vendor, picture in found],
    )


def _voices() -> Queue:
    found = voices.waiting(limit=1)
    count, since = voices.waits()
    url = url_for("office.voices")
    return Queue(
        title=_("Voice notes"),
        thing=_("A voice note"),
        url=url,
        count=count,
        since=since,
        first=url_for("office.voice", public_id=found[0].note.public_id) if found else url,
        note=formatters.local(found[0].vendor, "alias") if found else "",
    )


def _orders() -> Queue:
    late = Filters(late=True)
    found = find.queue(late, limit=PEEK)
    rows = order_rows.rows(found)
    url = url_for("office.orders", view="late")
    return Queue(
        title=_("Late orders"),
        thing=_("A late order"),
        url=url,
        count=find.count(late),
        since=found[0].placed_at if found else None,
        first=url_for("office.order", code=found[0].code) if found else url,
        note=rows[0].note if rows else "",
        photos=[row.photo for row in rows if row.photo],
    )


def _pickups() -> Queue:
    ready = Filters(states=("ready",), delivery="collect")
    found = find.queue(ready, limit=PEEK)
    rows = order_rows.rows(found)
    return Queue(
        title=_("Ready for pick-up"),
        thing=_("An order"),
        url=url_for("desk.pickups"),
        count=find.count(ready),
        since=found[0].placed_at if found else None,
        first=url_for("desk.pickups"),
        note=rows[0].note if rows else "",
        photos=[row.photo for row in rows if row.photo],
        urgent=False,
    )


def _tasks() -> Queue:
    found = tasks.waiting()
    rows = task_rows.rows(found[:1])
    return Queue(
        title=_("To look after"),
        thing=_("Something to look after"),
        url=url_for("office.tasks"),
        count=len(found),
        since=found[0].opened_at if found else None,
        first=url_for("office.tasks"),
        note=rows[0].what if rows else "",
    )


def transfers() -> Queue:
    """Proofs of transfers that a person must decide."""
    found = proofs.waiting()
    url = url_for("office.transfers")
    return Queue(
        title=_("Proofs of transfers"),
        thing=_("A proof of a transfer"),
        url=url,
        count=len(found),
        since=found[0].sent_at if found else None,
        first=url_for("office.transfer", public_id=found[0].public_id) if found else url,
    )


def _money_questions() -> Queue:
    count, since = money_questions.waits()
    url = url_for("office.money_questions")
    return Queue(
        title=_("Makers’ questions about their money"),
        thing=_("A question about money"),
        url=url,
        count=count,
        since=since,
        first=url,
    )


def refunds_due() -> Queue:
    """What is still to be given back."""
    found = refunds.waiting()
    url = url_for("office.transfers")
    return Queue(
        title=_("Money to give back"),
        thing=_("Money to give back"),
        url=url,
        count=len(found),
        since=found[0].created_at if found else None,
        first=url_for("office.refund", public_id=found[0].public_id) if found else url,
    )


def _parcels(view: str, title: str, thing: str) -> Queue:
    found = dispatch.queue(view, formatters.locale(), limit=1)
    first = found[0] if found else None
    url = url_for("office.parcels", view=view)
    return Queue(
        title=title,
        thing=thing,
        url=url,
        count=dispatch.count(view),
        since=(first.parcel.shipped_at or first.paid_at) if first else None,
        first=url_for("office.parcel", public_id=first.parcel.public_id) if first else url,
        note=first.city if first else "",
    )


def _to_post() -> Queue:
    return _parcels("now", _("To be posted"), _("A parcel"))


def _not_delivered() -> Queue:
    return _parcels("back", _("Not delivered"), _("A parcel that did not arrive"))


def _messages() -> Queue:
    failed = messages.page("failed")
    url = url_for("office.messages", state="failed")
    return Queue(
        title=_("Messages that did not go"),
        thing=_("A message that did not go"),
        url=url,
        count=messages.counts()["failed"],
        since=failed[-1].at if failed else None,
        first=url,
    )


def _books() -> Queue:
    beat = session.get(Heartbeat, "ledger")
    word, _space, count = (beat.error or "").partition(" ") if beat else ("", "", "")
    wrong = int(count) if word == heartbeat.DRIFTED else int(bool(word))
    url = url_for("office.home", _anchor="worker")
    return Queue(
        title=_("Books that do not agree"),
        thing=_("A mistake in the books"),
        url=url,
        count=wrong,
        since=beat.at if beat and wrong else None,
        first=url,
    )


READERS: tuple[tuple[tuple[str, ...], Callable[[], Queue]], ...] = (
    ((MODERATOR,), _listings),
    ((MODERATOR,), _applications),
    ((MODERATOR,), _portraits),
    ((MODERATOR,), _voices),
    ((CLERK, MODERATOR), _tasks),
    ((CLERK, MODERATOR, TREASURER), _orders),
    ((CLERK,), _pickups),
    ((TREASURER,), transfers),
    ((TREASURER,), refunds_due),
    ((TREASURER,), _money_questions),
    ((TREASURER,), _books),
    ((CLERK, MODERATOR), _to_post),
    ((CLERK, MODERATOR), _not_delivered),
    ((MODERATOR, TREASURER), _messages),
)
