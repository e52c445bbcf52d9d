"""Who has the money: totals by holder and by the person who took it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.payments.models import Payment
from marketplace.people.models import User


@dataclass(frozen=True, slots=True)
class Held:
    """What one person took in one way for one holder; `count` receipts, corrections among them.
    What a gateway took has no person."""

    holder: str
    method: str
    user_id: int | None
    name: str
    count: int
    total: Money


def by_holder(
    since: datetime | None = None, until: datetime | None = None, taken_by: int | None = None
) -> list[Held]:
    """Totals of a span of time, the largest first; `until` is outside the span."""
    total = func.sum(Payment.amount)
    query = (
        select(
            Payment.holder, Payment.method, User.id, User.name, func.count(), total,
            Payment.currency,
        )
        .outerjoin(User, User.id == Payment.taken_by)
        .group_by(Payment.holder, Payment.method, User.id, User.name, Payment.currency)
        .order_by(total.desc(), User.id)
    )  # fmt: skip
    if since:
        query = query.where(Payment.taken_at >= since)
    if until:
        query = query.where(Payment.taken_at < until)
    if taken_by:
        query = query.where(Payment.taken_by == taken_by)
    return [
        Held(holder, method, user_id, name or "", count, Money(int(amount), currency))
        for holder, method, user_id, name, count, amount, currency in session.execute(query)
    ]
