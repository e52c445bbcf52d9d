"""A parcel that was written off as lost and turned up after all."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

OUTCOMES = ("back", "bought", "kept")


class Finding(Base):
    """What a person decided about what the credit note of a loss had written off. back: it is at
    the office; bought: its buyer has it, and the sale stands again; kept: she has it for nothing.

    `withdrawn` is asked of the post no longer. Append-only; an odd `turn` undoes the one before."""

    __tablename__ = "parcel_finding"
    __table_args__ = (
        UniqueConstraint("note_id", "turn"),
        CheckConstraint(f"outcome IN {OUTCOMES}", name="outcome"),
        CheckConstraint(
            "(turn % 2 = 0 AND withdrawn >= 0) OR"
            " (turn % 2 = 1 AND withdrawn <= 0 AND outcome <> 'back')",
            name="turn",
        ),
        CheckConstraint("reason <> ''", name="reason"),
        Index("ix_parcel_finding_parcel_id", "parcel_id"),
    )
    id: Mapped[Key]
    note_id: Mapped[int] = mapped_column(ForeignKey("credit_note.id"))
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcel.id"))
    turn: Mapped[int]
    outcome: Mapped[Code]
    withdrawn: Mapped[int]
    currency: Mapped[Code]
    reason: Mapped[str]
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    lines: Mapped[list["FindingLine"]] = relationship(order_by="FindingLine.line_id")


class FindingLine(Base):
    """So many pieces of a line that are for sale again; the others stay written off."""

    __tablename__ = "parcel_finding_line"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)
    finding_id: Mapped[int] = mapped_column(ForeignKey("parcel_finding.id"), primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), primary_key=True)
    quantity: Mapped[int]
