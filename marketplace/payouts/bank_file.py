"""The bank's order as a table: who gets how much into which account."""

from sqlalchemy import select

from marketplace.kernel.db import session
from marketplace.kernel.errors import WrongState
from marketplace.kernel.text import N_
from marketplace.payouts import accounts, runs
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutRun

# The columns never change: banks' programs and the office's own sheets are set up for them.
COLUMNS = ("شماره شبا", "مبلغ (ریال)", "نام صاحب حساب", "شناسه پرداخت", "بابت")
NOT_APPROVED = N_("The file is made once the run is approved and until it is sent.")


def rows(run: PayoutRun) -> list[tuple[str, int, str, str, str]]:
    """One row for each maker who is paid through the bank, after the heading COLUMNS; the taking is
    written down. Raises WrongState unless the run is approved and not sent, DomainError as
    runs.payable says."""
    if run.state != "approved":
        raise WrongState(NOT_APPROVED)
    runs.payable([one for one in runs.payouts_of(run, "approved") if one.method == "bank"])
    runs.file_taken(run)
    query = (
        select(Payout, BankAccount)
        .join(BankAccount, BankAccount.id == Payout.account_id)
        .where(Payout.run_id == run.id, Payout.state == "approved")
        .order_by(Payout.id)
    )
    about = f"سهم فروش کاروانسرا {number(run)}"
    return [
        (accounts.whole(account), payout.amount, account.holder, payout.public_id, about)
        for payout, account in session.execute(query)
    ]


def number(run: PayoutRun) -> str:
    """1405/3: the Jalali year and the run's number in it."""
    return f"{run.year}/{run.number}"
