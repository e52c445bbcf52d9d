"""Buyers' names and numbers: replaced by a token when their orders have long ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select, update

from marketplace.kernel import clock, eventlog, ids
from marketplace.kernel.db import locked_all, session
from marketplace.kernel.eventlog import Event
from marketplace.media import documents
from marketplace.media.models import Document
from marketplace.notify import forgetting as notify
from marketplace.orders.models import (
    Basket,
    BasketLine,
    Buyer,
    Order,
    OrderLine,
    VendorOrder,
)
from marketplace.orders.note_models import Note
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.orders.question_models import Question
from marketplace.orders.states import LIVE
from marketplace.orders.task_models import Task
from marketplace.papers import forgetting as papers
from marketplace.payments import forgetting as payments


def buyers(before: datetime, limit: int) -> int:
    """Delete up to `limit` counters of reservations nobody came for, last used before then; each
    is known by a keyed hash of its number only. Returns how many."""
    old = select(Buyer.mobile_hash).where(Buyer.seen_at < before).limit(limit)
    keys = session.scalars(old.with_for_update()).all()
    session.execute(delete(Buyer).where(Buyer.mobile_hash.in_(keys)))
    return len(keys)


def contacts(before: datetime, limit: int) -> int:
    """Erase the buyers of up to `limit` orders that ended, and were not touched since, before
    then. Codes, lines and amounts stay. Returns how many."""
    keys = session.scalars(_ended(before).order_by(Order.id).limit(limit)).all()
    return these(keys)


def these(keys: Sequence[int]) -> int:
    """Erase the buyers of these orders, of which each is one of `over`. Returns how many."""
    orders = locked_all(Order, keys)
    notify.about("order", keys)
    payments.about("order", keys)
    papers.about(keys)
    for order in orders:
        _erase(order)
    return len(orders)


def recipients(keys: Sequence[int]) -> None:
    """Of orders that stay: where they went and to whom, and whatever shows it."""
    papers.about(keys)
    for order in locked_all(Order, keys):
        _forget_address(order)


def count(before: datetime) -> int:
    """How many orders `contacts` would erase now."""
    return session.scalar(select(func.count()).select_from(_ended(before).subquery())) or 0


def _ended(before: datetime) -> Select[int]:
    since = select(Event.id).where(
        Event.subject_kind == "order", Event.subject_id == Order.id, Event.at >= before
    )
    return over().where(Order.placed_at < before, ~since.exists())


def over() -> Select[int]:
    """Orders that have ended, ask nothing of anybody and whose money is settled."""
    return select(Order.id).where(
        Order.erased_at.is_(None),
        Order.state.not_in((*LIVE, "sent")),
        Order.id.not_in(select(Task.order_id).where(Task.done_at.is_(None))),
        *(Order.id.not_in(unsettled) for unsettled in payments.open_subjects("order")),
    )


def _erase(order: Order) -> None:
    """The token tells two erased buyers apart, and nothing about them; where they live is gone."""
    basket_id, order.basket_id = order.basket_id, None
    order.name, order.mobile, order.mobile_last4 = ids.erased_name(), "", ""
    order.erased_at = clock.now()
    eventlog.record("order", order.id, "erased")
    session.execute(delete(Note).where(Note.order_id == order.id))
    session.execute(update(Task).where(Task.order_id == order.id).values(words="", outcome=""))
    asked = update(Question).where(Question.order_id == order.id)
    session.execute(asked.values(words="", answer=""))
    _forget_words(order)
    _forget_address(order)
    session.flush()
    if basket_id:
        session.execute(delete(BasketLine).where(BasketLine.basket_id == basket_id))
        session.execute(delete(Basket).where(Basket.id == basket_id))


def _forget_words(order: Order) -> None:
    """What she wrote when she changed her mind, beside the whole part or the line."""
    parts = VendorOrder.order_id == order.id
    whole = update(VendorOrder).where(parts, VendorOrder.ended_by == "buyer")
    session.execute(whole.values(decline_reason=None))
    hers = OrderLine.vendor_order_id.in_(select(VendorOrder.id).where(parts))
    session.execute(update(OrderLine).where(hers).values(dropped_why=None))


def _forget_address(order: Order) -> None:
    """And the pictures of the post's receipts, which show names and addresses."""
    session.execute(delete(OrderAddress).where(OrderAddress.order_id == order.id))
    for parcel in session.scalars(select(Parcel).filter_by(order_id=order.id)):
        picture = session.get(Document, parcel.receipt_id or 0)
        parcel.receipt_id = None
        session.flush()
        if picture:
            documents.discard(picture)
