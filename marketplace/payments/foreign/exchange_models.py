"""Counted foreign notes that were changed into the shop's money."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.kernel.money import Money

MONEY = ("bank", "safe")


class NotesExchange(Base):
    """So many notes out of the safe, what they brought, and what they had been taken for: append-
    only. `place` counts those of a currency; a mistake is undone by a row below nothing."""

    __tablename__ = "notes_exchange"
    __table_args__ = (
        UniqueConstraint("currency", "place"),
        CheckConstraint("given <> 0", name="given"),
        CheckConstraint("(given > 0 AND received > 0 AND cost >= 0) OR"
                        " (given < 0 AND received < 0 AND cost <= 0)", name="signs"),
        CheckConstraint(f"money IN {MONEY}", name="money"),
        CheckConstraint("currency <> base", name="currency"),
        CheckConstraint("(corrects_id IS NULL) = (given > 0)", name="corrects"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="reason"),
        CheckConstraint("changer <> '' AND receipt <> ''", name="receipt"),
    )  # fmt: skip
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    currency: Mapped[Code]
    place: Mapped[int]
    given: Mapped[int]  # in the smallest unit of `currency`
    base: Mapped[Code]
    received: Mapped[int]  # in the smallest unit of `base`
    cost: Mapped[int]  # what they were taken for, in the smallest unit of `base`
    money: Mapped[Code]  # where what they brought lies now
    changer: Mapped[str]  # the bank or exchange office
    receipt: Mapped[str]  # its number
    day: Mapped[date]  # on it
    by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("notes_exchange.id"), unique=True)
    reason: Mapped[str] = mapped_column(default="")

    @property
    def notes(self) -> Money:
        """What was given."""
        return Money(self.given, self.currency)

    @property
    def brought(self) -> Money:
        """What it brought."""
        return Money(self.received, self.base)

    @property
    def difference(self) -> Money:
        """What they brought above what they were taken for; below nothing for less."""
        return Money(self.received - self.cost, self.base)
