"""A clerk's drawer, counted: what should have been in it and what was."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key


class TillCount(Base):
    """One counting of one person's cash: append-only. `expected` may be below nothing when more
    was given back than taken."""

    __tablename__ = "till_count"
    __table_args__ = (
        CheckConstraint("counted >= 0", name="counted"),
        CheckConstraint("counted = expected OR note <> ''", name="note"),
        Index("ix_till_count_user", "user_id", "counted_at"),
    )
    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    currency: Mapped[Code]
    expected: Mapped[int]
    counted: Mapped[int]
    note: Mapped[str]
    counted_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class TillRow(Base):
    """A payment or refund in cash, a payment's foreign notes, or a carrier's receipt, that a count
    covers: each once."""

    __tablename__ = "till_row"
    __table_args__ = (
        CheckConstraint("kind IN ('payment', 'notes', 'refund', 'postage')", name="kind"),
    )
    kind: Mapped[Code] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    count_id: Mapped[int] = mapped_column(ForeignKey("till_count.id"), index=True)
