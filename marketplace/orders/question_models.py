"""What a buyer asks the office about her order, and what it answers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Key


class Question(Base):
    """One question; its words and its answer are wiped with the order's contact data."""

    __tablename__ = "order_question"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered"),
    )
    id: Mapped[Key]
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"), index=True)
    words: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
