"""Writing money down: a number without a gap, the row, its event."""

from sqlalchemy import bindparam, column, text

from marketplace.kernel import clock, eventlog
from marketplace.kernel.calendar import jalali_year
from marketplace.kernel.db import BigId, session
from marketplace.kernel.direct import at_once
from marketplace.kernel.keeping import keep
from marketplace.ledger import entries
from marketplace.payments.models import Payment
from marketplace.payments.refund_models import Refund

NEXT = (
    "INSERT INTO {table} (year, last) VALUES (:year, :count)"
    " ON CONFLICT (year) DO UPDATE SET last = {table}.last + :count RETURNING last"
)
NUMBERS = (bindparam("year", type_=BigId), bindparam("count", type_=BigId))
COUNTERS = {
    kind: text(NEXT.format(table=table)).bindparams(*NUMBERS).columns(column("last"))
    for kind, table in ((Payment, "receipt_counter"), (Refund, "refund_counter"))
}


def number(row: Payment | Refund) -> None:
    """Give it the next number of the Jalali year; the counter stays locked until the end."""
    row.receipt_year = jalali_year(clock.now())
    row.receipt_number = reserve(type(row), row.receipt_year)


def reserve(kind: type[Payment | Refund], year: int, count: int = 1) -> int:
    """Take so many numbers of a Jalali year; returns the first of them."""
    last: int = at_once(COUNTERS[kind], {"year": year, "count": count}).scalar()
    return last - count + 1


def record(payment: Payment, name: str, reason: str | None = None) -> None:
    """Keep a numbered payment, unless it is kept already, book it and say so in the log; foreign
    cash books itself."""
    if payment not in session:
        keep(payment)
    if payment.method != "foreign":
        book = entries.payment_taken if payment.amount > 0 else entries.payment_undone
        book(payment)
    changes = {
        "amount": [None, payment.amount], "holder": [None, payment.holder],
        "method": [None, payment.method],
    }  # fmt: skip
    eventlog.record("payment", payment.id, name, reason=reason, changes=changes)
