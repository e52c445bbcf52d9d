"""Everything under one number, kind by kind, as it stands in the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from marketplace.following import asking
from marketplace.following.models import Follow
from marketplace.kernel.db import session
from marketplace.notify.models import Message
from marketplace.orders import basket, buyers
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.orders.note_models import Note
from marketplace.orders.post.models import OrderAddress, Parcel
from marketplace.orders.question_models import Question
from marketplace.orders.task_models import Task
from marketplace.papers.models import Paper, PaperOrder
from marketplace.payments.intents.models import Intent
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import RefundDue
from marketplace.people import users
from marketplace.people.models import Invitation, OneTimeCode, User
from marketplace.retention.person import orders as orders_

Rows = Sequence[Any]
OF_ORDERS: Mapping[str, Any] = {
    "questions": Question, "notes": Note, "tasks": Task, "parcels": Parcel,
}  # fmt: skip
OF_MONEY: Mapping[str, Any] = {
    "proofs": Proof, "payments": Payment, "online": Intent, "refunds": RefundDue,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """`kinds` in the page's sequence, none of them empty; `held` keeps it from being erased;
    `account` signs in with this number."""

    mobile: str
    own: Sequence[Order]
    kinds: Mapping[str, Rows]
    held: Sequence[Order]
    account: User | None

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {name: len(rows) for name, rows in self.kinds.items()}


def look(address: str) -> Found:
    """What is under this number (E.164); or, for somebody of the office who has none, under her
    e-mail address in lower case."""
    account = users.by_email(address) if "@" in address else users.by_mobile(address)
    mobile = (account and account.mobile) or address
    own, sent = orders_.own(mobile), orders_.sent_to(mobile)
    keys = [order.id for order in own]
    kinds = {"orders": own, "sent_to": sent} | _of_orders(mobile, keys) | _of_number(mobile)
    return Found(
        mobile=mobile,
        own=own,
        kinds={name: rows for name, rows in kinds.items() if rows},
        held=orders_.held_back([*own, *sent]),
        account=account,
    )


def _of_orders(mobile: str, keys: list[int]) -> dict[str, Rows]:
    where = or_(OrderAddress.order_id.in_(keys), OrderAddress.phone == mobile)
    lines = select(OrderLine).join(VendorOrder, VendorOrder.id == OrderLine.vendor_order_id)
    printed = select(PaperOrder.paper_id).where(PaperOrder.order_id.in_(keys))
    found: dict[str, Rows] = {
        "pieces": _all(lines.where(VendorOrder.order_id.in_(keys)), OrderLine),
        "addresses": _all(select(OrderAddress).where(where), OrderAddress),
        "papers": _all(
            select(Paper).where(Paper.id.in_(printed), Paper.erased_at.is_(None)), Paper
        ),
    }
    for name, model in OF_ORDERS.items():
        found[name] = _all(select(model).where(model.order_id.in_(keys)), model)
    for name, model in OF_MONEY.items():
        hers = select(model).where(model.subject_kind == "order", model.subject_id.in_(keys))
        found[name] = _all(hers, model)
    return found


def _of_number(mobile: str) -> dict[str, Rows]:
    follower = asking.by_mobile(mobile)
    return {
        "messages": _all(select(Message).where(Message.recipient == mobile), Message),
        "follows": _all(select(Follow).filter_by(follower_id=follower.id), Follow)
        if follower else (),
        "baskets": basket.of(mobile),
        "codes": _all(select(OneTimeCode).where(OneTimeCode.mobile == mobile), OneTimeCode),
        "counters": buyers.counters(mobile),
        "invitations": _all(select(Invitation).where(Invitation.mobile == mobile), Invitation),
    }  # fmt: skip


def _all(query: Any, model: Any) -> Rows:
    rows: Rows = session.scalars(query.order_by(model.id)).all()
    return rows
