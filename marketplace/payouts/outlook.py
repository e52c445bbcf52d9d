"""What is due to whom at this moment, and why somebody would be left out of a run."""

from dataclasses import dataclass

from sqlalchemy import func, select

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
    held = holds.vendor_ids()
    return [
        Outlook(vendor, Money(int(sum_), currency), count, _why(vendor, int(sum_), held))
        for vendor, sum_, count in session.execute(query)
        if sum_ or vendor.id in held
    ]


def _why(vendor: Vendor, amount: int, held: set[int]) -> str:
    if vendor.id in held:
        return "held"
    if amount <= 0:
        return "owes"
    return "ready" if amount >= due.least(vendor) else "small"
