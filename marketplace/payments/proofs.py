"""Proofs of card-to-card transfers: sent by the buyer, confirmed or refused by a person."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.kernel import clock, events, ids
from marketplace.kernel.db import locked, session
from marketplace.kernel.direct import ask
from marketplace.kernel.errors import DomainError
from marketplace.kernel.money import Money
from marketplace.kernel.text import N_, to_ascii_digits
from marketplace.payments import balance, recording, subjects
from marketplace.payments.events import PaymentTaken, ProofRefused
from marketplace.payments.models import Payment
from marketplace.payments.proof_models import Proof
from marketplace.payments.states import PROOF

REFUSALS = {
    "not_found": N_("This transfer is not on the office’s account"),
    "another_card": N_("The money went to another card"),
    "unreadable": N_("The tracking number or the time is not right"),
    "other": N_("Something else"),
}
GAPS = re.compile(r"[\s\-–_/.\u200b-\u200f\u2066-\u2069]+")
NUMBER = re.compile(r"[0-9A-Z]{4,30}")
BAD_NUMBER = N_("Write the tracking number as the bank shows it, at least four digits.")
BAD_LAST4 = N_("Write the last four digits of the card the money came from.")
OF_SUBJECT = select(Proof).where(*subjects.of_subject(Proof)).order_by(Proof.id.desc())
TWICE = N_(
    "This tracking number stands on another proof. Look again; if it is right, call the office."
)
NO_AMOUNT = N_("Write how much money it was.")
ONE_WAITS = N_("The office is looking at your last proof. We tell you as soon as it is decided.")
ANOTHER_WAITS = N_("Another transfer of this order waits. Decide that one first.")
NO_WORDS = N_("Write in a few words what is wrong, so that the buyer can mend it.")
TOO_MUCH = N_("This is far more than the amount due. Please look at the zeros again.")
MOST_TIMES = 20


def fold(number: str, field: str = "number") -> str:
    """The bank's number as it is compared: ASCII, capitals, no gaps, no leading zeros.

    Raises DomainError."""
    plain = GAPS.sub("", to_ascii_digits(number[:80])).upper().lstrip("0")
    if not NUMBER.fullmatch(plain):
        raise DomainError(BAD_NUMBER, field=field)
    return plain


def last_digits(typed: str) -> str:
    """The last four digits of a card. Raises DomainError."""
    digits = to_ascii_digits(typed).strip()
    if not (len(digits) == 4 and digits.isascii() and digits.isdigit()):
        raise DomainError(BAD_LAST4, field="last4")
    return digits


def send(
    subject: tuple[str, int], amount: Money, *, last4: str, paid_at: datetime, number: str,
    document_id: int | None = None,
) -> Proof:  # fmt: skip
    """Keep what the buyer says of her transfer; the caller holds the subject locked.

    Raises DomainError when the number stands on another proof or one of hers still waits."""
    if amount.amount <= 0:
        raise DomainError(NO_AMOUNT, field="amount")
    digits = last_digits(last4)
    if of_subject(subject, "waiting"):
        raise DomainError(ONE_WAITS)
    proof = Proof(
        public_id=ids.public_id(), subject_kind=subject[0], subject_id=subject[1],
        amount=amount.amount, currency=amount.currency, last4=digits, paid_at=paid_at,
        number=to_ascii_digits(number).strip(), folded=fold(number), document_id=document_id,
    )  # fmt: skip
    try:
        with session.begin_nested():
            PROOF.born(proof, changes={"amount": [None, proof.amount]})
    except IntegrityError as error:
        raise DomainError(TWICE, field="number") from error
    return proof


def confirm(proof: Proof, amount: Money, by: int) -> Payment:
    """The money is on the account: `amount` is what came, `by` a person's id.

    The caller holds the subject locked. Raises WrongState, DomainError for a slip of zeros."""
    proof = locked(Proof, proof.id)
    if amount.amount <= 0:
        raise DomainError(NO_AMOUNT, field="amount")
    if amount.amount > proof.amount * MOST_TIMES:
        raise DomainError(TOO_MUCH, field="amount")
    payment = Payment(
        subject_kind=proof.subject_kind, subject_id=proof.subject_id, amount=amount.amount,
        currency=amount.currency, method="card", holder="office", received=amount.amount,
        change=0, taken_by=by,
    )  # fmt: skip
    recording.number(payment)
    recording.record(payment, "confirmed")
    _decide(proof, by)
    proof.payment_id = payment.id
    PROOF.fire(proof, "confirm")
    session.flush()
    kept = balance.of(proof.subject_kind, proof.subject_id).kept
    events.publish(PaymentTaken(proof.subject_kind, proof.subject_id, kept))
    return payment


def refuse(proof: Proof, refusal: str, words: str, by: int) -> None:
    """It is no proof: a key of REFUSALS, and words that the buyer reads.

    Raises WrongState, DomainError without words where the list says nothing."""
    if refusal == "other" and not words.strip():
        raise DomainError(NO_WORDS, field="words")
    proof = locked(Proof, proof.id)
    proof.refusal, proof.words = refusal, words.strip()
    _decide(proof, by)
    PROOF.fire(proof, "refuse", reason=words.strip() or REFUSALS[refusal])
    events.publish(ProofRefused(proof.subject_kind, proof.subject_id, refusal, proof.words))


def undo(payment: Payment) -> None:
    """The payment that it brought was corrected: a person decides it anew, and while it waits its
    order does not lapse. Raises DomainError while another proof of the same subject waits."""
    proof = session.scalars(select(Proof).filter_by(payment_id=payment.id)).first()
    if proof is None:
        return
    if of_subject((proof.subject_kind, proof.subject_id), "waiting"):
        raise DomainError(ANOTHER_WAITS)
    proof.payment_id = proof.decided_at = proof.decided_by = None
    PROOF.fire(proof, "undo")
    session.flush()


def _decide(proof: Proof, by: int) -> None:
    proof.decided_at, proof.decided_by = clock.now(), by


def of_subject(subject: tuple[str, int], *states: str) -> list[Any]:
    """A subject's proofs to read, newest first; `states` narrows them."""
    found = ask(OF_SUBJECT, {"kind": subject[0], "subject": subject[1]})
    return [one for one in found if not states or one.state in states]


def waiting(limit: int = 100) -> Sequence[Proof]:
    """Every proof that a person must decide, the oldest first."""
    query = select(Proof).where(Proof.state == "waiting").order_by(Proof.sent_at, Proof.id)
    return session.scalars(query.limit(limit)).all()


def decided(limit: int = 20) -> Sequence[Proof]:
    """The proofs that a person decided last."""
    query = select(Proof).where(Proof.state != "waiting").order_by(Proof.decided_at.desc())
    return session.scalars(query.limit(limit)).all()
