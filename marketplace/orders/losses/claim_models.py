"""What the post answered when it was asked to pay for what it damaged or lost."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key


class ClaimSettlement(Base):
    """The end of the claim of one credit note: `paid` came into the bank, `borne` by the office.
    Append-only; an even `turn` ends it, an odd one undoes that with both below nothing: it was a
    mistake, or the parcel turned up and `paid` went back to the post."""

    __tablename__ = "claim_settlement"
    __table_args__ = (
        UniqueConstraint("note_id", "turn"),
        CheckConstraint(
            "(turn % 2 = 0 AND paid >= 0 AND borne >= 0 AND paid + borne > 0) OR"
            " (turn % 2 = 1 AND paid <= 0 AND borne <= 0 AND paid + borne < 0)",
            name="turn",
        ),
        CheckConstraint("paid <= 0 OR reference <> ''", name="reference"),
        CheckConstraint("borne = 0 OR reason <> ''", name="reason"),
    )
    id: Mapped[Key]
    note_id: Mapped[int] = mapped_column(ForeignKey("credit_note.id"))
    turn: Mapped[int]
    paid: Mapped[int]
    borne: Mapped[int]
    currency: Mapped[Code]
    reference: Mapped[str] = mapped_column(default="")  # of the transfer
    reason: Mapped[str] = mapped_column(default="")  # why not all of it, or why it is undone
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
