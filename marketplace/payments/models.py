"""A payment and the gapless yearly number of its receipt."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key


class Payment(Base):
    """Money that changed hands. A correction is a row of its own with a negative amount."""

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("receipt_year", "receipt_number"),
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint("(corrects_id IS NULL) = (amount > 0)", name="correction"),
        CheckConstraint("holder IN ('office', 'vendor', 'gateway')", name="holder"),
        CheckConstraint("taken_by IS NOT NULL OR holder = 'gateway'", name="taken_by"),
        Index("ix_payment_subject", "subject_kind", "subject_id"),
    )
    id: Mapped[Key]
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    amount: Mapped[int]
    currency: Mapped[Code]
    method: Mapped[Code]  # cash | card | reader | foreign | a gateway's
    holder: Mapped[Code]  # who has the money now: office | vendor | gateway
    received: Mapped[int]  # handed over by the buyer
    change: Mapped[int]  # given back
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    taken_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    receipt_year: Mapped[int]  # Jalali
    receipt_number: Mapped[int]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    reason: Mapped[str | None]


class ReceiptCounter(Base):
    """The last number given in a Jalali year; locked while the next is taken."""

    __tablename__ = "receipt_counter"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
