"""How a vendor order's pieces reach the buyer: expected, at the office, handed over."""

from collections.abc import Collection

from sqlalchemy import exists, select, update

from marketplace.kernel import clock, eventlog, ids
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, WrongState
from marketplace.kernel.text import N_
from marketplace.orders import derive, numbers
from marketplace.orders.locking import lock
from marketplace.orders.models import Fulfilment, FulfilmentLine, Order, VendorOrder
from marketplace.orders.paying import fetching
from marketplace.orders.post import postage
from marketplace.orders.post.models import Parcel
from marketplace.orders.states import ASKING, FULFILMENT, LEFT, VENDOR_ORDER
from marketplace.stock import custody

UNPAID = N_("Take the payment first: nothing leaves before it is recorded.")
NONE_TICKED = N_("Tick the pieces that you give away.")
NOT_HERE = N_("Not all of these pieces lie here any more. Please look again.")


def expect(vendor_order: VendorOrder) -> Fulfilment:
    """A new fulfilment over all lines of an accepted vendor order, in its parcel if it has one."""
    parcel = postage.carrier(vendor_order)
    fulfilment = Fulfilment(
        public_id=ids.public_id(), vendor_order_id=vendor_order.id,
        method="post" if parcel else "pickup", parcel_id=parcel.id if parcel else None,
        lines=[FulfilmentLine(line_id=line.id, quantity=line.quantity)
               for line in vendor_order.kept],
    )  # fmt: skip
    FULFILMENT.born(fulfilment)
    return fulfilment


def arrive(fulfilment: Fulfilment) -> None:
    """Its pieces are at the office. Raises WrongState."""
    vendor_order = session.get_one(VendorOrder, fulfilment.vendor_order_id)
    order = lock(vendor_order.order_id)
    session.refresh(fulfilment)
    arrived(fulfilment, vendor_order)
    derive.refresh(order)


def arrived(fulfilment: Fulfilment, vendor_order: VendorOrder) -> None:
    """The states and the custody alone; the caller holds the lock."""
    FULFILMENT.fire(fulfilment, "arrive")
    fulfilment.at_office_at = clock.now()
    for line in fulfilment.lines:
        custody.arrive(line.line_id)
    if VENDOR_ORDER.allows(vendor_order, "finish"):
        VENDOR_ORDER.fire(vendor_order, "finish")
    if fulfilment.parcel_id is not None:
        _take_over(session.get_one(Parcel, fulfilment.parcel_id))


def _take_over(parcel: Parcel) -> None:
    """What lies at the office is posted by the office, which then keeps the postage."""
    if parcel.posted_by == "vendor":
        changes = {"posted_by": ["vendor", "office"], "keeper": [parcel.keeper, "office"]}
        parcel.posted_by = parcel.keeper = "office"
        eventlog.record("parcel", parcel.id, "taken_over", changes=changes)


def hand_over(fulfilment: Fulfilment, line_ids: Collection[int] | None = None) -> None:
    """Its pieces leave with the buyer: all of them, or these lines while the others stay here.
    What a parcel without them costs less is owed back.

    Raises DomainError before the payment, without a line, or without the numbers of numbered
    pieces; WrongState when they are not here."""
    vendor_order = session.get_one(VendorOrder, fulfilment.vendor_order_id)
    order = lock(vendor_order.order_id)
    session.refresh(fulfilment, ["state", "lines"])
    if order.paid_at is None:
        raise DomainError(UNPAID)
    leaving = {line.line_id for line in fulfilment.lines} if line_ids is None else set(line_ids)
    numbers.require(line for line in vendor_order.lines if line.id in leaving)
    going = fulfilment if line_ids is None else _apart(fulfilment, set(line_ids))
    FULFILMENT.fire(going, "hand_over")
    going.handed_over_at = clock.now()
    for line in going.lines:
        custody.hand_over(line.line_id)
    close(vendor_order)
    fetching.count_anew(order)


def _apart(fulfilment: Fulfilment, line_ids: set[int]) -> Fulfilment:
    """The fulfilment itself when these are all its lines, else a new one that has them now."""
    if not line_ids:
        raise DomainError(NONE_TICKED, field="lines")
    here = {line.line_id for line in fulfilment.lines}
    if line_ids == here:
        return fulfilment
    if not line_ids <= here:
        raise WrongState(NOT_HERE)
    apart = Fulfilment(
        public_id=ids.public_id(), vendor_order_id=fulfilment.vendor_order_id, method="pickup",
        at_office_at=fulfilment.at_office_at,
    )  # fmt: skip
    FULFILMENT.born(apart, state=fulfilment.state)
    mine = FulfilmentLine.fulfilment_id == fulfilment.id, FulfilmentLine.line_id.in_(line_ids)
    session.execute(
        update(FulfilmentLine).where(*mine).values(fulfilment_id=apart.id)
        .execution_options(synchronize_session=False)
    )  # fmt: skip
    for line in fulfilment.lines:
        session.expunge(line)
    session.expire(fulfilment, ["lines"])
    session.expire(apart, ["lines"])
    session.expire(session.get_one(VendorOrder, fulfilment.vendor_order_id), ["fulfilments"])
    return apart


def close(vendor_order: VendorOrder) -> None:
    """It is closed once nothing of it is still to reach the buyer."""
    session.flush()
    mine = Fulfilment.vendor_order_id == vendor_order.id, Fulfilment.state.in_(ASKING)
    if not session.scalar(select(exists().where(*mine))):
        VENDOR_ORDER.fire(vendor_order, "close")


def leave_empty(vendor_order: VendorOrder) -> None:
    """A fulfilment whose lines were all taken off is over, and with the last one the part."""
    empty = ~exists().where(FulfilmentLine.fulfilment_id == Fulfilment.id)
    mine = select(Fulfilment).where(Fulfilment.vendor_order_id == vendor_order.id, empty)
    over = [one for one in session.scalars(mine) if FULFILMENT.allows(one, "give_up")]
    for one in over:
        FULFILMENT.fire(one, "give_up")
    if over:
        close(vendor_order)


def left(order: Order) -> set[int]:
    """The lines whose pieces have left the house: with the buyer or on their way."""
    query = select(FulfilmentLine.line_id).join(Fulfilment).join(VendorOrder)
    gone = query.where(VendorOrder.order_id == order.id, Fulfilment.state.in_(LEFT))
    return set(session.scalars(gone))
