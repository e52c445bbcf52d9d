"""The news on top of the buyer's page, and how each part stands when they stand differently."""

from collections import Counter

from flask_babel import gettext as _

from marketplace.kernel.text import N_
from marketplace.orders.status import OrderStatus
from marketplace.web.shop import order_words
from marketplace.web.shop.buying import number

HEADLINES = {
    "placed": N_("Reserved; now the makers answer"),
    "making": N_("Your order is on its way"),
    "ready": N_("Your order is ready: come and see it"),
    "closed": N_("Your order is in your hands"),
    "declined": N_("Sorry, this order cannot be made"),
    "lapsed": N_("The time for this order has passed"),
    "cancelled": N_("This order is cancelled"),
}
THE_REST = {
    "making": N_("The rest of your order is on its way"),
    "ready": N_("The rest of your order is ready: come and see it"),
}
POSTED = {
    "making": N_("Your order is being made ready for the post"),
    "ready": N_("Your order is complete and goes to the post"),
    "sent": N_("Your order is on its way to you"),
    "closed": N_("Your order has arrived"),
}
BACK = {
    "returned": N_("Your parcel came back; we keep your pieces"),
    "undelivered": N_("The post could not deliver your parcel"),
    "lost": N_("The post lost your parcel; your money comes back"),
    "found": N_("Your lost parcel turned up; the money stays yours"),
}
ONE_BACK = {
    "returned": N_("One of your parcels came back; we keep its pieces"),
    "undelivered": N_("The post could not deliver one of your parcels"),
    "lost": N_("The post lost one of your parcels; its money comes back"),
    "found": N_("A lost parcel of yours turned up; the money stays yours"),
}


def headline(order: OrderStatus, *, looking: bool = False, unsure: bool = False) -> str:
    """The news itself; `looking` while a proof of her money is with the office, `unsure` while no
    gateway says what became of it."""
    if unsure:
        return str(_("Your payment: we do not know yet"))
    if looking:
        return str(_("The office is looking for your money"))
    if order.posted and order.state in POSTED:
        return _posted(order)
    silent = sum(part.state == "placed" for part in order.parts)
    if order.state == "placed" and silent < len(order.parts):
        left, all_ = number(silent), number(len(order.parts))
        return str(_("Reserved; makers still to answer: %(left)s of %(all)s", left=left, all=all_))
    coming = len(order.live) - order.here
    if order.state == "making" and order.here and coming:
        here, left = number(order.here), number(coming)
        return str(_("Your order: %(here)s is here, %(left)s on its way", here=here, left=left))
    if order.ahead and order.state in ("making", "ready") and not order.paid_at:
        card = order.pay_method == "card"
        now = _("The makers said yes: now send the money")
        return str(now if card else _("The makers said yes: now you can pay"))
    if order.state == "ready" and order.paid_at:
        return str(_("Paid: take your order with you"))
    whole = len(order.live) == len(order.parts)
    return str(_(HEADLINES[order.state] if whole else _of_the_rest(order.state)))


def standing(order: OrderStatus) -> list[tuple[str, str]]:
    """Words and tones, as "1 of 3: Here"; empty when every part stands alike."""
    states = Counter(part.state for part in order.parts)
    if len(states) < 2:
        return []
    all_ = number(len(order.parts))
    rows = []
    for state, count in states.items():
        word, tone = order_words.pill(state)
        line = _("%(count)s of %(all)s: %(state)s", count=number(count), all=all_, state=word)
        rows.append((str(line), tone))
    return rows


def _of_the_rest(state: str) -> str:
    return THE_REST.get(state, HEADLINES[state])


def _posted(order: OrderStatus) -> str:
    parcels = [parcel for parcel in order.parcels if parcel.live]
    back = ONE_BACK if len(parcels) > 1 else BACK
    for parcel in parcels:
        if parcel.state in back:
            return str(_(back[parcel.state]))
    arrived = sum(parcel.state == "delivered" for parcel in parcels)
    if order.state == "sent" and arrived:
        counts = {"here": number(arrived), "all": number(len(parcels))}
        return str(_("Arrived: %(here)s of %(all)s parcels; the rest is coming", **counts))
    if order.state == "ready" and not order.paid_at:
        return str(_("Your order is complete; it is posted as soon as it is paid"))
    if order.state in ("making", "ready") and (arrived or any(one.travels for one in parcels)):
        return str(_("Part of your order is on its way to you; the rest follows"))
    return str(_(POSTED[order.state]))
