"""Orders, parcels and messages that wait for somebody."""

from flask import url_for
from flask_babel import gettext as _

from marketplace.notify import messages as outgoing
from marketplace.orders import tasks as matters
from marketplace.orders.lists import find
from marketplace.orders.lists.find import Filters
from marketplace.orders.post import dispatch
from marketplace.web import formatters
from marketplace.web.orders import rows as order_rows
from marketplace.web.waiting import task_rows
from marketplace.web.waiting.queue import PEEK, Queue


def late() -> Queue:
    """Orders that are late."""
    wanted = Filters(late=True)
    found = find.queue(wanted, limit=PEEK)
    rows = order_rows.rows(found)
    url = url_for("office.orders", view="late")
    return Queue(
        title=_("Late orders"),
        thing=_("A late order"),
        url=url,
        count=find.count(wanted),
        since=found[0].placed_at if found else None,
        first=url_for("office.order", code=found[0].code) if found else url,
        note=rows[0].note if rows else "",
        photos=[row.photo for row in rows if row.photo],
    )


def pickups() -> Queue:
    """Orders that their buyers may fetch."""
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


def tasks() -> Queue:
    """What a person must look after."""
    found = matters.waiting()
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


def to_post() -> Queue:
    """Parcels to be posted."""
    return _parcels("now", _("To be posted"), _("A parcel"))


def not_delivered() -> Queue:
    """Parcels that did not arrive."""
    return _parcels("back", _("Not delivered"), _("A parcel that did not arrive"))


def failed_messages() -> Queue:
    """Messages that did not go."""
    failed = outgoing.page("failed")
    url = url_for("office.messages", state="failed")
    return Queue(
        title=_("Messages that did not go"),
        thing=_("A message that did not go"),
        url=url,
        count=outgoing.counts()["failed"],
        since=failed[-1].at if failed else None,
        first=url,
    )
