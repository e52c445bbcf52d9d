"""Receipts: their numbers, and lists of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from marketplace.kernel.db import one, session
from marketplace.kernel.money import Money
from marketplace.payments.desk.reader_models import ReaderSlip
from marketplace.payments.foreign.models import ForeignCash
from marketplace.payments.models import Payment
from marketplace.people.models import User


@dataclass(frozen=True, slots=True)
class Receipt:
    """A payment as its receipt shows it. `corrected` when a later row undoes it; `slip` when a
    bank card reader took it; `taken_by` a name, empty when a gateway took it."""

    payment_id: int
    number: str
    subject_kind: str
    subject_id: int
    amount: Money
    received: Money
    change: Money
    taken_by: str
    taken_at: datetime
    holder: str
    method: str
    correction: bool
    corrected: bool
    reason: str
    slip: ReaderSlip | None
    notes: ForeignCash | None


def number(payment: Payment) -> str:
    """1405-000317: the Jalali year and the gapless number."""
    return f"{payment.receipt_year}-{payment.receipt_number:06}"


def by_number(text: str) -> Payment:
    """The payment with this receipt number in ASCII digits. Raises NotFound."""
    year, _, serial = text.partition("-")
    digits = text.isascii() and year.isdigit() and serial.isdigit()
    plain = digits and len(year) == 4 and len(serial) <= 9
    return one(
        Payment, receipt_year=int(year) if plain else 0, receipt_number=int(serial) if plain else 0
    )


def of_subject(subject_kind: str, subject_id: int) -> list[Receipt]:
    """A subject's receipts, newest first."""
    return listed(subject=(subject_kind, subject_id))


def standing(subject_kind: str, subject_id: int) -> list[Receipt]:
    """The receipts of a subject that no correction has undone, the oldest first."""
    rows = reversed(of_subject(subject_kind, subject_id))
    return [row for row in rows if not row.correction and not row.corrected]


def listed(
    *,
    subject: tuple[str, int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    taken_by: int | None = None,
    keys: Collection[int] | None = None,
    limit: int = 200,
    offset: int = 0,
) -> list[Receipt]:
    """Receipts newest first; `until` is outside the span, `taken_by` a person's id, `keys` those of
    payments."""
    undoing = aliased(Payment)
    corrected = exists().where(undoing.corrects_id == Payment.id)
    query = (
        select(Payment, User.name, corrected, ReaderSlip, ForeignCash)
        .outerjoin(User, User.id == Payment.taken_by)
        .outerjoin(ReaderSlip, ReaderSlip.payment_id == Payment.id)
        .outerjoin(ForeignCash, ForeignCash.payment_id == Payment.id)
    )
    if subject:
        query = query.where(Payment.subject_kind == subject[0], Payment.subject_id == subject[1])
    if since:
        query = query.where(Payment.taken_at >= since)
    if until:
        query = query.where(Payment.taken_at < until)
    if taken_by:
        query = query.where(Payment.taken_by == taken_by)
    if keys is not None:
        query = query.where(Payment.id.in_(keys))
    query = query.order_by(Payment.id.desc()).limit(limit).offset(offset)
    return [_receipt(*row) for row in session.execute(query)]


def _receipt(
    payment: Payment, name: str | None, corrected: bool, slip: ReaderSlip | None,
    notes: ForeignCash | None,
) -> Receipt:  # fmt: skip
    currency = payment.currency
    return Receipt(
        payment.id, number(payment), payment.subject_kind, payment.subject_id,
        Money(payment.amount, currency), Money(payment.received, currency),
        Money(payment.change, currency), name or "", payment.taken_at, payment.holder,
        payment.method, payment.amount < 0, bool(corrected), payment.reason or "", slip, notes,
    )  # fmt: skip
