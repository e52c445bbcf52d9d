"""Rial cash at the desk: taken as a whole, numbered without a gap, corrected, never changed."""

from sqlalchemy import bindparam, func, select, text

from marketplace.kernel import actor, clock, eventlog, events
from marketplace.kernel.calendar import jalali_year
from marketplace.kernel.db import BigId, session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.payments.events import PaymentCorrected, PaymentTaken
from marketplace.payments.holders import by_holder
from marketplace.payments.models import Payment

__all__ = ["by_holder", "correct", "paid", "take"]

NEXT_NUMBER = text(
    "INSERT INTO receipt_counter (year, last) VALUES (:year, 1)"
    " ON CONFLICT (year) DO UPDATE SET last = receipt_counter.last + 1 RETURNING last"
).bindparams(bindparam("year", type_=BigId))
TOO_LITTLE = N_("This is less than the amount due. Count again, please.")
TOO_MUCH = N_("This is far more than the amount due. Please look at the zeros again.")
ALREADY = N_("This has been paid already.")
NOT_CORRECTABLE = N_("This payment has been corrected already.")
NO_REASON = N_("Write what was wrong with this payment.")
MOST_TIMES = 20


def take(subject_kind: str, subject_id: int, due: Money, received: int, by: int) -> Payment:
    """Take what is due in cash; `received` in rial is what the buyer gave, `by` a person's id.

    Raises DomainError when it is too little or far too much, or when it was paid already."""
    if received < due.amount:
        raise DomainError(TOO_LITTLE, field="received")
    if received > due.amount * MOST_TIMES:
        raise DomainError(TOO_MUCH, field="received")
    payment = Payment(
        subject_kind=subject_kind, subject_id=subject_id, amount=due.amount,
        currency=due.currency, method="cash", holder="office", received=received,
        change=received - due.amount, taken_by=by,
    )  # fmt: skip
    _number(payment)
    if paid(subject_kind, subject_id) > 0:
        raise DomainError(ALREADY)
    _add(payment, "taken")
    events.publish(PaymentTaken(subject_kind, subject_id))
    return payment


def correct(payment: Payment, reason: str) -> Payment:
    """Undo a payment as a whole by a row of its own with a negative amount and a receipt number.

    Raises DomainError without a reason, or when it was corrected already."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    undoing = Payment(
        subject_kind=payment.subject_kind, subject_id=payment.subject_id,
        amount=-payment.amount, currency=payment.currency, method=payment.method,
        holder=payment.holder, received=0, change=0,
        taken_by=actor.current().user_id or payment.taken_by,
        corrects_id=payment.id, reason=reason.strip(),
    )  # fmt: skip
    _number(undoing)
    twice = select(Payment.id).where(Payment.corrects_id == payment.id)
    if payment.amount < 0 or session.scalar(twice):
        raise DomainError(NOT_CORRECTABLE)
    _add(undoing, "corrected", reason.strip())
    events.publish(PaymentCorrected(payment.subject_kind, payment.subject_id))
    return undoing


def _number(payment: Payment) -> None:
    """The next number of the Jalali year; the counter's row stays locked until the end."""
    payment.receipt_year = jalali_year(clock.now())
    row = {"year": payment.receipt_year}
    payment.receipt_number = session.execute(NEXT_NUMBER, row).scalar_one()


def _add(payment: Payment, name: str, reason: str | None = None) -> None:
    session.add(payment)
    session.flush()
    changes = {"amount": [None, payment.amount], "holder": [None, payment.holder]}
    eventlog.record("payment", payment.id, name, reason=reason, changes=changes)


def paid(subject_kind: str, subject_id: int) -> int:
    """What was taken for a subject, corrections subtracted, in the smallest unit."""
    query = select(func.coalesce(func.sum(Payment.amount), 0))
    where = query.where(Payment.subject_kind == subject_kind, Payment.subject_id == subject_id)
    return int(session.scalar(where) or 0)
