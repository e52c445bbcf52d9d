"""Money at the desk: what every way of taking it shares."""

from dataclasses import dataclass

from marketplace.kernel import events
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_
from marketplace.payments import balance, recording
from marketplace.payments.events import PaymentTaken
from marketplace.payments.models import Payment

TOO_LITTLE = N_("This is less than the amount due. Count again, please.")
TOO_MUCH = N_("This is far more than the amount due. Please look at the zeros again.")
ALREADY = N_("This has been paid already.")
MEANWHILE = N_(
    "Money for this order came in meanwhile: what is to be paid has changed. Look at it again; "
    "nothing was recorded now."
)
MOST_TIMES = 20
SMALL = 1_000_000  # in the smallest unit: a large note for a small rest is no slip of zeros


@dataclass(frozen=True, slots=True)
class Bill:
    """What is to be paid for a subject, and by whom it is taken (a person's id). `part`: the rest
    comes separately; `seen`: what the page said was due, if it said so."""

    subject: tuple[str, int]
    total: Money
    by: int
    part: bool = False
    seen: int | None = None


def open_(bill: Bill, method: str, received: int, field: str, short: str = TOO_LITTLE) -> Payment:
    """A numbered payment of this bill, not kept yet: all that is missing, or a part of it.

    `received` in the smallest unit of the bill's currency. Raises DomainError when it is too
    little for the whole (the sentence `short`), when nothing is missing, or when that changed
    since it was seen."""
    kind, key = bill.subject
    payment = Payment(
        subject_kind=kind, subject_id=key, currency=bill.total.currency, method=method,
        holder="office", received=received, taken_by=bill.by,
    )  # fmt: skip
    recording.number(payment)
    missing = bill.total.amount - balance.of(kind, key).kept
    if missing <= 0:
        raise DomainError(ALREADY)
    if bill.seen not in (None, missing):
        raise DomainError(MEANWHILE)
    if received <= 0 or (received < missing and not bill.part):
        raise DomainError(short, field=field)
    payment.amount = min(received, missing)
    payment.change = received - payment.amount
    return payment


def keep(payment: Payment) -> None:
    """Write it down, and tell whom it concerns."""
    recording.record(payment, "taken")
    kind, key = payment.subject_kind, payment.subject_id
    events.publish(PaymentTaken(kind, key, balance.of(kind, key).kept))


def sane(missing: int, received: int, field: str, small: int = SMALL) -> None:
    """Raises DomainError when what was received is far more than what is missing, in the smallest
    unit; up to `small` is no slip of zeros, whatever is missing."""
    if received > max(missing * MOST_TIMES, small):
        raise DomainError(TOO_MUCH, field=field)
