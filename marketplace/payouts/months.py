"""A maker's statement of one Jalali month: what she had, what came, what was paid."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.calendar import jalali, morning, parse_jalali
from marketplace.kernel.db import session
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money, home
from marketplace.ledger.accounts import vendor
from marketplace.ledger.models import Entry, Posting
from marketplace.payouts import rows
from marketplace.payouts.rows import Row


@dataclass(frozen=True, slots=True)
class Month:
    """A Jalali year and month."""

    year: int
    month: int

    @property
    def since(self) -> datetime:
        """Its first moment in Tehran."""
        day = parse_jalali(str(self.year), str(self.month), "1")
        return morning(day)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        return self.following.since

    @property
    def following(self) -> "Month":
        return self.later(1)

    @property
    def previous(self) -> "Month":
        return self.later(-1)

    def later(self, months: int) -> "Month":
        """The month so many months after it, or before it."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What she had at the month's beginning and end, and every row between."""

    month: Month
    before: Money
    rows: list[Row]

    @property
    def came(self) -> Money:
        """Hers of what was sold, less what was taken back."""
        return self._sum(payments=False)

    @property
    def paid(self) -> Money:
        """What was paid to her, less what the bank sent back."""
        return -self._sum(payments=True)

    @property
    def after(self) -> Money:
        """What she has still to get at the month's end."""
        return self.before + self.came - self.paid

    def _sum(self, *, payments: bool) -> Money:
        found = (
            row.amount.amount for row in self.rows if row.kind.startswith("payout") == payments
        )
        return Money(sum(found))


def present() -> Month:
    """The month in which today is."""
    year, month, _day = jalali(clock.now())
    return Month(year, month)


def read(text: str) -> Month:
    """A month written as 1405-09, neither later than this one nor before 1400. Raises NotFound."""
    year, _, month = text.partition("-")
    if not (text.isascii() and year.isdigit() and month.isdigit() and len(text) == 7):
        raise NotFound
    found, now = Month(int(year), int(month)), present()
    if not 1 <= found.month <= 12 or not (1400, 1) <= (found.year, found.month) <= (
        now.year, now.month,
    ):  # fmt: skip
        raise NotFound
    return found


def statement(vendor_id: int, month: Month) -> Statement:
    """Everything on a maker's account in this month."""
    return Statement(
        month, _had(vendor_id, month.since), rows.between(vendor_id, month.since, month.until)
    )


def _had(vendor_id: int, at: datetime) -> Money:
    query = (
        select(func.sum(-Posting.amount)).join(Entry, Entry.id == Posting.entry_id)
        .where(Posting.account == vendor(vendor_id), Posting.currency == home(), Entry.at < at)
    )  # fmt: skip
    return Money(int(session.scalar(query) or 0))
