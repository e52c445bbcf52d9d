"""The tax of a span of time, by category and rate: what sales held, what was given back, the rest.

It is read off the books themselves, line by line, so that it is the account's to the rial."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from marketplace.kernel.db import session
from marketplace.kernel.money import Money, home
from marketplace.ledger.accounts import TAX
from marketplace.ledger.entries import SALE
from marketplace.ledger.models import Entry, Posting
from marketplace.orders.models import OrderLine
from marketplace.orders.returns.models import CreditLine, CreditNote


@dataclass(frozen=True, slots=True)
class Row:
    """One category at one rate, in basis points: the prices without their tax (`sold`) and the tax
    in them, and the same of what was undone."""

    category_id: int | None
    rate_bp: int
    sold: Money
    tax: Money
    sold_back: Money
    tax_back: Money

    @property
    def taxable(self) -> Money:
        """What is left of the prices, without the tax."""
        return self.sold - self.sold_back

    @property
    def owed(self) -> Money:
        """The tax that is left, for the state."""
        return self.tax - self.tax_back


@dataclass(frozen=True, slots=True)
class Account:
    """What the account of the tax owed the state before a span of time and after it."""

    before: Money
    after: Money

    @property
    def moved(self) -> Money:
        """What came in between."""
        return self.after - self.before


def rows(since: datetime, until: datetime, currency: str | None = None) -> list[Row]:
    """By category and rate as they were frozen when sold; `until` is outside. By one query."""
    currency = currency or home()
    tax = func.sum(case((Posting.account == TAX, -Posting.amount), else_=0))
    price = func.sum(-Posting.amount)
    moved = (
        select(Posting.line_id, tax.label("tax"), price.label("price"))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Entry.at >= since, Entry.at < until, Entry.kind.in_(SALE),
               Posting.line_id.is_not(None), Posting.currency == currency)
        .group_by(Posting.entry_id, Posting.line_id)
        .subquery()
    )  # fmt: skip
    sold, back = moved.c.price > 0, moved.c.price < 0
    net = moved.c.price - moved.c.tax
    sums = [
        func.coalesce(func.sum(case((which, amount))), 0)
        for which, amount in ((sold, net), (sold, moved.c.tax), (back, -net), (back, -moved.c.tax))
    ]
    key = OrderLine.category_id, OrderLine.tax_bp
    found = session.execute(
        select(*key, *sums).join(moved, moved.c.line_id == OrderLine.id)
        .where(moved.c.price != 0).group_by(*key).order_by(*key)
    )  # fmt: skip
    return [
        Row(category, rate, *(Money(int(amount), currency) for amount in amounts))
        for category, rate, *amounts in found
    ]


def total(found: Sequence[Row]) -> Row:
    """All of these in one."""
    nothing = Money(0, found[0].sold.currency if found else home())
    sums = (sum((getattr(row, name) for row in found), nothing)
            for name in ("sold", "tax", "sold_back", "tax_back"))  # fmt: skip
    return Row(None, 0, *sums)


def account(since: datetime, until: datetime, currency: str | None = None) -> Account:
    """The account itself, by one query."""
    currency = currency or home()
    before = func.sum(case((Entry.at < since, -Posting.amount), else_=0))
    query = (
        select(func.coalesce(before, 0), func.coalesce(func.sum(-Posting.amount), 0))
        .join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.account == TAX, Posting.currency == currency, Entry.at < until)
    )  # fmt: skip
    held, holds = session.execute(query).one()
    return Account(Money(int(held), currency), Money(int(holds), currency))


def by_notes(since: datetime, until: datetime, currency: str | None = None) -> Money:
    """The tax that the credit notes of a span of time gave back."""
    currency = currency or home()
    mine = and_(CreditNote.made_at >= since, CreditNote.made_at < until,
                CreditNote.currency == currency)  # fmt: skip
    query = select(func.coalesce(func.sum(CreditLine.tax), 0)).join(CreditNote).where(mine)
    return Money(int(session.scalar(query) or 0), currency)
