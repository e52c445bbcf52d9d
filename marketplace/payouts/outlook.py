"""What is due to whom at this moment, and why somebody would be left out of a run."""

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.kernel import preferences
from marketplace.kernel.db import session
from marketplace.kernel.money import Money, home
from marketplace.payouts import due, holds
from marketplace.vendors.models import Vendor


@dataclass(frozen=True, slots=True)
class Outlook:
    """A maker with something due. `why`: ready | small | held | owes."""

    vendor: Vendor
    amount: Money
    lines: int
    why: str


def now(currency: str | None = None) -> list[Outlook]:
    """Every maker with something due, the largest sum first."""
    currency = currency or home()
    key, _entry, _place, amount = (items := due.items(due.rested_before(), currency).subquery()).c
    total = func.sum(amount)
    query = (
        select(Vendor, total, func.count())
        .join(items, key == Vendor.id)
        .group_by(Vendor.id)
        .order_by(total.desc(), Vendor.id)
    )
    held, least = holds.vendor_ids(), preferences.load().payout_minimum
    return [
        Outlook(vendor, Money(int(sum_), currency), count, _why(vendor.id, int(sum_), held, least))
        for vendor, sum_, count in session.execute(query)
        if sum_ or vendor.id in held
    ]


def _why(vendor_id: int, amount: int, held: set[int], least: int) -> str:
    if vendor_id in held:
        return "held"
    if amount <= 0:
        return "owes"
    return "ready" if amount >= least else "small"
