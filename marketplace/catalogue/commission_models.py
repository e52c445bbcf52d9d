"""The office's share of a price: rows in the sequence in which they are tried."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Code, Key


class CommissionRate(Base):
    """In basis points, for a maker, a craft and a channel (each may be empty: any) from a day on.
    The first row that fits is taken; what fits none has the share in the settings."""

    __tablename__ = "commission_rate"
    __table_args__ = (
        CheckConstraint("rate_bp BETWEEN 0 AND 5000", name="rate_bp"),
        CheckConstraint("channel IN ('web', 'desk')", name="channel"),
    )
    id: Mapped[Key]
    position: Mapped[int]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"))
    craft_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    channel: Mapped[Code | None]  # web | desk
    valid_from: Mapped[date]
    rate_bp: Mapped[int]
