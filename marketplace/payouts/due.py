"""What may be paid to makers now: postings on their accounts that rest and that no run claims.

A posting about an order rests when her part of it is over: taken back before anybody had it, or
with its buyer longer than the time for bringing back. So what takes an earlier one back waits as
long as it does, and once that was paid, comes into the next run by itself."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select

from marketplace.kernel import clock, preferences
from marketplace.ledger.entries import PAYOUT
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.models import Fulfilment, VendorOrder
from marketplace.orders.states import GONE
from marketplace.payouts.models import PayoutLine
from marketplace.vendors.models import Vendor

ACCOUNT = "vendor:" + cast(Vendor.id, String)
HANDED_OVER = (
    select(func.max(Fulfilment.handed_over_at))
    .where(Fulfilment.vendor_order_id == VendorOrder.id)
    .scalar_subquery()
)
HERS = and_(
    Entry.subject_kind == "order",
    VendorOrder.order_id == Entry.subject_id,
    VendorOrder.vendor_id == Vendor.id,
)
CLAIM = and_(
    PayoutLine.entry_id == Posting.entry_id,
    PayoutLine.place == Posting.place,
    PayoutLine.released_at.is_(None),
)


def rested_before(now: datetime | None = None) -> datetime:
    """What was handed over up to this moment cannot be brought back any more."""
    return (now or clock.now()) - timedelta(days=preferences.load().return_days)


def least(vendor: Vendor) -> int:
    """The smallest sum that she is paid: who sells no more would wait for more in vain."""
    return 1 if vendor.state == "suspended" else max(preferences.load().payout_minimum, 1)


def items(before: datetime, currency: str) -> Select[int, int, int, int]:
    """(maker, entry, place, amount) of everything due; hers above nothing, taken back below."""
    return (
        select(Vendor.id, Posting.entry_id, Posting.place, -Posting.amount)
        .join(Posting, Posting.account == ACCOUNT)
        .join(Entry, Entry.id == Posting.entry_id)
        .outerjoin(VendorOrder, HERS)
        .outerjoin(PayoutLine, CLAIM)
        .where(
            Posting.currency == currency, Entry.kind.not_in(PAYOUT),
            PayoutLine.entry_id.is_(None), or_(*rests(before)),
        )
    )  # fmt: skip


def rests(before: datetime) -> list[ColumnElement[bool]]:
    """The ways in which a posting's part of an order can be over."""
    return [
        VendorOrder.id.is_(None),
        VendorOrder.state.in_(GONE),
        and_(VendorOrder.state == "closed", func.coalesce(HANDED_OVER, before) <= before),
    ]
