"""What a maker asks about one row of her money, and the treasurer's answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Key

UNANSWERED = text("answered_at IS NULL")


class MoneyQuestion(Base):
    """One question about one posting on her account."""

    __tablename__ = "money_question"
    __table_args__ = (
        ForeignKeyConstraint(
            ["entry_id", "place"], ["ledger_posting.entry_id", "ledger_posting.place"]
        ),
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered"),
        CheckConstraint("answered_at IS NULL OR answer <> ''", name="answer"),
        Index("uq_money_question_open", "entry_id", "place", unique=True,
              sqlite_where=UNANSWERED, postgresql_where=UNANSWERED),
        Index("ix_money_question_vendor", "vendor_id", "id"),
    )  # fmt: skip
    id: Mapped[Key]
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    entry_id: Mapped[int]
    place: Mapped[int]
    words: Mapped[str]
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
