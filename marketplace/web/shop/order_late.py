"""What to do if it is late: for what the order waits for now, what happens next and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _

from marketplace.kernel import clock
from marketplace.orders.status import OrderStatus, PartRow
from marketplace.web import formatters
from marketplace.web.frame import preferences

A_DAY, A_WHILE = timedelta(days=1), timedelta(days=30)
COMING = ("accepted", "making", "ready")


@dataclass(frozen=True, slots=True)
class Advice:
    """One sentence. `late`: the day has passed already."""

    text: str
    late: bool


def advice(order: OrderStatus, *, looking: bool = False) -> list[Advice]:
    """Everything that may be late now; `looking` while a proof of the money is with the office."""
    if order.ahead and not order.paid_at and order.state in ("making", "ready"):
        return [*_silent(order), _money(order, looking)]
    return [*_silent(order), *_coming(order), *_travelling(order), *_waiting(order)]


def _silent(order: OrderStatus) -> Iterable[Advice]:
    """The makers who have not answered."""
    parts = [part for part in order.parts if part.state == "placed"]
    for until in sorted({part.answer_by for part in parts}):
        names = _names(part for part in parts if part.answer_by == until)
        text = _(
            "%(makers)s: if no answer has come by %(when)s, this part falls away by itself and you "
            "pay nothing for it. The office calls before that, and we text you either way.",
            makers=names, when=_moment(until),
        )  # fmt: skip
        yield Advice(text, order.placed_at + A_DAY < clock.now())


def _coming(order: OrderStatus) -> Iterable[Advice]:
    """What was promised for a day."""
    parts = [part for part in order.live if part.state in COMING and part.bring_by]
    for until in sorted({part.bring_by for part in parts if part.bring_by}):
        names = _names(part for part in parts if part.bring_by == until)
        if late := until < clock.now():
            text = _(
                "%(makers)s promised it for %(day)s, and it is not here. The office is asking and "
                "we text you the new day. You may wait, or cancel it on this page.",
                makers=names, day=formatters.day(until),
            )  # fmt: skip
        else:
            text = _(
                "%(makers)s promised it for %(day)s. If that day passes, the office calls her, and "
                "we text you what comes next.", makers=names, day=formatters.day(until),
            )  # fmt: skip
        yield Advice(text, late)


def _money(order: OrderStatus, looking: bool) -> Advice:
    """It is to be sent before anything goes on."""
    until = order.pay_by or clock.now()
    late = until <= clock.now() and not looking
    if looking:
        text = _(
            "Your proof is with the office. Until it has decided, your pieces are kept, even after "
            "%(when)s.", when=_moment(until),
        )  # fmt: skip
    elif late:
        text = _(
            "The time for the money ended %(when)s. If you have sent it, send the proof on this "
            "page now: a person looks at it, and no money is lost.", when=_moment(until),
        )  # fmt: skip
    else:
        text = _(
            "If neither the money nor a proof of it is here by %(when)s, the order ends by itself "
            "and the pieces are free again. If you need longer, call before that.",
            when=_moment(until),
        )  # fmt: skip
    return Advice(text, late)


def _travelling(order: OrderStatus) -> Iterable[Advice]:
    """Parcels: not posted yet, on their way too long, or said to have come."""
    office, now = preferences(), clock.now()
    ready = max(filter(None, (order.ready_at, order.paid_at)), default=None)
    if order.posted and order.state == "ready" and order.paid_at and ready:
        until = ready + timedelta(days=office.post_days)
        text = _(
            "It is posted by %(day)s, and we text you the tracking code. No SMS by then? Call the "
            "office.", day=formatters.day(until),
        )  # fmt: skip
        yield Advice(text, until < now)
    for parcel in order.parcels:
        here = parcel.counts_as_here_on(office.delivered_days)
        if parcel.travels and here:
            text = _(
                "The parcel should be with you by %(day)s. If it is not, call before that day: the "
                "office asks the post with the tracking code.", day=formatters.day(here),
            )  # fmt: skip
            yield Advice(text, here - 2 * A_DAY < now)
        elif (
            parcel.state == "delivered"
            and parcel.delivered_at
            and now < parcel.delivered_at + A_WHILE
        ):
            text = _(
                "The parcel counts as delivered since %(day)s. If it is not in your hands, call "
                "the office: it asks the post, and nothing is lost.",
                day=formatters.day(parcel.delivered_at),
            )  # fmt: skip
            yield Advice(text, False)


def _waiting(order: OrderStatus) -> Iterable[Advice]:
    """Here, and not fetched."""
    if order.posted or order.state != "ready" or order.pickup_by is None:
        return
    late, day = order.pickup_by < clock.now(), formatters.day(order.pickup_by)
    if order.paid_at and late:
        text = _(
            "You could have come by %(day)s. It is paid, so we keep it for you; call and say when "
            "you come, or who comes for you.", day=day,
        )  # fmt: skip
    elif order.paid_at:
        text = _(
            "If you cannot come by %(day)s, call: it is paid, and we keep it for you.", day=day
        )
    else:
        text = _(
            "After %(day)s the pieces are for sale again, and you pay nothing. If you cannot come "
            "by then, call before that.", day=day,
        )  # fmt: skip
    yield Advice(text, late)


def _names(parts: Iterable[PartRow]) -> str:
    return str(_(", ")).join(dict.fromkeys(part.maker.name for part in parts))


def _moment(at: datetime) -> str:
    return str(_("%(day)s, %(time)s", day=formatters.day(at), time=formatters.time_of_day(at)))
