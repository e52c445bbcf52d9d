"""Tax by category and day. A price includes it: what the buyer reads is what she pays."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from marketplace.catalogue.category import Category
from marketplace.kernel import clock, direct, eventlog, settled
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.tax.models import TaxRate

WHOLE, MOST = 10_000, 5_000
BY_KIND = (
    select(TaxRate.category_id, TaxRate.rate_bp)
    .where(TaxRate.valid_from <= bindparam("day")).order_by(TaxRate.valid_from)
)  # fmt: skip
Ask = Callable[..., Sequence[Any]]
TREE = select(Category.id, Category.parent_id)
PAST = N_("Choose today or a later day; what was sold before keeps its tax.")


def on(day: date, ask: Ask = settled.ask) -> dict[int, int]:
    """Category's id → basis points in force on a day; a kind without a rate has its craft's."""
    own = {key: rate for key, rate in ask(BY_KIND, {"day": day})}  # noqa: C416
    if not own:
        return {}
    tree = ask(TREE)
    return {key: own.get(key, own.get(parent or 0, 0)) for key, parent in tree}


def included(amount: Money, rate_bp: int) -> Money:
    """The tax in an amount that includes it, rounded half up to the currency's step (10 rial)."""
    step, whole = amount.kind.step, WHOLE + rate_bp
    steps = (2 * amount.amount * rate_bp + whole * step) // (2 * whole * step)
    return Money(min(steps * step, amount.amount), amount.currency)


def set_rate(category: Category, rate_bp: int, valid_from: date, by: int) -> bool:
    """This rate for a category from that day on; `by` a person's id. False when it was so.

    Raises DomainError for a day that has passed."""
    if valid_from < local_day(clock.now()):
        raise DomainError(PAST, field="valid_from")
    session.get(Category, category.id, with_for_update=True)
    wanted = select(TaxRate).filter_by(category_id=category.id, valid_from=valid_from)
    row = session.scalars(wanted).first()
    old = row.rate_bp if row else on(valid_from, direct.ask).get(category.id, 0)
    if old == rate_bp:
        return False
    row = row or TaxRate(category_id=category.id, valid_from=valid_from)
    row.rate_bp, row.set_by, row.set_at = rate_bp, by, clock.now()
    session.add(row)
    session.flush()
    changes = {"tax_rate": [old, rate_bp], "valid_from": [None, valid_from.isoformat()]}
    eventlog.record("category", category.id, "tax_set", changes=changes)
    return True


def listed() -> Sequence[TaxRate]:
    """Every rate, the newest day first."""
    query = select(TaxRate).order_by(TaxRate.valid_from.desc(), TaxRate.id.desc())
    return session.scalars(query).all()
