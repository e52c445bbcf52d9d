"""Bringing pieces back after they reached the buyer: to stock or written off, money owed back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from marketplace.kernel import clock, preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders import selling
from marketplace.orders.locking import lock
from marketplace.orders.models import Fulfilment, FulfilmentLine, Order, OrderLine, VendorOrder
from marketplace.orders.paying.settling import settle
from marketplace.orders.returns import crediting, messages as return_messages
from marketplace.orders.returns.models import PARTIES, CreditNote
from marketplace.orders.sheets import credit
from marketplace.stock import custody

WITH_BUYER = ("handed_over", "delivered")
NOTHING = N_("Write how many pieces came back, at least one.")
TOO_MANY = N_("So many pieces are not with the buyer. Please look again.")
UNPAID = N_("This order is not paid now. Put its payment right first, then take the pieces back.")
NO_REASON = N_("Write why the pieces came back.")
TOO_LATE = N_(
    "The time for bringing back has passed. Write why the office takes them all the same."
)
MEANWHILE = N_("Somebody took pieces of this order back meanwhile. Here is how it stands now.")
NO_POSTAGE = N_("The postage of this order cannot be given back now.")
Wanted = tuple[int, int, bool]  # line's id, how many, whether they are damaged


@dataclass(frozen=True, slots=True)
class Returnable:
    """A line whose pieces the buyer has: `left` of them, since when, until when it is in time."""

    line: OrderLine
    left: int
    since: datetime
    until: datetime

    @property
    def late(self) -> bool:
        """Whether the time for bringing back has passed."""
        return self.until <= clock.now()


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back and why. `seen`: how many credit notes the order had on the page that asks;
    `postage`: whether that is given back too; `by` a person's id."""

    pieces: Sequence[Wanted]
    reason: str
    liable_party: str
    seen: int
    by: int
    late_reason: str = ""
    postage: bool = False


def returnable(order: Order) -> list[Returnable]:
    """The lines of which pieces are with the buyer."""
    days = timedelta(days=preferences.load().return_days)
    query = (
        select(OrderLine, Fulfilment.handed_over_at)
        .join(VendorOrder, VendorOrder.id == OrderLine.vendor_order_id)
        .join(FulfilmentLine, FulfilmentLine.line_id == OrderLine.id)
        .join(Fulfilment, Fulfilment.id == FulfilmentLine.fulfilment_id)
        .where(VendorOrder.order_id == order.id, Fulfilment.state.in_(WITH_BUYER),
               OrderLine.returned < OrderLine.quantity)
        .order_by(OrderLine.id)
        .execution_options(populate_existing=True)
    )  # fmt: skip
    return [
        Returnable(line, line.quantity - line.returned, since, since + days)
        for line, since in session.execute(query)
        if since is not None
    ]


def postage_left(order: Order) -> int:
    """The postage that can still be given back, in rial: once, when nothing is to be posted. What
    a cancellation gave back of it the order's postage has lost already."""
    if order.state != "closed" or order.delivery != "post":
        return 0
    notes = crediting.of_order(order.id)
    given = sum(
        one.amount for note in notes if note.kind != "cancellation"
        for one in note.lines if one.line_id is None
    )  # fmt: skip
    return max(0, order.postage - given)


def take_back(order: Order, asked: Asked) -> CreditNote:
    """Pieces are back: free at the office or written off; their price is owed to the buyer, who is
    told. The same form twice gives the same note.

    Raises DomainError for too many, without a reason, or late without staff's reason; WrongState
    when others took pieces back since the form was shown."""
    order = lock(order.id)
    if (done := _done_already(order, asked)) is not None:
        return done
    found = _require(order, asked)
    parts = []
    for line_id, quantity, damaged in asked.pieces:
        line = found[line_id].line
        parts.append(crediting.part(line, quantity, "damaged" if damaged else "stock"))
        line.returned += quantity
        custody.taken_back(line.id, line.listing_id, quantity, damaged=damaged)
    if asked.postage:
        parts.append(crediting.postage(postage_left(order)))
    note = crediting.write(
        order, "return", parts, liable_party=asked.liable_party, reason=asked.reason.strip(),
        late_reason=asked.late_reason.strip(), by=asked.by,
    )  # fmt: skip
    order.returned += note.amount
    selling.returned(order, note)
    credit.issue(note, order, asked.by)
    settle(
        order, parts=[(one.line_id, one.amount) for one in note.lines],
        liable_party=asked.liable_party, reason=asked.reason.strip(),
    )  # fmt: skip
    return_messages.taken_back(order, note)
    return note


def _done_already(order: Order, asked: Asked) -> CreditNote | None:
    """The note that this form has made; another's raises WrongState."""
    since = [note for note in crediting.of_order(order.id) if note.position > asked.seen]
    if not since:
        return None
    made = Counter((one.line_id, one.quantity, one.fate) for one in since[0].lines if one.line_id)
    said = Counter((key, many, "damaged" if bad else "stock") for key, many, bad in asked.pieces)
    if made != said or since[0].reason != asked.reason.strip():
        raise WrongState(MEANWHILE)
    return since[0]


def _require(order: Order, asked: Asked) -> dict[int, Returnable]:
    if not asked.reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if asked.liable_party not in PARTIES or not asked.pieces:
        raise DomainError(NOTHING, field="pieces")
    if order.paid_at is None:
        raise WrongState(UNPAID)
    found = {one.line.id: one for one in returnable(order)}
    wanted: Counter[int] = Counter()
    for line_id, quantity, _damaged in asked.pieces:
        wanted[line_id] += quantity
        if quantity < 1:
            raise DomainError(NOTHING, field="pieces")
    if any(many > (found[key].left if key in found else 0) for key, many in wanted.items()):
        raise DomainError(TOO_MANY, field="pieces")
    if any(found[key].late for key in wanted) and not asked.late_reason.strip():
        raise DomainError(TOO_LATE, field="late_reason")
    if asked.postage and not postage_left(order):
        raise DomainError(NO_POSTAGE, field="postage")
    return found
