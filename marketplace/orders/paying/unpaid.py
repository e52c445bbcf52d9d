"""The worker's part in paying ahead: a reminder, and an end that frees the pieces."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, exists, select

from marketplace.kernel import clock
from marketplace.kernel.db import session
from marketplace.orders import buyers, derive, fulfilments
from marketplace.orders.locking import line_ids, lock_all
from marketplace.orders.models import Order
from marketplace.orders.paying import messages as pay_messages
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.states import FULFILMENT, VENDOR_ORDER
from marketplace.payments import proofs
from marketplace.payments.intents import finding
from marketplace.payments.intents.models import Intent
from marketplace.payments.proof_models import Proof
from marketplace.stock import holds

AT_ONCE = 100
NOTICE = timedelta(hours=12)
OPEN = ("making", "ready")


def expire() -> None:
    """What nobody paid in time is for sale again where it lies. Money that is on its way (a proof
    waits, a gateway has not said no) or came in part is for people to sort out, not for the
    clock."""
    due = session.execute(
        select(Order.id, Order.mobile)
        .where(*_unpaid(), Order.paid == 0, Order.pay_by <= clock.now(), ~_proved(), ~_online())
        .order_by(Order.pay_by)
        .limit(AT_ONCE)
    ).all()
    for mobile in sorted({mobile for _, mobile in due if mobile}):
        buyers.lock(mobile)
    orders = [order for order in lock_all([key for key, _ in due]) if _expired(order)]
    parts = [
        part for order in orders for part in order.vendor_orders
        if VENDOR_ORDER.allows(part, "lapse")
    ]  # fmt: skip
    holds.release([line for part in parts for line in line_ids(part)])
    for part in parts:
        VENDOR_ORDER.fire(part, "lapse", reason="unpaid")
        for fulfilment in part.fulfilments:
            session.refresh(fulfilment)
            FULFILMENT.fire(fulfilment, "give_up", reason="unpaid")
    for order in orders:
        derive.refresh(order)
        if order.mobile:
            buyers.did_not_come(order.mobile)
        pay_messages.unpaid(order)


def _expired(order: Order) -> bool:
    """Whether it still is, now that it is locked."""
    late = order.pay_by is not None and order.pay_by <= clock.now()
    return (
        late and order.state in OPEN and order.paid_at is None and order.paid == 0
        and not proofs.of_subject((SUBJECT, order.id), "waiting")
        and not finding.on_its_way((SUBJECT, order.id))
        and not fulfilments.left(order)
    )  # fmt: skip


def remind() -> None:
    """Tell those whose time for paying runs out."""
    now = clock.now()
    due = session.scalars(
        select(Order.id).where(
            *_unpaid(), Order.pay_reminded_at.is_(None), ~_proved(), ~_online(),
            Order.pay_by > now, Order.pay_by <= now + NOTICE,
        ).limit(AT_ONCE)
    ).all()  # fmt: skip
    for order in lock_all(due):
        if order.state in OPEN and order.paid_at is None and order.pay_reminded_at is None:
            order.pay_reminded_at = now
            pay_messages.remind(order)


def _unpaid() -> Sequence[ColumnElement[bool]]:
    return (Order.paid_at.is_(None), Order.state.in_(OPEN))


def _proved() -> ColumnElement[bool]:
    waits = (Proof.subject_kind == SUBJECT, Proof.subject_id == Order.id, Proof.state == "waiting")
    return exists().where(*waits).correlate(Order)


def _online() -> ColumnElement[bool]:
    """A gateway has not said no, or her time there ended only just now."""
    mine = (Intent.subject_kind == SUBJECT, Intent.subject_id == Order.id)
    return exists().where(*mine, finding.may_bring_money()).correlate(Order)
