"""What carriers were paid at their counters, receipt by receipt and parcel by parcel."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

MONEY = ("drawer", "bank")


class PostPayment(Base):
    """A carrier's receipt: append-only. A mistake is undone by a row with a negative amount;
    `paid_by` is whose drawer it came from."""

    __tablename__ = "post_payment"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        CheckConstraint(f"money IN {MONEY}", name="money"),
        CheckConstraint("(corrects_id IS NULL) = (amount > 0)", name="corrects"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="reason"),
        CheckConstraint("receipt <> ''", name="receipt"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    amount: Mapped[int]
    currency: Mapped[Code]
    money: Mapped[Code]
    receipt: Mapped[str]  # the number on it
    paid_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    paid_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("post_payment.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")
    parts: Mapped[list["PostPaymentPart"]] = relationship(order_by="PostPaymentPart.id")


class PostPaymentPart(Base):
    """What one posting of one parcel cost: append-only. `turn` is even where it was paid, odd where
    that was undone, so that nothing is paid twice."""

    __tablename__ = "post_payment_part"
    __table_args__ = (
        UniqueConstraint("parcel_id", "tracking_code", "turn"),
        CheckConstraint(
            "(turn % 2 = 0 AND amount >= 0) OR (turn % 2 = 1 AND amount <= 0)", name="turn"
        ),
    )
    id: Mapped[Key]
    payment_id: Mapped[int] = mapped_column(ForeignKey("post_payment.id"), index=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcel.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"), index=True)
    tracking_code: Mapped[Code]
    turn: Mapped[int]
    amount: Mapped[int]
