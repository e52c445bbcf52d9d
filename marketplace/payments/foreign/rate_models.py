"""What the office gives for foreign cash, from a moment on."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.kernel.money import Money, Rate


class ExchangeRate(Base):
    """`price` in the smallest unit of `base` for `quantity` smallest units of `currency`: append-
    only. Without a price the office takes none of it from then on."""

    __tablename__ = "exchange_rate"
    __table_args__ = (
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("rounding > 0", name="rounding"),
        CheckConstraint("currency <> base", name="currency"),
        Index("ix_exchange_rate_currency", "base", "currency", "valid_from"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    currency: Mapped[Code]
    base: Mapped[Code]
    price: Mapped[int | None]
    quantity: Mapped[int]
    rounding: Mapped[int]  # what notes come to is rounded down to a multiple of it
    source: Mapped[str]  # where the treasurer read it
    valid_from: Mapped[datetime]
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def rate(self) -> Rate:
        """For reckoning with it; only where it has a price."""
        quantity, price = Money(self.quantity, self.currency), Money(self.price or 0, self.base)
        return Rate(quantity, price, self.rounding)
