"""Payments to makers as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from marketplace.kernel.money import Money
from marketplace.payouts.models import PayoutRun
from marketplace.payouts.reading import Paid
from marketplace.web import formatters
from marketplace.web.log.words.payouts import PAYOUTS, RUNS
from marketplace.web.money.account_rows import label


@dataclass(frozen=True, slots=True)
class PaidRow:
    """One payment: to whom, how, how it stands. `at`: when it left, or when it was prepared."""

    public_id: str
    run_id: str
    number: str
    maker: str
    vendor_id: str
    amount: Money
    earned: Money
    taken_off: Money
    lines: int
    method: str
    how: str
    state: str
    word: str
    tone: str
    at: datetime
    reason: str


def paid_rows(found: Iterable[Paid]) -> list[PaidRow]:
    """Payments in words."""
    return [paid_row(one) for one in found]


def paid_row(paid: Paid) -> PaidRow:
    """One payment in words."""
    payout = paid.payout
    word, tone = PAYOUTS[payout.state]
    return PaidRow(
        payout.public_id, paid.run.public_id, number(paid.run),
        formatters.local(paid.vendor, "alias"), paid.vendor.public_id, paid.amount,
        Money(payout.earned, payout.currency), Money(payout.taken_off, payout.currency),
        payout.lines, payout.method,
        label(paid.account) if paid.account else str(_("in cash, at the office")),
        payout.state, str(_(word)), tone, payout.paid_at or paid.run.made_at, payout.reason,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in a list."""

    run: PayoutRun
    number: str
    total: Money
    word: str
    tone: str


def run_row(run: PayoutRun) -> RunRow:
    """A run in words."""
    word, tone = RUNS[run.state]
    return RunRow(run, number(run), Money(run.total, run.currency), str(_(word)), tone)


def number(run: PayoutRun) -> str:
    """1405/3 in the page's digits."""
    return formatters.digits(f"{run.year}/{run.number}")
