"""How many of a line: put right by the office before the pieces leave."""

from datetime import timedelta

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock, eventlog
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.money import Money, percent
from marketplace.kernel.text import N_
from marketplace.orders import cancel_messages, derive, lines
from marketplace.orders.cancelling import NO_REASON, TOO_LATE, cancellable
from marketplace.orders.locking import lock
from marketplace.orders.models import FulfilmentLine, Order, OrderLine, VendorOrder
from marketplace.orders.paying import payday
from marketplace.orders.paying.settling import settle
from marketplace.orders.post import postage
from marketplace.orders.returns import crediting
from marketplace.orders.tax import taxes
from marketplace.stock import holds

ONE = N_("This piece is one of a kind.")
ARRIVED = N_("These pieces are at the office already; make a new order for more of them.")
A_MOMENT = timedelta(hours=1)


def set_quantity(line: OrderLine, quantity: int, reason: str) -> None:
    """So many of this line from now on; what was paid too much is owed back, what is missing for
    more of them and a heavier parcel is asked for.

    Raises SoldOut when more are not free, DomainError without a reason or where the post takes no
    parcel as heavy, WrongState when they have left."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    part = session.get_one(VendorOrder, line.vendor_order_id)
    order = lock(part.order_id)
    session.refresh(line)
    if line.id not in cancellable(order):
        raise WrongState(TOO_LATE)
    if (change := quantity - line.quantity) == 0:
        return
    _move_pieces(order, part, line, change)
    old, before, paid = line.quantity, crediting.whole(line), order.paid_at is not None
    price = Money(line.unit_price, line.currency)
    line.quantity = quantity
    line.commission = percent(price * quantity, line.commission_bp).amount
    line.tax = taxes.included(price * quantity, line.tax_bp).amount
    for fulfilment in part.fulfilments:
        for one in session.query(FulfilmentLine).filter_by(
            fulfilment_id=fulfilment.id, line_id=line.id
        ):
            one.quantity = quantity
    postage.require_price(part)
    _count(order, part, line, old, reason.strip(), paid=paid)
    if paid and change < 0:
        crediting.lessened(order, line, before, reason.strip())


def _move_pieces(order: Order, part: VendorOrder, line: OrderLine, change: int) -> None:
    if change < 0:
        holds.shrink(line.id, -change)
        return
    if session.get_one(Listing, line.listing_id).kind == "one_of_a_kind":
        raise DomainError(ONE, field="quantity")
    if any(one.state != "expected" for one in part.fulfilments):
        raise DomainError(ARRIVED, field="quantity")
    until = part.answer_by if part.state == "placed" else clock.now() + A_MOMENT
    holds.hold([(line.id, line.listing_id, change)], until)
    if part.state != "placed":
        holds.allocate([line.id])


def _count(
    order: Order, part: VendorOrder, line: OrderLine, old: int, reason: str, *, paid: bool
) -> None:
    changes = {"title_fa": [line.title_fa, line.title_fa], "quantity": [old, line.quantity]}
    eventlog.record("vendor_order", part.id, "quantity_corrected", reason=reason, changes=changes)
    lines.count_anew(part)
    derive.refresh(order)
    settle(order, lines=[line], reason=reason)
    if order.paid_at is None and payday.ahead(order):
        payday.more_time(order)
    cancel_messages.corrected(order, part, owes=paid and order.paid_at is None)
