"""What the payments' room tells the rooms above it, inside the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaymentTaken:
    """Money came in for this subject; `kept` is all that it has paid and need not get back."""

    subject_kind: str
    subject_id: int
    kept: int


@dataclass(frozen=True, slots=True)
class PaymentCorrected:
    """A payment of this subject was undone as a whole; `kept` is what is left."""

    subject_kind: str
    subject_id: int
    kept: int


@dataclass(frozen=True, slots=True)
class ProofRefused:
    """A buyer's proof was refused: a key of REFUSALS, and the office's own words."""

    subject_kind: str
    subject_id: int
    refusal: str
    words: str


@dataclass(frozen=True, slots=True)
class MoneyReturned:
    """Money was given back, by this `method` of a refund; `last4` and `reference` are empty when it
    was cash."""

    subject_kind: str
    subject_id: int
    amount: int
    method: str
    last4: str
    reference: str


@dataclass(frozen=True, slots=True)
class SubjectWanted:
    """Its money is about to change: who owns this subject locks it, before an intent is locked."""

    subject_kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class MoneyArriving:
    """A gateway has money for this subject, in the subject's smallest unit; it is recorded next.
    Who owns the subject may still make room for it."""

    subject_kind: str
    subject_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class IntentPaid:
    """A gateway's money was recorded as this payment, after PaymentTaken."""

    subject_kind: str
    subject_id: int
    intent_id: int
    payment_id: int


@dataclass(frozen=True, slots=True)
class IntentPuzzles:
    """A gateway says something of this intent that a person must look into; `problem` is its
    short key."""

    subject_kind: str
    subject_id: int
    intent_id: int
    problem: str


@dataclass(frozen=True, slots=True)
class IntentDisputed:
    """The buyer's bank disputes the money of this intent: opened, won or lost."""

    subject_kind: str
    subject_id: int
    intent_id: int
    how: str
