"""Credit notes: what of a sale is undone after it was paid, line by line."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key

PARTIES = ("office", "vendor", "post")
KINDS = ("return", "cancellation", "loss")
BACK = ("return", "loss")  # those of pieces that had left the house


class CreditNote(Base):
    """Append-only, numbered without a gap within a Jalali year; `position` counts an order's own,
    so that one form sent twice, or from two tabs, is one note."""

    __tablename__ = "credit_note"
    __table_args__ = (
        UniqueConstraint("year", "number"),
        UniqueConstraint("order_id", "position"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"liable_party IN {PARTIES}", name="liable_party"),
        CheckConstraint("amount > 0", name="amount"),
    )
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"))
    position: Mapped[int]
    year: Mapped[int]  # Jalali
    number: Mapped[int]
    kind: Mapped[Code]
    liable_party: Mapped[Code]
    reason: Mapped[str]
    late_reason: Mapped[str] = mapped_column(default="")  # staff's, after the time for returns
    amount: Mapped[int]  # of its lines
    currency: Mapped[Code]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the buyer, a maker
    made_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    lines: Mapped[list["CreditLine"]] = relationship(order_by="CreditLine.id")

    @property
    def quantities(self) -> dict[int, int]:
        """How many pieces it names, by the ids of their lines."""
        return {one.line_id: one.quantity for one in self.lines if one.line_id}


class CreditLine(Base):
    """So many of a line, or (without one) the postage; amounts as parts of the line's own.
    `share` is what its maker had of it. stock: for sale again; damaged: written off; lost: never
    arrived; kept: it had not left yet."""

    __tablename__ = "credit_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("commission >= 0 AND tax >= 0 AND share >= 0", name="parts"),
        CheckConstraint("line_id IS NULL OR amount = commission + tax + share", name="sum"),
        CheckConstraint("fate IN ('stock', 'damaged', 'lost', 'kept')", name="fate"),
    )
    id: Mapped[Key]
    note_id: Mapped[int] = mapped_column(ForeignKey("credit_note.id"), index=True)
    line_id: Mapped[int | None] = mapped_column(ForeignKey("order_line.id"), index=True)
    quantity: Mapped[int]
    amount: Mapped[int]
    commission: Mapped[int]
    tax: Mapped[int]
    share: Mapped[int]
    fate: Mapped[Code]
