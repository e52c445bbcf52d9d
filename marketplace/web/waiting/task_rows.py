"""The office's tasks in words: what is the matter, whose it is, whom to call, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask_babel import gettext as _, ngettext
from sqlalchemy import func, select

from marketplace.kernel.db import Base, session
from marketplace.kernel.ids import show_code
from marketplace.kernel.text import N_
from marketplace.orders import questions
from marketplace.orders.models import Order, VendorOrder
from marketplace.orders.paying.arriving import DISPUTE
from marketplace.orders.paying.settling import SUBJECT
from marketplace.orders.task_models import Task
from marketplace.payments.intents import finding
from marketplace.payments.intents.models import Dispute
from marketplace.people.models import User
from marketplace.vendors.models import Member, Vendor
from marketplace.web import formatters
from marketplace.web.money import dispute_rows
from marketplace.web.waiting import task_facts

OF_GATEWAYS = ("late_money", "puzzling_money")
T = TypeVar("T", bound=Base)

KINDS = {
    "late_answer": (
        N_("The maker is silent"),
        N_("Call her. Without an answer in time her part falls away by itself."),
    ),
    "late_promise": (
        N_("The promised day has passed"),
        N_("Call her and agree on a day; the buyer has been told that it is late."),
    ),
    "unclaimed": (
        N_("Paid, and nobody comes"),
        N_("Call the buyer. The pieces stay here until she decides."),
    ),
    "cancel_request": (
        N_("The buyer wants to cancel what is being made"),
        N_("Talk with the maker; then change the order or tell the buyer why not."),
    ),
    "question": (
        N_("The buyer asks something"),
        N_("Answer on the order’s page; she is told by SMS."),
    ),
    "maker_withdrew": (
        N_("The maker cannot after all"),
        N_("Ask her what happened. The buyer has been told and may choose."),
    ),
    "late_money": (
        N_("Paid online after its time"),
        N_("The gateway does not give it back by itself. Give it back by hand, from the refunds."),
    ),
    "puzzling_money": (
        N_("The gateway’s answer does not fit"),
        N_("Compare the payment with the gateway’s own pages, then write what you found."),
    ),
    "dispute": (
        N_("The buyer’s bank asks for the money back"),
        N_("Answer it at the gateway before its day; the order’s papers are the proof."),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One task. `person` and `mobile`: whom to call; `times`: how often she withdrew."""

    id: int
    kind: str
    what: str
    next: str
    words: str
    since: datetime
    code: str
    shown_code: str
    buyer: str
    person: str
    mobile: str
    times: str


def rows(found: Sequence[Task]) -> list[Row]:
    """Tasks in words, by a handful of queries for all of them."""
    orders = {one.id: one for one in _all(Order, {task.order_id for task in found})}
    parts = {one.id: one for one in _all(VendorOrder, _parts(found))}
    vendors = {one.id: one for one in _all(Vendor, {part.vendor_id for part in parts.values()})}
    phones, times = _phones(set(vendors)), _times(set(vendors))
    asked = _asked(found) | _disputed(found)
    return [
        _row(task, orders[task.order_id], _maker(task, parts, vendors), phones, times,
             asked.get(task.order_id, ""))
        for task in found
    ]  # fmt: skip


def _asked(found: Sequence[Task]) -> dict[int, str]:
    """Under an order's id the first of its questions that waits."""
    ids = {task.order_id for task in found if task.kind == questions.TASK}
    return {one.order_id: one.words for one in reversed(questions.waiting(ids))}


def _disputed(found: Sequence[Task]) -> dict[int, str]:
    """Under an order's id what its buyer told her bank, and until when the answer must be there."""
    ids = {task.order_id for task in found if task.kind == DISPUTE}
    pairs = finding.disputes_of(SUBJECT, ids) if ids else ()
    return {intent.subject_id: _words(dispute) for dispute, intent in pairs}


def _words(dispute: Dispute) -> str:
    said = dispute_rows.reason(dispute.reason)
    if not dispute.answer_by:
        return said
    until = _("Answer until %(day)s.", day=formatters.day(dispute.answer_by))
    return f"{said} {until}"


def _parts(found: Sequence[Task]) -> set[int]:
    return {task.subject_id for task in found if task.subject_kind == "vendor_order"}


def _all(model: type[T], keys: set[int]) -> Sequence[T]:
    query = select(model).where(model.__table__.c.id.in_(keys))
    return session.scalars(query).all() if keys else []


def _maker(task: Task, parts: dict[int, VendorOrder], vendors: dict[int, Vendor]) -> Vendor | None:
    part = parts.get(task.subject_id) if task.subject_kind == "vendor_order" else None
    return vendors[part.vendor_id] if part else None


def _phones(ids: set[int]) -> dict[int, str]:
    query = select(Member.vendor_id, User.mobile).join(User, User.id == Member.user_id)
    found = session.execute(query.where(Member.vendor_id.in_(ids)).order_by(User.id.desc()))
    return {vendor_id: mobile or "" for vendor_id, mobile in found} if ids else {}


def _times(ids: set[int]) -> dict[int, int]:
    """How often each maker took back what she had accepted."""
    query = select(VendorOrder.vendor_id, func.count()).group_by(VendorOrder.vendor_id)
    hers = (VendorOrder.vendor_id.in_(ids), VendorOrder.ended_by == "vendor")
    found = session.execute(query.where(*hers))
    return {vendor_id: count for vendor_id, count in found} if ids else {}  # noqa: C416


def _said(task: Task, asked: str) -> str:
    if task.kind in (questions.TASK, DISPUTE):
        return asked
    return task_facts.said(task.words) if task.kind in OF_GATEWAYS else task.words


def _row(
    task: Task,
    order: Order,
    maker: Vendor | None,
    phones: dict[int, str],
    times: dict[int, int],
    asked: str,
) -> Row:
    title, after = KINDS[task.kind]
    count = times.get(maker.id, 0) if maker else 0
    return Row(
        task.id, task.kind, str(_(title)), str(_(after)),
        _said(task, asked), task.opened_at, order.code,
        show_code(order.code), order.name,
        formatters.local(maker, "alias") if maker else order.name,
        phones.get(maker.id, "") if maker else order.mobile,
        str(ngettext("she has taken back %(shown)s order", "she has taken back %(shown)s orders",
                     count, shown=formatters.number(count))) if count else "",
    )  # fmt: skip
