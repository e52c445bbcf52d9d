"""The rows of a maker's money: each posting on her account with the sum that it came from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import String, and_, bindparam, cast, func, select

from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.kernel.preferences import Preferences
from marketplace.ledger.accounts import COMMISSION, TAX, vendor
from marketplace.ledger.entries import PAYOUT
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.models import Fulfilment, Order, OrderLine, VendorOrder
from marketplace.payouts.due import CLAIM
from marketplace.payouts.models import Payout, PayoutLine

PAGE = 12
NO_END = 2**62
OWNER = "vendor:" + cast(VendorOrder.vendor_id, String)
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
    found = session.execute(
        _latest(), {"account": vendor(vendor_id), "entry_id": entry_id, "place": place}
    ).all()
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
        select(Posting, Entry, OrderLine, VendorOrder, Order.code, Payout)
        .join(Entry, Entry.id == Posting.entry_id)
        .outerjoin(OrderLine, OrderLine.id == Posting.line_id)
        .outerjoin(Order, and_(Entry.subject_kind == "order", Order.id == Entry.subject_id))
        .outerjoin(VendorOrder, hers)
        .join(PayoutLine, claim, isouter=not inner)
        .outerjoin(Payout, and_(Payout.run_id == PayoutLine.run_id,
                                Payout.vendor_id == PayoutLine.vendor_id))
    )  # fmt: skip


def _rows(found: Sequence[Any], office: Preferences | None = None) -> list[Row]:
    kept = _kept([posting for posting, *_ in found])
    waits = {part.id for *_, part, _code, payout in found if part and payout is None}
    rests = _rests(waits, office)
    return [
        Row(
            posting.entry_id, posting.place, entry.kind, entry.at,
            Money(-posting.amount, posting.currency),
            _money(kept, posting, COMMISSION), _money(kept, posting, TAX),
            line, part, code or "", payout, rests.get(part.id) if part else entry.at,
        )
        for posting, entry, line, part, code, payout in found
    ]  # fmt: skip


def _money(kept: dict[tuple[int, int | None, str], int], posting: Posting, account: str) -> Money:
    key = posting.entry_id, posting.line_id, account
    return Money(kept.get(key, 0) if posting.line_id else 0, posting.currency)


OURS = select(Posting.entry_id, Posting.line_id, Posting.account, -Posting.amount).where(
    Posting.entry_id.in_(bindparam("entries", expanding=True)),
    Posting.account.in_((COMMISSION, TAX)),
)


def _kept(postings: Iterable[Posting]) -> dict[tuple[int, int | None, str], int]:
    """What the office and tax took of the same lines in the same entries."""
    entries = {one.entry_id for one in postings if one.line_id}
    rows = session.execute(OURS, {"entries": sorted(entries)}) if entries else ()
    return {(entry_id, line, account): amount for entry_id, line, account, amount in rows}


HANDED_OVER = (
    select(Fulfilment.vendor_order_id, func.max(Fulfilment.handed_over_at))
    .where(Fulfilment.vendor_order_id.in_(bindparam("parts", expanding=True)))
    .group_by(Fulfilment.vendor_order_id)
)


def _rests(part_ids: set[int], office: Preferences | None) -> dict[int, datetime]:
    """When what was handed over cannot be brought back any more, by the maker's part."""
    if not part_ids:
        return {}
    days = timedelta(days=(office or preferences.load()).return_days)
    rows = session.execute(HANDED_OVER, {"parts": sorted(part_ids)})
    return {part: at + days for part, at in rows if at is not None}
