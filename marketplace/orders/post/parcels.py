"""What happens to a parcel, and to all that lies in its box: posted, delivered, or not; each with
its custody moves."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock, eventlog, preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.orders import derive, fulfilments, messages
from marketplace.orders.fulfilments import UNPAID
from marketplace.orders.locking import lock_all
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.orders.post import boxes, carried, tracking
from marketplace.orders.post.models import Parcel
from marketplace.orders.states import FULFILMENT, PARCEL, VENDOR_ORDER
from marketplace.stock import custody

NOT_COMPLETE = N_("Wait until every piece of this parcel is here; then it can be posted.")
TWICE = N_("This tracking code is on another parcel already. Please look at the receipt again.")
NOTHING_LEFT = N_("Nothing is left to post in this parcel: it was cancelled or fetched.")
NO_REASON = N_("Write what the carrier said.")
AT_ONCE = 100


def ship(parcel: Parcel, typed: str) -> None:
    """It was given to the carrier under this tracking code, typed in any digits.

    Raises DomainError before the payment, while a piece is missing, or for a wrong code."""
    held = boxes.hold(parcel)
    code = tracking.read(typed, parcel.method.tracking_examples)
    if parcel.state == "waiting":
        for one, order in held:
            _require(one, order)
        _require_new(parcel, code)
    for one, order in held:
        _mark(one, code)
        for fulfilment in one.fulfilments:
            if FULFILMENT.allows(fulfilment, "ship"):
                _send(fulfilment)
        derive.refresh(order)
        messages.posted(order, one)


def _require(parcel: Parcel, order: Order) -> None:
    if order.paid_at is None:
        raise DomainError(UNPAID)
    if not complete(parcel, order):
        raise DomainError(NOT_COMPLETE)


def _require_new(parcel: Parcel, code: str) -> None:
    first = boxes.leader(parcel)
    same = select(Parcel.id).where(
        Parcel.method_id == first.method_id, Parcel.tracking_code == code, Parcel.id != first.id
    )
    if session.scalar(same):
        raise DomainError(TWICE, field="tracking_code")


def _mark(parcel: Parcel, code: str) -> None:
    """Shipped under this code, of which two parcels may try the same at once."""
    try:
        with session.begin_nested():
            PARCEL.fire(parcel, "ship")
            parcel.tracking_code, parcel.shipped_at = code, clock.now()
            session.flush()
    except IntegrityError as error:
        raise DomainError(TWICE, field="tracking_code") from error


def complete(parcel: Parcel, order: Order) -> bool:
    """Whether everything that goes with it is where it is posted from."""
    here = ("expected", "at_office") if parcel.posted_by == "vendor" else ("at_office",)
    places = {one.vendor_order_id: one.state for one in parcel.fulfilments}
    mine = carried.parts(parcel, order)
    return bool(mine) and all(places.get(part.id) in here for part in mine)


def _send(fulfilment: Fulfilment) -> None:
    FULFILMENT.fire(fulfilment, "ship")
    vendor_order = session.get_one(VendorOrder, fulfilment.vendor_order_id)
    if VENDOR_ORDER.allows(vendor_order, "finish"):
        VENDOR_ORDER.fire(vendor_order, "finish")
    for line in fulfilment.lines:
        custody.post(line.line_id)


def deliver(parcel: Parcel, reason: str | None = None) -> None:
    """It reached the buyer. `reason`: presumed, when only time says so. Raises WrongState."""
    for one, order in boxes.hold(parcel):
        PARCEL.fire(one, "deliver", reason=reason)
        one.delivered_at = clock.now()
        for fulfilment in _on_the_way(one):
            FULFILMENT.fire(fulfilment, "deliver")
            fulfilment.handed_over_at = clock.now()
            for line in _lines(fulfilment):
                custody.delivered(line.id, line.listing_id, line.quantity)
            fulfilments.close(session.get_one(VendorOrder, fulfilment.vendor_order_id))
        derive.refresh(order)


def fail(parcel: Parcel, reason: str) -> None:
    """The carrier could not deliver it. Raises WrongState, DomainError without a reason."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    for one, order in boxes.hold(parcel):
        PARCEL.fire(one, "fail", reason=reason.strip())
        messages.undelivered(order)


def come_back(parcel: Parcel) -> None:
    """It is back with whoever posted it, its pieces kept for the buyer as before. WrongState."""
    for one, order in boxes.hold(parcel):
        PARCEL.fire(one, "come_back")
        home = one.posted_by == "vendor"
        for fulfilment in _on_the_way(one):
            FULFILMENT.fire(fulfilment, "come_home" if home else "come_back")
            for line in _lines(fulfilment):
                custody.come_back(line.id, line.listing_id, line.quantity, home=home)
        derive.refresh(order)


def send_again(parcel: Parcel) -> None:
    """It waits for posting once more, under a new tracking code. Raises WrongState, also when
    nothing is left to go with it."""
    for one, order in boxes.hold(parcel):
        if not carried.lines(one, order):
            raise WrongState(NOTHING_LEFT)
        changes = {"tracking_code": [one.tracking_code, None]}
        PARCEL.fire(one, "send_again", changes=changes)
        one.tracking_code = one.receipt_id = one.shipped_at = None


def keep_receipt(parcel: Parcel, picture: Document) -> None:
    """The picture of the carrier's receipt, in place of an earlier one."""
    old = session.get(Document, parcel.receipt_id) if parcel.receipt_id else None
    parcel.receipt_id = picture.id
    session.flush()
    if old:
        documents.discard(old)
    eventlog.record("parcel", parcel.id, "receipt_kept")


def show_label(parcel: Parcel) -> None:
    """Somebody outside the office reads the whole address: that is in the log."""
    eventlog.record("parcel", parcel.id, "label_viewed")


def view_receipt(parcel: Parcel) -> Document:
    """Its picture, opened after this unit of work; that somebody looks is in the log."""
    eventlog.record("parcel", parcel.id, "receipt_viewed")
    return session.get_one(Document, parcel.receipt_id)


def presume_delivered() -> None:
    """The worker's part: nobody said otherwise for so many days."""
    until = clock.now() - timedelta(days=preferences.load().delivered_days)
    query = select(Parcel).where(Parcel.state == "shipped", Parcel.shipped_at <= until)
    due = session.scalars(query.order_by(Parcel.shipped_at).limit(AT_ONCE)).all()
    lock_all(boxes.orders_of(due))
    for parcel in due:
        session.refresh(parcel)
        if parcel.state == "shipped":
            deliver(parcel, "presumed")


def _on_the_way(parcel: Parcel) -> list[Fulfilment]:
    return [one for one in parcel.fulfilments if one.state == "shipped"]


def _lines(fulfilment: Fulfilment) -> list[OrderLine]:
    return [session.get_one(OrderLine, line.line_id) for line in fulfilment.lines]
