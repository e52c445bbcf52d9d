"""What buyers and makers are told about orders."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from marketplace.kernel.calendar import show_clock, show_day
from marketplace.kernel.db import session, table
from marketplace.kernel.direct import at_once
from marketplace.kernel.ids import show_code
from marketplace.kernel.money import Money
from marketplace.notify import late, send
from marketplace.orders import links
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.post.models import Parcel
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor

LONGEST, MOST = 40, 2
READY = "order_ready"


member, person = table(Member).c, table(User).c
MEMBERS = (
    select(member.vendor_id, person.mobile, person.locale)
    .join_from(table(Member), table(User), person.id == member.user_id)
    .where(member.vendor_id.in_(bindparam("vendors", expanding=True)),
           person.mobile.is_not(None), person.active).order_by(person.id)
)  # fmt: skip


def placed(order: Order, parts: Sequence[VendorOrder]) -> None:
    """The buyer gets the link, each maker her part."""
    last = max(part.answer_by for part in parts)
    tell_makers("vendor_order_new", parts)
    tell_buyer("order_placed", order, day=show_day(last, order.locale))


def accepted(order: Order, part: VendorOrder) -> None:
    """The buyer learns that a maker said yes."""
    posted = order.delivery == "post"
    _about("vendor_order_accepted_post" if posted else "vendor_order_accepted", order, part)


def declined(order: Order, part: VendorOrder) -> None:
    """The buyer learns that a maker said no, once when nothing is left of the order."""
    if order.state == "declined":
        tell_buyer("order_declined", order, key=f"order_declined-{order.id}")
    else:
        _about("vendor_order_declined", order, part)


def unanswered(order: Order, part: VendorOrder) -> None:
    """Buyer and maker learn that the time for answering has passed."""
    _about("vendor_order_unanswered", order, part)
    tell_makers("vendor_order_missed", [part])


def ready(order: Order) -> None:
    """Everything is at the office: the buyer may come; who pays ahead, once that is done."""
    if order.paid_at:
        tell_buyer("order_ready_paid", order)
    elif order.pickup_by and order.pay_by is None:
        tell_buyer(READY, order, total=_total(order), day=_pickup_day(order))


def complete(order: Order) -> None:
    """Everything is at the office and only the payment is missing before it is posted."""
    if order.paid_at is None:
        tell_buyer("order_complete", order, total=_total(order))


def to_post(parts: Sequence[VendorOrder]) -> None:
    """The order is paid: those who post their parcels may do so."""
    if parts:
        tell_makers("vendor_order_to_post", parts)


def later(order: Order, part: VendorOrder) -> None:
    """A maker needs more days."""
    day = show_day(part.bring_by, order.locale) if part.bring_by else ""
    _about("vendor_order_later", order, part, day=day)


def posted(order: Order, parcel: Parcel) -> None:
    """A parcel is on its way under its tracking code."""
    method = parcel.method
    carrier = (order.locale == "en" and method.name_en) or method.name_fa
    tell_buyer("parcel_posted", order, carrier=carrier, tracking=str(parcel.tracking_code))


def undelivered(order: Order) -> None:
    """The carrier could not deliver a parcel."""
    tell_buyer("parcel_undelivered", order)


def ready_later(order: Order, day: datetime) -> bool:
    """The same with another day, if that message has not left; False when it has."""
    return late.retell(READY, order.id, day=show_day(day, order.locale))


def remind_buyer(order: Order) -> None:
    """The days for picking up run out."""
    if order.pickup_by:
        tell_buyer("order_reminder", order, total=_total(order), day=_pickup_day(order))


def remind_maker(part: VendorOrder) -> None:
    """Her answer is still missing."""
    tell_makers("vendor_order_reminder", [part])


def uncollected(order: Order) -> None:
    """Nobody came: the pieces are for sale again, buyer and makers learn it."""
    tell_buyer("order_lapsed", order)
    parts = [part for part in order.vendor_orders if part.state == "lapsed"]
    tell_makers("vendor_order_lapsed", parts)


def tell_buyer(template: str, order: Order, key: str | None = None, **facts: object) -> None:
    if order.mobile:
        send.sms(
            template, order.mobile, order.locale, subject=("order", order.id), key=key,
            number=show_code(order.code), url=links.of_buyer(order.code, order.locale), **facts,
        )  # fmt: skip


def _about(template: str, order: Order, part: VendorOrder, **facts: str) -> None:
    maker, what = maker_name(order, part), pieces(part, order.locale)
    tell_buyer(template, order, maker=maker, pieces=what, **facts)


def maker_name(order: Order, part: VendorOrder) -> str:
    """The maker of a part as the order's buyer reads her."""
    vendor = session.get_one(Vendor, part.vendor_id)
    return (order.locale == "en" and vendor.alias_en) or vendor.alias_fa


def tell_makers(template: str, parts: Sequence[VendorOrder]) -> None:
    members = at_once(MEMBERS, {"vendors": {part.vendor_id for part in parts}})
    for part in parts:
        due = part.answer_by if part.state == "placed" else part.bring_by or part.answer_by
        for vendor_id, mobile, locale in members:
            if vendor_id == part.vendor_id:
                send.sms(
                    template, str(mobile), locale, subject=("vendor_order", part.id),
                    pieces=pieces(part, locale), day=show_day(due, locale),
                    hour=show_clock(due, locale),
                    url=links.of_maker(part.public_id, locale),
                )  # fmt: skip


def pieces(part: VendorOrder, locale: str) -> str:
    """The first pieces of a part, short enough for a message."""
    return named(part.kept, locale)


def named(lines: Sequence[OrderLine], locale: str) -> str:
    """The first of these pieces, short enough for a message."""
    titles = [(locale == "en" and line.title_en) or line.title_fa for line in lines]
    short = [title if len(title) <= LONGEST else title[: LONGEST - 1] + "…" for title in titles]
    shown = ("، " if locale == "fa" else ", ").join(short[:MOST])
    return shown + (" …" if len(short) > MOST else "")


def _total(order: Order) -> Money:
    return Money(order.total, order.currency)


def _pickup_day(order: Order) -> str:
    return show_day(order.pickup_by, order.locale) if order.pickup_by else ""
