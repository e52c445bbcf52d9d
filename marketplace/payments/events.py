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
    """Money was given back; `last4` and `reference` are empty when it was cash."""

    subject_kind: str
    subject_id: int
    amount: int
    last4: str
    reference: str
