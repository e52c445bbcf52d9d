"""A paper, the orders that it speaks of, and the gapless yearly number of its kind."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.papers.kinds import KINDS, show


class Paper(Base):
    """What was printed, sealed (kernel.secrets). Never changed, by trigger: only erasing takes the
    body away, once, or the name of an erased maker or colleague out of it."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("kind", "year", "number", "language"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("language IN ('fa', 'en')", name="language"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(body IS NULL) = (erased_at IS NOT NULL)", name="erased"),
        Index("ix_paper_subject", "kind", "subject_kind", "subject_id", "language"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    kind: Mapped[Code]
    year: Mapped[int]  # Jalali
    number: Mapped[int]
    language: Mapped[Code]
    subject_kind: Mapped[Code]
    subject_id: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), unique=True)
    body: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # no one: the buyer
    erased_at: Mapped[datetime | None]

    @property
    def shown_number(self) -> str:
        """Its number in ASCII digits."""
        return show(self.kind, self.year, self.number)


class PaperOrder(Base):
    """A paper speaks of this order's buyer, and is erased with her."""

    __tablename__ = "paper_order"
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), primary_key=True)
    order_id: Mapped[int] = mapped_column(
        ForeignKey("buyer_order.id"), primary_key=True, index=True
    )


class PaperCounter(Base):
    """The last number of a kind in a Jalali year; locked while a paper is issued."""

    __tablename__ = "paper_counter"
    kind: Mapped[Code] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
