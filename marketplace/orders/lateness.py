"""What is late comes up by itself: a task for a person, and word to those who wait."""

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select

from marketplace.kernel import clock, preferences
from marketplace.kernel.db import session
from marketplace.orders import cancel_messages, tasks
from marketplace.orders.locking import lock_all
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.task_models import Task

AT_ONCE = 100
FIRST_ANSWER = timedelta(days=1)
COMING = ("accepted", "making", "ready")


def unanswered() -> None:
    """A maker who is silent for a day: somebody calls her before her time ends."""
    for part in _late_parts("late_answer", _silent()):
        tasks.open_("late_answer", part)


def overdue() -> None:
    """The promised day has passed: the maker is asked, the buyer told, somebody calls."""
    for part in _late_parts("late_promise", _promised()):
        if tasks.open_("late_promise", part):
            cancel_messages.promised_late(part.order, part)


def unclaimed() -> None:
    """Paid, here, and the days for picking up are over."""
    late = select(Order.id).where(_unclaimed(), ~_has("unclaimed", "order", Order.id))
    for order in lock_all(session.scalars(late.limit(AT_ONCE)).all()):
        if order.state == "ready" and order.paid_at and tasks.open_("unclaimed", order):
            cancel_messages.unclaimed(order)


def _silent() -> ColumnElement[bool]:
    """A whole day without an answer; closed days of hers, which `answer_by` leaves out, too."""
    rest = timedelta(days=preferences.load().accept_days) - FIRST_ANSWER
    return and_(
        VendorOrder.state == "placed",
        VendorOrder.answer_by <= clock.now() + rest,
        VendorOrder.order_id.in_(
            select(Order.id).where(Order.placed_at <= clock.now() - FIRST_ANSWER)
        ),
    )


def _promised() -> ColumnElement[bool]:
    """Late, and not waiting for the buyer's money."""
    order = select(Order.id).where(
        Order.state == "making", or_(Order.pay_by.is_(None), Order.paid_at.is_not(None))
    )
    return and_(
        VendorOrder.state.in_(COMING), VendorOrder.bring_by < clock.now(),
        VendorOrder.order_id.in_(order), not_(_arrived()),
    )  # fmt: skip


def _arrived() -> ColumnElement[bool]:
    return exists().where(
        Fulfilment.vendor_order_id == VendorOrder.id, Fulfilment.state != "expected"
    )


def _unclaimed() -> ColumnElement[bool]:
    return and_(Order.state == "ready", Order.paid_at.is_not(None), Order.pickup_by < clock.now())


def _has(kind: str, name: str, key: object) -> ColumnElement[bool]:
    return exists().where(
        Task.kind == kind, Task.subject_kind == name, Task.subject_id == key,
        Task.done_at.is_(None),
    )  # fmt: skip


def _late_parts(kind: str, late: ColumnElement[bool]) -> list[VendorOrder]:
    """Late parts without this task, their orders locked; still late then."""
    query = select(VendorOrder).where(late, ~_has(kind, "vendor_order", VendorOrder.id))
    found = session.scalars(query.order_by(VendorOrder.id).limit(AT_ONCE)).all()
    lock_all({part.order_id for part in found})
    keys = [part.id for part in found]
    return list(session.scalars(select(VendorOrder).where(VendorOrder.id.in_(keys), late)))


def settle() -> None:
    """Close what has come about by itself: answered, brought, fetched."""
    for kind, name, table, late in (
        ("late_answer", "vendor_order", VendorOrder, _silent()),
        ("late_promise", "vendor_order", VendorOrder, _promised()),
        ("unclaimed", "order", Order, _unclaimed()),
    ):
        still = exists().where(table.id == Task.subject_id, late)
        over = select(Task).where(
            Task.kind == kind, Task.subject_kind == name, Task.done_at.is_(None), ~still
        )
        for task in session.scalars(over.limit(AT_ONCE).with_for_update()):
            task.done_at = clock.now()


STEPS = (settle, unanswered, overdue, unclaimed)
