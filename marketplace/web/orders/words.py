"""The states of orders and their parts in words, each with its tone."""

from flask_babel import gettext as _

from marketplace.kernel.text import N_

ORDER = {
    "placed": (N_("Waits for the maker"), "wait"),
    "making": (N_("On its way to the office"), "wait"),
    "ready": (N_("Ready for pick-up"), "ok"),
    "sent": (N_("On its way to the buyer"), "wait"),
    "closed": (N_("Handed over"), "sold"),
    "declined": (N_("No maker could deliver"), "bad"),
    "lapsed": (N_("Lapsed"), "bad"),
    "cancelled": (N_("Cancelled"), "bad"),
}
PART = {
    "placed": (N_("Waits for the maker"), "wait"),
    "accepted": (N_("Accepted"), "wait"),
    "making": (N_("Being made"), "wait"),
    "ready": (N_("Ready to be brought"), "wait"),
    "at_office": (N_("At the office"), "ok"),
    "shipped": (N_("With the post"), "wait"),
    "delivered": (N_("Delivered"), "sold"),
    "handed_over": (N_("Handed over"), "sold"),
    "lost": (N_("Lost by the post"), "bad"),
    "declined": (N_("Declined"), "bad"),
    "unanswered": (N_("No answer came"), "bad"),
    "uncollected": (N_("Nobody came"), "bad"),
    "unpaid": (N_("Not paid in time"), "bad"),
    "cancelled": (N_("Cancelled"), "bad"),
}
POSTED = {
    "making": (N_("Being made ready for the post"), "wait"),
    "ready": (N_("Ready to be posted"), "ok"),
    "closed": (N_("Delivered"), "sold"),
}
PARCEL = {
    "waiting": (N_("Not posted yet"), "wait"),
    "shipped": (N_("With the post"), "wait"),
    "delivered": (N_("Delivered"), "sold"),
    "undelivered": (N_("Could not be delivered"), "bad"),
    "returned": (N_("Came back"), "bad"),
    "lost": (N_("Lost by the post"), "bad"),
    "found": (N_("Lost, and found again"), ""),
    "given_up": (N_("Given up"), ""),
}


def order_state(state: str, delivery: str = "collect") -> tuple[str, str]:
    """An order's state: word and tone."""
    word, tone = (delivery == "post" and POSTED.get(state)) or ORDER[state]
    return _(word), tone


def parcel_state(state: str) -> tuple[str, str]:
    """A parcel's state: word and tone."""
    word, tone = PARCEL[state]
    return _(word), tone


def part_state(state: str) -> tuple[str, str]:
    """A part's state (orders.status.PartRow.state): word and tone."""
    word, tone = PART[state]
    return _(word), tone
