"""What a buyer says of money that she sent from her card to the office's."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.media.models import Document

STANDING = text("state <> 'refused'")
WAITING = text("state = 'waiting'")


class Proof(Base):
    """waiting → confirmed | refused; undone it waits again. `number` is the bank's tracking number
    as it was typed, `folded` the form that is compared; among the proofs that were not refused it
    stands once."""

    __tablename__ = "payment_proof"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("length(last4) = 4", name="last4"),
        CheckConstraint("state IN ('waiting', 'confirmed', 'refused')", name="state"),
        CheckConstraint("(state = 'confirmed') = (payment_id IS NOT NULL)", name="payment"),
        CheckConstraint("(state = 'refused') = (refusal IS NOT NULL)", name="refusal"),
        Index("uq_payment_proof_folded", "folded", unique=True,
              sqlite_where=STANDING, postgresql_where=STANDING),
        Index("uq_payment_proof_waiting", "subject_kind", "subject_id", unique=True,
              sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_payment_proof_subject", "subject_kind", "subject_id"),
        Index("ix_payment_proof_queue", "state", "sent_at"),
    )  # fmt: skip
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    amount: Mapped[int]
    currency: Mapped[Code]
    last4: Mapped[Code]  # of the card that it came from
    paid_at: Mapped[datetime]  # as the buyer says
    number: Mapped[Code]
    folded: Mapped[Code]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    state: Mapped[Code]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    refusal: Mapped[Code | None]  # a key of payments.proofs.REFUSALS
    words: Mapped[str] = mapped_column(default="")
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), unique=True)
    document: Mapped[Document | None] = relationship()
