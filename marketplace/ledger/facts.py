"""What an accounting rule reads of the rows that tell it a fact. Amounts in the smallest unit."""

from typing import Any, Protocol


class _About(Protocol):
    id: Any
    subject_kind: Any
    subject_id: Any
    amount: Any
    currency: Any


class Taken(_About, Protocol):
    """A payment, or the row that undoes one with a negative amount."""

    method: Any
    holder: Any
    taken_by: Any
    taken_at: Any


class Due(_About, Protocol):
    """What is owed back."""


class Given(_About, Protocol):
    """A refund."""

    method: Any
    given_at: Any


class Fee(_About, Protocol):
    """A payment that a gateway took."""

    gateway: Any


class Till(Protocol):
    """A counted drawer."""

    id: Any
    user_id: Any
    currency: Any
    expected: Any
    counted: Any
    counted_at: Any


class Notes(Protocol):
    """Foreign notes behind a payment; all below nothing where they undo some."""

    currency: Any
    given: Any
    change: Any
    rounded: Any


class Paid(Protocol):
    """What one maker is paid by a run."""

    id: Any
    run_id: Any
    vendor_id: Any
    amount: Any
    currency: Any


class Settled(Protocol):
    """What the post answered to a claim: what it paid, what the office bears."""

    id: Any
    paid: Any
    borne: Any
    currency: Any


class Changed(Protocol):
    """Foreign notes that were changed: for how much, and what they had been taken for."""

    id: Any
    currency: Any
    given: Any
    base: Any
    received: Any
    cost: Any
    money: Any
