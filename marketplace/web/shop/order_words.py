"""What the buyer's page says about her order."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from marketplace.kernel.text import N_
from marketplace.orders.status import OrderStatus
from marketplace.web import formatters
from marketplace.web.shop.buying import number

PILLS = {
    "placed": (N_("Waiting for her answer"), "wait"),
    "accepted": (N_("On its way"), "wait"),
    "making": (N_("Being made"), "wait"),
    "ready": (N_("Made, on its way"), "wait"),
    "at_office": (N_("Here"), "ok"),
    "shipped": (N_("With the post"), "wait"),
    "delivered": (N_("Delivered"), "ok"),
    "handed_over": (N_("Handed over"), "ok"),
    "lost": (N_("Lost by the post"), ""),
    "declined": (N_("Not possible"), ""),
    "unanswered": (N_("No answer in time"), ""),
    "uncollected": (N_("Not picked up"), ""),
    "unpaid": (N_("Not paid in time"), ""),
    "cancelled": (N_("Cancelled"), ""),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the timeline: done, now, next or off."""

    title: str
    note: str
    state: str


def pill(state: str) -> tuple[str, str]:
    """The word and tone of one maker's part."""
    word, tone = PILLS[state]
    return str(_(word)), tone


def steps(order: OrderStatus, pickup_days: int) -> list[Step]:
    """From reserving to handing over."""
    first = Step(_("Reserved"), _moment(order.placed_at), "done")
    if order.state == "cancelled":
        note = _("Nothing is to be paid; what you paid is given back.")
        return [first, Step(_("Cancelled"), note, "off")]
    if order.state == "declined":
        return [first, Step(_("The makers said no"), _("You pay nothing."), "off")]
    if order.state == "lapsed" and order.pay_by:
        return [first, _answer(order), *_payment(order)]
    if order.state == "lapsed" and order.ready_at is None:
        note = _("The pieces are free again; you pay nothing.")
        return [first, Step(_("No answer in time"), note, "off")]
    if order.posted and order.state != "lapsed":
        return [first, _answer(order), *_payment(order), *_post(order)]
    return [first, _answer(order), *_payment(order), _arrival(order), *_end(order, pickup_days)]


def _payment(order: OrderStatus) -> list[Step]:
    """Of an order that is paid ahead."""
    if not order.ahead:
        return []
    if order.paid_at:
        return [Step(_("The money is with the office"), _moment(order.paid_at), "done")]
    card = order.pay_method == "card"
    send = _("You send the money, card to card") if card else _("You pay online")
    if order.state == "placed":
        return [Step(send, "", "next")]
    if order.state == "lapsed":
        return [Step(_("Not paid in time"), "", "off")]
    return [Step(send, _until_hour(order.pay_by), "now")]


def _answer(order: OrderStatus) -> Step:
    if order.state == "placed":
        until = _until(order.answer_by)
        return Step(_("The makers say yes or no"), until, "now")
    said_no = any(part.state in ("declined", "unanswered") for part in order.parts)
    title = _("The makers have answered") if said_no else _("The makers said yes")
    return Step(title, _moment(order.answered_at), "done")


def _arrival(order: OrderStatus) -> Step:
    title = _("On the way to the caravanserai")
    if order.state == "placed":
        return Step(title, "", "next")
    if order.state == "making":
        here, all_ = number(order.here), number(len(order.live))
        title = _("On the way to the caravanserai: %(here)s of %(all)s", here=here, all=all_)
        return Step(title, _until(order.bring_by), "now")
    return Step(_("Everything is here"), _moment(order.ready_at), "done")


def _post(order: OrderStatus) -> list[Step]:
    """Made ready, with the carrier, in her hands."""
    ready, way, last = _("Made ready for the post"), _("On its way to you"), _("In your hands")
    if any(parcel.live and parcel.state == "returned" for parcel in order.parcels):
        note = _("The office talks with you about sending it again.")
        return [Step(ready, "", "done"), Step(_("It came back"), note, "off"),
                Step(last, "", "next")]  # fmt: skip
    if order.state in ("placed", "making", "ready"):
        note = _until(order.bring_by) if order.state == "making" else ""
        now = "next" if order.state == "placed" else "now"
        then = _("It leaves once it is paid.") if not order.paid_at else ""
        return [Step(ready, note, now), Step(way, then, "next"), Step(last, "", "next")]
    done = Step(ready, "", "done")
    if order.state == "sent":
        return [done, Step(way, _moment(order.sent_at), "now"), Step(last, "", "next")]
    end = Step(last, _moment(order.closed_at), "done")
    return [done, Step(way, _moment(order.sent_at), "done"), end]


def _end(order: OrderStatus, pickup_days: int) -> list[Step]:
    ready, last = _("Ready to pick up"), _("In your hands")
    if order.state == "lapsed":
        note = _("The days for picking up have passed; the pieces are for sale again.")
        return [Step(_("Not picked up"), note, "off")]
    if order.state == "closed":
        return [Step(ready, "", "done"), Step(last, _moment(order.closed_at), "done")]
    if order.state == "ready":
        note = "" if order.paid_at else _until(order.pickup_by)
        return [Step(ready, note, "now"), Step(last, "", "next")]
    days = number(pickup_days)
    note = _("We text you; from that day you have %(days)s days.", days=days)
    return [Step(ready, note, "next"), Step(last, "", "next")]


def _moment(at: datetime | None) -> str:
    if at is None:
        return ""
    day, time = formatters.day(at), formatters.time_of_day(at)
    return str(_("%(day)s, %(time)s", day=day, time=time))


def _until_hour(at: datetime | None) -> str:
    return str(_("until %(when)s", when=_moment(at))) if at else ""


def _until(at: datetime | None) -> str:
    return str(_("until %(day)s", day=formatters.day(at))) if at else ""
