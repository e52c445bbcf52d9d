"""What she brings to the office or to the post, day by day, the late first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.orders.lists import find
from marketplace.orders.lists.find import VendorOrderRow
from marketplace.web import formatters, tasks
from marketplace.web.access import ARTISAN, may
from marketplace.web.identity import me, my_vendor
from marketplace.web.orders.rows import photos_of
from marketplace.web.orders.sharing import Shared, shared
from marketplace.web.photos import Photo
from marketplace.web.studio import bp

PROMISED = ("accepted", "making", "ready")


@dataclass(frozen=True, slots=True)
class Job:
    """One part to bring or to post. `act` is a form's address where one tap settles it, else ''."""

    title: str
    note: str
    photo: Photo | None
    who: str
    order: str
    act: str
    link: str
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """What is due on one day."""

    title: str
    late: bool
    jobs: list[Job]


@bp.get("/bringing")
@may(ARTISAN)
def bringing() -> ResponseReturnValue:
    """The whole list."""
    vendor = my_vendor()
    found = [one for one in find.for_vendor(vendor.id, PROMISED) if one.fulfilment == "expected"]
    return render_template("studio/orders/bringing.html", days=_days(found, shared(vendor, me())))


def _days(found: Sequence[VendorOrderRow], sharing: Shared) -> list[Day]:
    photos = photos_of(line.picture_key for order in found for line in order.lines)
    rows = sorted(found, key=lambda order: (_due(order), sharing.rank(order)))
    today = local_day(clock.now())
    return [
        Day(_title(day, today), day < today, [_job(order, photos, sharing) for order in orders])
        for day, orders in groupby(rows, key=_due)
    ]


def _due(order: VendorOrderRow) -> date:
    return local_day(order.bring_by or order.answer_by)


def _title(day: date, today: date) -> str:
    shown = formatters.day(day)
    if day < today:
        return str(_("Late: promised for %(day)s", day=shown))
    return str(_("Today, %(day)s", day=shown)) if day == today else shown


def _job(order: VendorOrderRow, photos: dict[str, Photo], sharing: Shared) -> Job:
    hers = bool(order.travel and order.travel.hers)
    at, see = order.public_id, url_for("studio.order", public_id=order.public_id)
    act, link, label = "", see, _("See the order")
    if tasks.to_post(order):
        link, label = url_for("studio.posting", public_id=at, step="receipt"), _("I posted it")
    elif order.state in ("accepted", "making") and not _to_begin(order):
        act, label = url_for("studio.order_readiness", public_id=at), _("I have it ready")
    return Job(
        tasks.title_of(order), _note(order, hers), tasks.photo_of_order(order, photos),
        sharing.who(order), see, act, link, label,
    )  # fmt: skip


def _to_begin(order: VendorOrderRow) -> bool:
    """Made to order, and not begun."""
    return order.state == "accepted" and any(line.kind == "made_to_order" for line in order.lines)


def _note(order: VendorOrderRow, hers: bool) -> str:
    if hers and not order.paid:
        return str(_("To the post, once the buyer has paid. Wait for our SMS."))
    if hers and order.travel:
        return str(_("To the post, for %(city)s", city=order.travel.city))
    if order.state == "ready":
        return str(_("To the office. The desk ticks it off when you bring it."))
    return str(_("To the office"))
