"""Foreign notes behind a payment, and the rate they were taken at."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Code
from marketplace.kernel.money import Money, Rate


class ForeignCash(Base):
    """What lay on the table: append-only, with the rate of that moment. A correction has a row of
    its own with everything below nothing."""

    __tablename__ = "foreign_cash"
    __table_args__ = (
        CheckConstraint("given <> 0", name="given"),
        CheckConstraint("(given > 0 AND rounded >= 0) OR (given < 0 AND rounded <= 0)",
                        name="rounded"),
        CheckConstraint("price > 0 AND quantity > 0", name="rate"),
    )  # fmt: skip
    payment_id: Mapped[int] = mapped_column(
        ForeignKey("payment.id"), primary_key=True, autoincrement=False
    )
    currency: Mapped[Code]
    given: Mapped[int]  # in the smallest unit of `currency`
    rate_id: Mapped[int] = mapped_column(ForeignKey("exchange_rate.id"))
    price: Mapped[int]  # in the payment's currency, for `quantity`
    quantity: Mapped[int]
    change: Mapped[int]  # given back in the payment's currency
    rounded: Mapped[int]  # what rounding down took, in the payment's currency

    def rate(self, base: str) -> Rate:
        """The rate it was taken at; `base` is the payment's currency."""
        return Rate(Money(self.quantity, self.currency), Money(self.price, base))

    @property
    def notes(self) -> Money:
        """What lay on the table."""
        return Money(self.given, self.currency)
