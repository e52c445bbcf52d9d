"""The tax that prices include: a rate for a category from a day on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Key


class TaxRate(Base):
    """In basis points; it goes for the kinds of a craft that have none of their own."""

    __tablename__ = "tax_rate"
    __table_args__ = (
        UniqueConstraint("category_id", "valid_from"),
        CheckConstraint("rate_bp BETWEEN 0 AND 5000", name="rate_bp"),
    )
    id: Mapped[Key]
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    valid_from: Mapped[date]
    rate_bp: Mapped[int]
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)
