"""The rows of a maker's money: each posting on her account with the sum that it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, func, select
from sqlalchemy.orm import aliased

from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.kernel.direct import ask
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.ledger.accounts import COMMISSION, TAX, vendor
from marketplace.ledger.entries import PAYOUT
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.models import Order, OrderLine, VendorOrder
from marketplace.payouts.due import CLAIM, HANDED_OVER
from marketplace.payouts.models import Payout, PayoutLine

PAGE = 12
NO_END = 2**62
OWNER = "vendor:" + cast(VendorOrder.vendor_id, String)
OURS = aliased(Posting)
Key = tuple[int, int]  # entry, place


@dataclass(frozen=True, slots=True)
class Row:
    """One posting: `amount` is hers, below nothing when taken back; `price` less `ours` and `tax`
    make it. `part` is None where it is about no order. `rests_at`: when it can be paid, None while
    the buyer has not got it; `payout` claims it."""

    entry_id: int
    place: int
    kind: str
    at: datetime
    amount: Money
    ours: Money
    tax: Money
    line: OrderLine | None
    part: VendorOrder | None
    code: str
    payout: Payout | None
    rests_at: datetime | None

    @property
    def price(self) -> Money:
        """What the buyer paid for it, or got back."""
        return self.amount + self.ours + self.tax

    @property
    def back(self) -> bool:
        """Whether it was taken back from her."""
        return self.amount.amount < 0

    @property
    def count(self) -> int:
        """How many pieces."""
        if self.line is None:
            return 0
        return abs(self.price.amount) // self.line.unit_price


def latest(
    vendor_id: int, before: Key | None = None, office: Preferences | None = None
) -> list[Row]:
    """Her newest rows that are no payments, or those before one; one more than PAGE when there
    are more. `office` where it is known already."""
    entry_id, place = before or (NO_END, 0)
    hers = {"account": vendor(vendor_id), "entry_id": entry_id, "place": place}
    found = ask(_latest(), hers)
    return _rows(found, office)


@cache
def _latest() -> Any:
    """Built once: putting it together costs more than sending it."""
    entry_id: Any = bindparam("entry_id")
    place: Any = bindparam("place")
    return (
        _select(CLAIM)
        .where(Posting.account == bindparam("account"), Entry.kind.not_in(PAYOUT),
               Posting.entry_id <= entry_id,
               (Posting.entry_id < entry_id) | (Posting.place < place))
        .order_by(Posting.entry_id.desc(), Posting.place.desc())
        .limit(PAGE + 1)
    )  # fmt: skip


def between(vendor_id: int, since: datetime, until: datetime) -> list[Row]:
    """Everything of a span of time, payments too, the oldest first; `until` is outside."""
    query = _hers(vendor_id).where(Entry.at >= since, Entry.at < until)
    return _rows(session.execute(query.order_by(Entry.at, Posting.entry_id, Posting.place)).all())


def of_payout(payout: Payout, limit: int = 0, offset: int = 0) -> list[Row]:
    """What a payment is for, the oldest first, also when it was returned since."""
    claimed = and_(
        PayoutLine.entry_id == Posting.entry_id, PayoutLine.place == Posting.place,
        PayoutLine.run_id == payout.run_id, PayoutLine.vendor_id == payout.vendor_id,
    )  # fmt: skip
    query = _select(claimed, inner=True).where(PayoutLine.run_id == payout.run_id)
    query = query.where(PayoutLine.vendor_id == payout.vendor_id)
    query = query.order_by(Posting.entry_id, Posting.place)
    found = session.execute(query.limit(limit).offset(offset) if limit else query).all()
    return _rows(found)


def one(vendor_id: int, key: Key) -> Row | None:
    """A row of hers that is no payment; None for another's."""
    entry_id, place = key
    query = _hers(vendor_id).where(Entry.kind.not_in(PAYOUT), Posting.entry_id == entry_id)
    return next(iter(_rows(session.execute(query.where(Posting.place == place)).all())), None)


def _hers(vendor_id: int) -> Any:
    return _select(CLAIM).where(Posting.account == vendor(vendor_id))


def _select(claim: Any, *, inner: bool = False) -> Any:
    hers = and_(VendorOrder.order_id == Order.id, Posting.account == OWNER)
    return (
        select(Posting, Entry, OrderLine, VendorOrder, Order.code, Payout, _kept(COMMISSION),
               _kept(TAX), HANDED_OVER)
        .join(Entry, Entry.id == Posting.entry_id)
        .outerjoin(OrderLine, OrderLine.id == Posting.line_id)
        .outerjoin(Order, and_(Entry.subject_kind == "order", Order.id == Entry.subject_id))
        .outerjoin(VendorOrder, hers)
        .join(PayoutLine, claim, isouter=not inner)
        .outerjoin(Payout, and_(Payout.run_id == PayoutLine.run_id,
                                Payout.vendor_id == PayoutLine.vendor_id))
    )  # fmt: skip


def _kept(account: str) -> Any:
    """What this account took of the same line in the same entry."""
    same = OURS.entry_id == Posting.entry_id, OURS.line_id == Posting.line_id
    return select(-func.sum(OURS.amount)).where(*same, OURS.account == account).scalar_subquery()


def _rows(found: Sequence[Any], office: Preferences | None = None) -> list[Row]:
    waits = any(part and payout is None for _, _, _, part, _, payout, *_ in found)
    days = timedelta(days=(office or preferences.load()).return_days if waits else 0)
    return [
        Row(
            posting.entry_id, posting.place, entry.kind, entry.at,
            Money(-posting.amount, posting.currency),
            Money(int(ours or 0), posting.currency), Money(int(tax or 0), posting.currency),
            line, part, code or "", payout, _rests(entry, part, payout, over, days),
        )
        for posting, entry, line, part, code, payout, ours, tax, over in found
    ]  # fmt: skip


def _rests(
    entry: Entry, part: VendorOrder | None, payout: Payout | None, over: datetime | None,
    days: timedelta,
) -> datetime | None:  # fmt: skip
    """When what was handed over cannot be brought back any more."""
    if part is None:
        return entry.at
    return over + days if over and payout is None else None
