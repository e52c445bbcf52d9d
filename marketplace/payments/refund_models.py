"""Money that is to be given back, and the giving itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

BY_HER_BANK = "dispute"  # the method of a refund that a buyer's bank took for her


class RefundDue(Base):
    """due → given | dropped; given → dropped when its refund came back, and another is owed then.
    What is owed to a buyer, for one line or (without one) for what was
    paid too much; `liable_party` bears it."""

    __tablename__ = "refund_due"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("state IN ('due', 'given', 'dropped')", name="state"),
        CheckConstraint("liable_party IN ('office', 'vendor', 'post')", name="liable_party"),
        Index("ix_refund_due_subject", "subject_kind", "subject_id"),
        Index("ix_refund_due_queue", "state", "created_at"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    line_id: Mapped[int | None]  # the part of the subject that it is for
    amount: Mapped[int]
    currency: Mapped[Code]
    liable_party: Mapped[Code]
    reason: Mapped[str]
    state: Mapped[Code]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Refund(Base):
    """Money given back: append-only, numbered without a gap, never more than was taken."""

    __tablename__ = "refund"
    __table_args__ = (
        UniqueConstraint("receipt_year", "receipt_number"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("(method = 'cash') = (reference IS NULL)", name="method"),
        CheckConstraint("method <> 'card' OR last4 IS NOT NULL", name="card"),
        CheckConstraint("method = 'cash' OR NOT from_safe", name="from_safe"),
        CheckConstraint("given_by IS NOT NULL OR method NOT IN ('cash', 'card')", name="given_by"),
    )
    id: Mapped[Key]
    due_id: Mapped[int] = mapped_column(ForeignKey("refund_due.id"), unique=True)
    subject_kind: Mapped[Code]
    subject_id: Mapped[int] = mapped_column(index=True)
    amount: Mapped[int]
    currency: Mapped[Code]
    method: Mapped[Code]  # cash | card | a gateway's | BY_HER_BANK
    from_safe: Mapped[bool] = mapped_column(default=False)  # older cash: the giver's drawer
    last4: Mapped[Code | None]  # of the card that it went to
    reference: Mapped[Code | None]  # the bank's or the gateway's number of it
    given_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    receipt_year: Mapped[int]  # Jalali
    receipt_number: Mapped[int]


class RefundCounter(Base):
    """The last number given to a refund in a Jalali year; locked while the next is taken."""

    __tablename__ = "refund_counter"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
