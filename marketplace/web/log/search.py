"""Searching the event log: by what it is about, who acted, in which role, when, for whom."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, union_all

from marketplace.catalogue.models import Listing, Revision
from marketplace.kernel.calendar import morning
from marketplace.kernel.db import session
from marketplace.kernel.eventlog import Event
from marketplace.kernel.ids import normalise_code
from marketplace.orders.models import Fulfilment, Order, VendorOrder
from marketplace.orders.post.models import Parcel
from marketplace.orders.returns.models import CreditNote
from marketplace.papers.models import PaperOrder
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.refund_models import Refund, RefundDue
from marketplace.people.models import User
from marketplace.vendors.models import Vendor
from marketplace.web.access import STAFF

PAGE = 50
MOST_SUBJECTS = 200
MONEY = (
    ("payment", Payment),
    ("payment_proof", Proof),
    ("refund_due", RefundDue),
    ("refund", Refund),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for; everything may be left empty. `until` is the last day of the span."""

    text: str = ""
    kind: str = ""
    role: str = ""
    actor_id: int | None = None
    since: date | None = None
    until: date | None = None
    on_behalf: bool = False
    staff_only: bool = False
    before: int | None = None


def find(wanted: Wanted) -> tuple[Sequence[Event], bool]:
    """Up to fifty events, newest first, and whether there are older ones."""
    query = select(Event).order_by(Event.id.desc()).limit(PAGE + 1)
    if wanted.staff_only and not wanted.role:
        query = query.where(Event.id.in_(_of_each_role(wanted)))
    else:
        query = query.where(*_conditions(wanted))
    found = session.scalars(query).all()
    return found[:PAGE], len(found) > PAGE


def _of_each_role(wanted: Wanted) -> Select[Any]:
    """The newest of each role, put together: no other event is looked at."""
    each = [
        select(Event.id).where(*_conditions(replace(wanted, role=role)))
        .order_by(Event.id.desc()).limit(PAGE + 1).subquery()
        for role in STAFF
    ]  # fmt: skip
    return select(union_all(*(select(one.c.id) for one in each)).subquery().c.id)


def of_order(order: Order) -> Sequence[Event]:
    """Everything that happened to an order, its parts, hand-overs and payments, newest first."""
    query = select(Event).where(_order_events([order.id])).order_by(Event.id.desc())
    return session.scalars(query.limit(MOST_SUBJECTS)).all()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        found.append(_about(wanted.text))
    if wanted.kind:
        found.append(Event.subject_kind == wanted.kind)
    if wanted.role:
        found.append(Event.actor_role == wanted.role)
    if wanted.actor_id:
        found.append(Event.actor_id == wanted.actor_id)
    if wanted.since:
        found.append(Event.at >= morning(wanted.since))
    if wanted.until:
        found.append(Event.at < morning(wanted.until, 1))
    if wanted.on_behalf:
        found.append(Event.on_behalf_of.is_not(None))
    if wanted.staff_only and not wanted.role:
        found.append(Event.actor_role.in_(STAFF))
    if wanted.before:
        found.append(Event.id < wanted.before)
    return found


def _about(text: str) -> ColumnElement[bool]:
    """Events of whatever bears this code or name."""
    code = normalise_code(text)
    if code and (order_ids := session.scalars(select(Order.id).filter_by(code=code)).all()):
        return _order_events(order_ids)
    like = f"%{text.replace('%', '').replace('_', '')}%"
    vendors = select(Vendor.id).where(Vendor.alias_fa.like(like) | Vendor.alias_en.like(like))
    titled = select(Listing.id).where(Listing.title_fa.like(like) | Listing.title_en.like(like))
    kinds = (
        ("vendor", vendors),
        ("user", select(User.id).where(User.name.like(like))),
        ("listing", titled),
        ("revision", select(Revision.id).where(Revision.title_fa.like(like))),
    )
    return or_(
        *(_one_of(kind, session.scalars(ids.limit(MOST_SUBJECTS)).all()) for kind, ids in kinds)
    )


def _order_events(order_ids: Sequence[int]) -> ColumnElement[bool]:
    parts = session.scalars(select(VendorOrder.id).where(VendorOrder.order_id.in_(order_ids))).all()
    hand_overs = select(Fulfilment.id).where(Fulfilment.vendor_order_id.in_(parts))
    posted = select(Parcel.id).where(Parcel.order_id.in_(order_ids))
    credited = select(CreditNote.id).where(CreditNote.order_id.in_(order_ids))
    printed = select(PaperOrder.paper_id).where(PaperOrder.order_id.in_(order_ids))
    return or_(
        _one_of("order", order_ids),
        _one_of("vendor_order", parts),
        _one_of("fulfilment", session.scalars(hand_overs).all()),
        *(_one_of(kind, session.scalars(_of_orders(table, order_ids)).all())
          for kind, table in MONEY),
        _one_of("credit_note", session.scalars(credited).all()),
        _one_of("parcel", session.scalars(posted).all()),
        _one_of("paper", session.scalars(printed).all()),
    )  # fmt: skip


def _of_orders(table: Any, order_ids: Sequence[int]) -> Select[Any]:
    return select(table.id).where(table.subject_kind == "order", table.subject_id.in_(order_ids))


def _one_of(kind: str, ids: Sequence[int]) -> ColumnElement[bool]:
    return and_(Event.subject_kind == kind, Event.subject_id.in_(ids)) if ids else false()
