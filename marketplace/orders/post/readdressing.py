"""Where an order goes, put right by the office before anything is posted."""

from dataclasses import asdict

from marketplace.kernel import eventlog, preferences
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError, NotFound, WrongState
from marketplace.kernel.text import N_
from marketplace.orders import cancel_messages, derive
from marketplace.orders.cancelling import NO_REASON
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.paying import payday
from marketplace.orders.paying.settling import SUBJECT, settle
from marketplace.orders.post import addresses, boxes, postage, tariff
from marketplace.orders.post.addresses import Typed
from marketplace.orders.post.provinces import BY_CODE
from marketplace.orders.post.tariff import NO_PROVINCE
from marketplace.orders.returns import crediting

POSTED = N_("A parcel of this order is on its way; its address can no longer be changed.")
STILL_HERE = ("waiting", "returned", "given_up")


def correctable(order: Order) -> bool:
    """Whether it goes by post and nothing of it is on its way or there."""
    parcels = postage.of_order(order)
    return bool(parcels) and all(one.state in STILL_HERE for one in parcels)


def correct(order: Order, typed: Typed, reason: str, *, reprice: bool = False) -> None:
    """Another address. The postage stays as it was agreed, or follows the address by the tariff of
    the order's day (`reprice`): what is then missing is asked of the buyer, what is too much is
    owed back. The log says why, not where.

    Raises NotFound for what is collected, WrongState once it is posted, DomainError without a
    reason or a price."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if typed.province not in BY_CODE:
        raise DomainError(NO_PROVINCE, field="province")
    order = lock(order.id)
    address = session.scalars(addresses.OF_ORDER, {"order": order.id}).first()
    if address is None:
        raise NotFound
    if not correctable(order):
        raise WrongState(POSTED)
    for name, value in asdict(typed).items():
        setattr(address, name, value)
    for parcel in postage.of_order(order):
        boxes.leave(parcel)
    eventlog.record(SUBJECT, order.id, "address_corrected", reason=reason.strip())
    owes = reprice and _reprice(order, typed.province, reason.strip())
    cancel_messages.readdressed(order, owes=owes)


def _reprice(order: Order, province: str, reason: str) -> bool:
    """True when the buyer has something to pay that she had not before."""
    before, paid = order.postage, order.paid_at is not None
    zone = tariff.zone(province, preferences.load())
    for parcel in postage.of_order(order):
        if parcel.state == "waiting":
            postage.to_zone(parcel, order, zone)
    derive.refresh(order)
    if (change := order.postage - before) == 0:
        return False
    settle(order, reason=reason)
    if paid and change < 0:
        parts = [crediting.postage(-change)]
        crediting.write(order, "cancellation", parts, liable_party="office", reason=reason)
    if order.paid_at is None and payday.ahead(order):
        payday.more_time(order)
    return paid and order.paid_at is None
