"""Money for an order at the desk: cash, the bank card reader, foreign notes, or several."""

from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.orders.locking import lock
from marketplace.orders.models import Order
from marketplace.orders.paying.settling import SUBJECT, owing
from marketplace.payments.desk import cash, reader
from marketplace.payments.desk.reader import Slip
from marketplace.payments.desk.taking import Bill
from marketplace.payments.foreign import taking as foreign
from marketplace.payments.models import Payment

NOT_YET = N_("Wait for the makers' answers first; then the amount is certain.")
NOTHING_DUE = N_("Nothing is to be paid for this order.")


def due(order: Order) -> Money:
    """What the buyer still owes."""
    return Money(0 if order.paid_at else max(0, owing(order) - order.paid), order.currency)


def payable(order: Order) -> bool:
    """Whether the amount is certain and open: every maker has answered and it is not paid, or its
    payment was undone after the pieces had left. A buyer who wanted to pay by card may pay here."""
    return order.state in ("making", "ready", "sent", "closed") and order.paid_at is None


def take(
    order: Order, received: int, by: int, *, part: bool = False, seen: int | None = None
) -> Payment:
    """Take cash for what is missing; `received` in the smallest unit, `by` the clerk's id, `part`
    when the rest comes separately, `seen` what the page said was due.

    Raises DomainError when makers have not answered, nothing is due or it is too little."""
    return cash.take(_bill(order, by, part=part, seen=seen), received)


def take_by_reader(
    order: Order, amount: int, slip: Slip, by: int, *, part: bool = False, seen: int | None = None
) -> Payment:
    """Record what the bank card reader took; see payments.reader.take."""
    return reader.take(_bill(order, by, part=part, seen=seen), amount, slip)


def take_foreign(
    order: Order, given: Money, by: int, *, rate: str = "", part: bool = False,
    seen: int | None = None,
) -> Payment:  # fmt: skip
    """Take foreign notes at the rate of the moment; see payments.foreign.take."""
    return foreign.take(_bill(order, by, part=part, seen=seen), given, rate)


def _bill(order: Order, by: int, *, part: bool, seen: int | None) -> Bill:
    """The order's bill, with the order locked."""
    order = lock(order.id)
    if order.state == "placed":
        raise DomainError(NOT_YET)
    if not payable(order):
        raise DomainError(NOTHING_DUE)
    return Bill((SUBJECT, order.id), Money(owing(order), order.currency), by, part, seen)


def correct(payment: Payment, reason: str) -> Payment:
    """Undo an order's payment as a whole; see payments.cash.correct."""
    if payment.subject_kind == SUBJECT:
        lock(payment.subject_id)
    return cash.correct(payment, reason)
