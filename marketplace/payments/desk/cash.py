"""Cash at the desk; and any payment undone, as a whole, by a row of its own: never changed."""

from sqlalchemy import select

from marketplace.kernel import events
from marketplace.kernel.db import session
from marketplace.kernel.errors import DomainError
from marketplace.kernel.text import N_
from marketplace.payments import balance, proofs, recording, refunds
from marketplace.payments.desk import reader, taking
from marketplace.payments.desk.taking import Bill
from marketplace.payments.events import PaymentCorrected
from marketplace.payments.foreign import taking as foreign
from marketplace.payments.models import Payment

NOT_CORRECTABLE = N_("This payment has been corrected already.")
GIVEN_BACK = N_("Some of this money has been given back; it can no longer be undone.")
AT_A_GATEWAY = N_(
    "A gateway holds this money, so it cannot be undone here. What must go back is given back."
)
ASKED = N_(
    "A gateway is being asked to give some of this order’s money back. Correct the payment once its"
    " answer is here."
)
NO_REASON = N_("Write what was wrong with this payment.")


def take(bill: Bill, received: int) -> Payment:
    """Cash for a bill: all that is missing, or a part of it; `received` in the smallest unit is
    what the buyer gave.

    Raises DomainError when it is too little or far too much, or when it was paid already."""
    payment = taking.open_(bill, "cash", received, "received")
    taking.sane(payment.amount, payment.received, "received")
    taking.keep(payment)
    return payment


def correct(payment: Payment, reason: str) -> Payment:
    """Undo a payment as a whole by a row of its own with a negative amount and a receipt number,
    where its money lies: in the drawer of who took it. Who undid it stands in the log.

    Raises DomainError without a reason, when a gateway has it, when it was corrected already or
    given back, and while a gateway is asked to give some of the subject's money back."""
    if not reason.strip():
        raise DomainError(NO_REASON, field="reason")
    if payment.holder == "gateway":
        raise DomainError(AT_A_GATEWAY)
    if refunds.asked_of_a_gateway((payment.subject_kind, payment.subject_id)):
        raise DomainError(ASKED)
    undoing = Payment(
        subject_kind=payment.subject_kind, subject_id=payment.subject_id,
        amount=-payment.amount, currency=payment.currency, method=payment.method,
        holder=payment.holder, received=0, change=0,
        taken_by=payment.taken_by, corrects_id=payment.id, reason=reason.strip(),
    )  # fmt: skip
    recording.number(undoing)
    twice = select(Payment.id).where(Payment.corrects_id == payment.id)
    if payment.amount < 0 or session.scalar(twice):
        raise DomainError(NOT_CORRECTABLE)
    stands = balance.of(payment.subject_kind, payment.subject_id)
    if stands.captured - payment.amount < stands.returned:
        raise DomainError(GIVEN_BACK)
    recording.record(undoing, "corrected", reason.strip())
    for way in (reader, foreign):
        way.undo(payment, undoing)
    proofs.undo(payment)
    kept = stands.kept - payment.amount
    events.publish(PaymentCorrected(payment.subject_kind, payment.subject_id, kept))
    return undoing
