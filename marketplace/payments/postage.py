"""Paying carriers at their counters: out of somebody's drawer, or from the bank."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from marketplace.kernel import eventlog, ids
from marketplace.kernel.db import one, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.ledger import outside
from marketplace.ledger.accounts import BANK, drawer
from marketplace.payments.postage_models import MONEY, PostPayment, PostPaymentPart

KIND = "post_payment"
NO_RECEIPT = N_("Write the number on the carrier’s receipt.")
NOWHERE = N_("Choose where the money came from.")
NOTHING = N_("Write what was paid.")
NO_REASON = N_("Write what was wrong.")
UNDONE = N_("This receipt has been undone already.")


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting of one order's parcel and what it cost, in the smallest unit."""

    parcel_id: int
    order_id: int
    tracking_code: str
    turn: int
    amount: int


def pay(
    total: Money, postings: Sequence[Posting], *, money: str, receipt: str, by: int
) -> PostPayment:
    """Keep a carrier's receipt and book each posting to its order. `money`: drawer (of `by`, a
    person's id) or bank; the caller holds the orders locked. Raises DomainError."""
    if not receipt.strip():
        raise DomainError(NO_RECEIPT, field="receipt")
    if money not in MONEY:
        raise DomainError(NOWHERE, field="money")
    if total.amount <= 0 or not postings:
        raise DomainError(NOTHING, field="total")
    row = PostPayment(
        public_id=ids.public_id(), amount=total.amount, currency=total.currency, money=money,
        receipt=receipt.strip(), paid_by=by, parts=[_part(one) for one in postings],
    )  # fmt: skip
    return _keep(row, "paid")


def undo(payment: PostPayment, reason: str) -> PostPayment:
    """The receipt was written down wrong: its money is where it was, its parcels are to be paid
    for again. The caller holds the orders locked. Raises DomainError."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if payment.amount < 0 or undoing(payment) is not None:
        raise DomainError(UNDONE)
    back = [
        Posting(part.parcel_id, part.order_id, part.tracking_code, part.turn + 1, -part.amount)
        for part in payment.parts
    ]
    row = PostPayment(
        public_id=ids.public_id(), amount=-payment.amount, currency=payment.currency,
        money=payment.money, receipt=payment.receipt, paid_by=payment.paid_by,
        corrects_id=payment.id, reason=reason.strip(), parts=[_part(one) for one in back],
    )  # fmt: skip
    return _keep(row, "undone")


def undoing(payment: PostPayment) -> PostPayment | None:
    """The row that undoes it."""
    return session.scalars(select(PostPayment).filter_by(corrects_id=payment.id)).first()


def by_id(public_id: str) -> PostPayment:
    """The receipt with this public id. Raises NotFound."""
    return one(PostPayment, public_id=public_id)


def _part(posting: Posting) -> PostPaymentPart:
    return PostPaymentPart(
        parcel_id=posting.parcel_id, order_id=posting.order_id, turn=posting.turn,
        tracking_code=posting.tracking_code, amount=posting.amount,
    )  # fmt: skip


def _keep(row: PostPayment, name: str) -> PostPayment:
    session.add(row)
    session.flush()
    account = drawer(row.paid_by) if row.money == "drawer" else BANK
    for part in row.parts:
        outside.postage_paid(
            part.id, part.order_id, part.amount, account, row.currency, row.paid_at
        )
    changes = {"amount": [None, row.amount], "receipt": [None, row.receipt]}
    eventlog.record(KIND, row.id, name, reason=row.reason or None, changes=changes)
    return row
