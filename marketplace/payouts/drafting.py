"""Making a run: it claims everything that is due, then leaves out whom it cannot pay.

One statement claims, so that the amounts are the claims'; runs queue at the year's counter, and
an index refuses a second claim whatever happens."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, delete, func, insert, literal, select, text

from marketplace.kernel import clock, ids, preferences
from marketplace.kernel.calendar import jalali_year
from marketplace.kernel.db import BigId, session, table
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import home
from marketplace.kernel.text import N_
from marketplace.payouts import accounts, due, holds
from marketplace.payouts.models import Payout, PayoutLine, PayoutRun
from marketplace.payouts.states import RUN
from marketplace.vendors.models import Vendor

NOTHING = N_("Nothing can be paid now. What waits, and for what, stands below.")
NEXT = text(
    "INSERT INTO payout_run_counter (year, last) VALUES (:year, 1)"
    " ON CONFLICT (year) DO UPDATE SET last = payout_run_counter.last + 1 RETURNING last"
).bindparams(bindparam("year", type_=BigId))
EARNED = func.sum(case((PayoutLine.amount > 0, PayoutLine.amount), else_=0))
TAKEN_OFF = func.sum(case((PayoutLine.amount < 0, -PayoutLine.amount), else_=0))


@dataclass(frozen=True, slots=True)
class Sum:
    """What one maker would get, in the smallest unit; `lines` rows."""

    vendor_id: int
    earned: int
    taken_off: int
    lines: int

    @property
    def amount(self) -> int:
        return self.earned - self.taken_off


def make(by: int, until: datetime | None = None, currency: str | None = None) -> PayoutRun:
    """A draft of everything that is due at this moment (UTC; now without it); `by` a person's id.
    Makers on hold, below the smallest payment (who sell no more: without one) or with nothing left
    are left out and stay due.

    Raises DomainError when nobody can be paid."""
    accounts.begin_due()
    now = min(until or clock.now(), clock.now())
    year = jalali_year(clock.now())
    run = PayoutRun(
        public_id=ids.public_id(), year=year, currency=currency or home(), until=now, total=0,
        made_by=by, number=session.execute(NEXT, {"year": year}).scalar_one(),
    )  # fmt: skip
    RUN.born(run)
    session.flush()
    _claim(run)
    kept = _payable(sums(run))
    _let_go(run, [one.vendor_id for one in kept])
    if not kept:
        raise DomainError(NOTHING)
    _pay(run, kept)
    run.total = sum(one.amount for one in kept)
    run.second = run.total > preferences.load().payout_second_above
    session.flush()
    return run


def _claim(run: PayoutRun) -> None:
    found = due.items(due.rested_before(run.until), run.currency).subquery()
    vendor_id, entry_id, place, amount = found.c
    wanted = select(literal(run.id), vendor_id, entry_id, place, amount)
    into = ["run_id", "vendor_id", "entry_id", "place", "amount"]
    session.execute(insert(table(PayoutLine)).from_select(into, wanted))


def sums(run: PayoutRun) -> list[Sum]:
    """What each maker's claimed rows come to."""
    query = select(PayoutLine.vendor_id, EARNED, TAKEN_OFF, func.count()).where(
        PayoutLine.run_id == run.id, PayoutLine.released_at.is_(None)
    )
    rows = session.execute(query.group_by(PayoutLine.vendor_id).order_by(PayoutLine.vendor_id))
    return [Sum(key, int(earned), int(off), count) for key, earned, off, count in rows]


def _payable(found: Iterable[Sum]) -> list[Sum]:
    held = holds.vendor_ids()
    owed = {one.vendor_id: one for one in found if one.amount > 0 and one.vendor_id not in held}
    makers = session.scalars(select(Vendor).where(Vendor.id.in_(owed)).order_by(Vendor.id))
    return [owed[maker.id] for maker in makers if owed[maker.id].amount >= due.least(maker)]


def _let_go(run: PayoutRun, kept: Collection[int]) -> None:
    """Whoever is not paid by this run keeps her rows."""
    lines = table(PayoutLine)
    session.execute(
        delete(lines).where(lines.c.run_id == run.id, lines.c.vendor_id.not_in(list(kept)))
    )


def _pay(run: PayoutRun, kept: Iterable[Sum]) -> None:
    paid = list(kept)
    banks = accounts.live(one.vendor_id for one in paid)
    session.execute(insert(table(Payout)), [
        {
            "public_id": ids.public_id(), "run_id": run.id, "vendor_id": one.vendor_id,
            "state": "draft", "currency": run.currency, "earned": one.earned,
            "taken_off": one.taken_off, "amount": one.amount, "lines": one.lines,
            "method": "bank" if one.vendor_id in banks else "cash", "reason": "",
            "account_id": banks[one.vendor_id].id if one.vendor_id in banks else None,
        }
        for one in paid
    ])  # fmt: skip
