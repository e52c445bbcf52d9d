"""The post: ways of posting and what each charges."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.kernel.db import Base, Code, Key

ZONES = ("same", "neighbour", "far")


class ShippingMethod(Base):
    """A carrier's service. `tracking_examples`: codes off its receipts, one a line."""

    __tablename__ = "shipping_method"
    id: Mapped[Key]
    name_fa: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    tracking_examples: Mapped[str] = mapped_column(default="")
    tracking_url: Mapped[str] = mapped_column(default="")  # where {code} is followed
    active: Mapped[bool] = mapped_column(default=True)


class ShippingRate(Base):
    """The price in rial of a parcel of up to so many grams, from a day on."""

    __tablename__ = "shipping_rate"
    __table_args__ = (
        UniqueConstraint("method_id", "valid_from", "grams_up_to", "zone"),
        CheckConstraint(f"zone IN {ZONES}", name="zone"),
        CheckConstraint("grams_up_to > 0", name="grams_up_to"),
        CheckConstraint("price > 0", name="price"),
    )
    id: Mapped[Key]
    method_id: Mapped[int] = mapped_column(ForeignKey("shipping_method.id"))
    valid_from: Mapped[date]
    grams_up_to: Mapped[int]
    zone: Mapped[Code]
    price: Mapped[int]
