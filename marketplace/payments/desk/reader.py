"""The bank card reader on the desk: the amount and what its slip says, each slip once."""

import re
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock
from marketplace.kernel.calendar import local_day
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_, to_ascii_digits
from marketplace.payments.desk import taking
from marketplace.payments.desk.reader_models import ReaderSlip
from marketplace.payments.desk.taking import Bill
from marketplace.payments.models import Payment

GAPS = re.compile(r"[\s\-–_/.\u200b-\u200f\u2066-\u2069]+")
TRACE = re.compile(r"[0-9]{1,12}")
BAD_TRACE = N_("Write the trace number in digits, as the reader’s slip shows it.")
BAD_LAST4 = N_("Write the last four digits of the card, as the reader’s slip shows them.")
TWICE = N_("A receipt of today bears this trace number already. Look at the slip again.")
NO_CHANGE = N_("A reader gives no change: write at most what is to be paid.")


@dataclass(frozen=True, slots=True)
class Slip:
    """As typed: the trace number and the card's last four digits; `reader` is one of the
    office's, empty while it has named none."""

    trace: str
    last4: str
    reader: str = ""


def take(bill: Bill, amount: int, slip: Slip) -> Payment:
    """The reader took so much, in the smallest unit. The caller holds the subject locked.

    Raises DomainError for an amount or a slip that cannot be, or one that was recorded before."""
    trace, last4 = fold(slip.trace), last_digits(slip.last4)
    payment = taking.open_(bill, "reader", amount, "amount")
    if payment.change:
        raise DomainError(NO_CHANGE, field="amount")
    session.add(payment)
    session.flush()
    row = ReaderSlip(
        payment_id=payment.id, reader=slip.reader, day=local_day(clock.now()), trace=trace,
        last4=last4,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise DomainError(TWICE, field="trace") from error
    taking.keep(payment)
    return payment


def undo(payment: Payment, undoing: Payment) -> None:
    """The payment was corrected: its slip may be recorded again."""
    slip = session.get(ReaderSlip, payment.id)
    if slip is not None:
        slip.undone_by = undoing.id
        session.flush()


def fold(typed: str) -> str:
    """A trace number as it is compared: ASCII digits, no gaps, no leading zeros.

    Raises DomainError."""
    plain = GAPS.sub("", to_ascii_digits(typed[:80])).lstrip("0")
    if not TRACE.fullmatch(plain):
        raise DomainError(BAD_TRACE, field="trace")
    return plain


def last_digits(typed: str) -> str:
    """The last four digits of a card. Raises DomainError."""
    digits = GAPS.sub("", to_ascii_digits(typed[:80])).lstrip("*•")
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise DomainError(BAD_LAST4, field="last4")
    return digits
