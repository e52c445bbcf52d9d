"""A parcel that its carrier lost: written off, owed back to its buyer, borne by somebody."""

from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders import derive, fulfilments, selling
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.orders.paying.settling import settle
from marketplace.orders.post import boxes
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns import crediting, messages as return_messages
from marketplace.orders.returns.models import PARTIES, CreditLine, CreditNote
from marketplace.orders.returns.returning import UNPAID
from marketplace.orders.sheets import credit
from marketplace.orders.states import FULFILMENT, PARCEL
from marketplace.stock import custody

NO_REASON = N_("Write how you know that it is lost, and what the carrier said.")
NOBODY = N_("Choose who bears it.")


def lose(parcel: Parcel, liable: str, reason: str, by: int) -> list[CreditNote]:
    """Everything in its box is lost: one credit note for each order, pieces and postage, borne by
    `liable` (office, vendor, post); its buyer and makers are told. `by` a person's id.

    Raises DomainError without a reason or a bearer, WrongState where nothing is under way."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if liable not in PARTIES:
        raise DomainError(NOBODY, field="liable")
    found = [_lose(one, order, liable, reason.strip(), by) for one, order in boxes.hold(parcel)]
    return [note for note in found if note is not None]


def _lose(parcel: Parcel, order: Order, liable: str, reason: str, by: int) -> CreditNote | None:
    if order.paid_at is None:
        raise WrongState(UNPAID)
    PARCEL.fire(parcel, "lose", reason=reason)
    parts = [part for one in parcel.fulfilments if FULFILMENT.allows(one, "lose")
             for part in _write_off(one)]  # fmt: skip
    note = _credit(parcel, order, parts, liable, reason, by) if parts else None
    derive.refresh(order)
    if note is not None:
        return_messages.lost(order, note)
    return note


def _write_off(fulfilment: Fulfilment) -> list[CreditLine]:
    """What of it the buyer has not brought back already."""
    arrived, parts = fulfilment.state == "delivered", []
    FULFILMENT.fire(fulfilment, "lose")
    for place in fulfilment.lines:
        line = session.get_one(OrderLine, place.line_id)
        left = line.quantity - line.returned
        if left > 0:
            parts.append(crediting.part(line, left, "lost"))
            line.returned += left
            custody.lost(line.id, line.listing_id, left, arrived=arrived)
    part = session.get_one(VendorOrder, fulfilment.vendor_order_id)
    if not arrived:
        fulfilments.close(part)
    return parts


def _credit(
    parcel: Parcel, order: Order, parts: list[CreditLine], liable: str, reason: str, by: int
) -> CreditNote:  # fmt: skip
    given = sum(one.amount for note in crediting.of_order(order.id) for one in note.lines
                if one.line_id is None and note.kind == "return")  # fmt: skip
    if (posted := min(parcel.postage, max(0, order.postage - given))) > 0:
        parts.append(crediting.postage(posted))
    note = crediting.write(order, "loss", parts, liable_party=liable, reason=reason, by=by)
    order.returned += note.amount
    selling.returned(order, note)
    credit.issue(note, order, by)
    owed = [(one.line_id, one.amount) for one in note.lines]
    settle(order, parts=owed, liable_party=liable, reason=reason)
    return note
