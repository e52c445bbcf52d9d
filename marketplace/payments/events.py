"""What the payments' room tells the rooms above it, inside the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaymentTaken:
    """The whole amount due for this subject was taken."""

    subject_kind: str
    subject_id: int


@dataclass(frozen=True, slots=True)
class PaymentCorrected:
    """The payment of this subject was undone as a whole."""

    subject_kind: str
    subject_id: int
