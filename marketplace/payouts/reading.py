"""Runs and payments as pages list them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from marketplace.kernel.db import session
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.payouts.account_models import BankAccount
from marketplace.payouts.models import Payout, PayoutLine, PayoutRun
from marketplace.payouts.states import PAID
from marketplace.vendors.models import Vendor

PAGE = 50


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment with its run, its maker and, when the bank pays, her account."""

    payout: Payout
    run: PayoutRun
    vendor: Vendor
    account: BankAccount | None

    @property
    def amount(self) -> Money:
        return Money(self.payout.amount, self.payout.currency)


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a run's payments stand so, and their sum."""

    state: str
    method: str
    count: int
    amount: Money


def runs(limit: int = PAGE, offset: int = 0) -> Sequence[PayoutRun]:
    """The newest runs."""
    query = select(PayoutRun).order_by(PayoutRun.id.desc()).limit(limit).offset(offset)
    return session.scalars(query).all()


def parts(run: PayoutRun) -> list[Part]:
    """The payments of a run by state and way."""
    query = select(Payout.state, Payout.method, func.count(), func.sum(Payout.amount))
    query = query.where(Payout.run_id == run.id).group_by(Payout.state, Payout.method)
    rows = session.execute(query.order_by(Payout.state, Payout.method))
    return [
        Part(state, method, count, Money(int(amount), run.currency))
        for state, method, count, amount in rows
    ]


def of_run(run: PayoutRun, limit: int = PAGE, offset: int = 0) -> list[Paid]:
    """A run's payments, the largest first."""
    query = _paid().where(Payout.run_id == run.id).order_by(Payout.amount.desc(), Payout.id)
    return [Paid(*row) for row in session.execute(query.limit(limit).offset(offset))]


def of_vendor(vendor_id: int, limit: int = 6) -> list[Paid]:
    """A maker's newest payments; those that never left the office are not among them."""
    return [Paid(*row) for row in ask(_of_vendor(), {"vendor": vendor_id, "most": limit})]


@cache
def _of_vendor() -> Any:
    hers = _paid().where(Payout.vendor_id == bindparam("vendor"), Payout.state != "dropped")
    return hers.order_by(Payout.id.desc()).limit(bindparam("most"))


def paid_for(entry_ids: Collection[int]) -> dict[int, int]:
    """What of these entries has been paid out, by maker, in the smallest unit."""
    query = (
        select(PayoutLine.vendor_id, func.sum(PayoutLine.amount))
        .join(Payout, and_(Payout.run_id == PayoutLine.run_id,
                           Payout.vendor_id == PayoutLine.vendor_id))
        .where(PayoutLine.entry_id.in_(entry_ids), PayoutLine.released_at.is_(None),
               Payout.state.in_(PAID))
        .group_by(PayoutLine.vendor_id)
    )  # fmt: skip
    return {key: int(amount) for key, amount in session.execute(query)} if entry_ids else {}


def one(public_id: str) -> Paid:
    """A payment by its address. Raises NotFound."""
    row = session.execute(_paid().where(Payout.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return Paid(*row)


def _paid() -> Any:
    return (
        select(Payout, PayoutRun, Vendor, BankAccount)
        .join(PayoutRun, PayoutRun.id == Payout.run_id)
        .join(Vendor, Vendor.id == Payout.vendor_id)
        .outerjoin(BankAccount, BankAccount.id == Payout.account_id)
    )
