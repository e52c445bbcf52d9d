"""The post: ways of posting and what each charges, addresses, parcels."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.orders.models import Fulfilment

ZONES = ("same", "neighbour", "far")
LEADS = text("box_id IS NULL")


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


class OrderAddress(Base):
    """Where an order goes: typed for a basket, then the order's. A row of its own, so that it can
    be deleted while the order stays."""

    __tablename__ = "order_address"
    __table_args__ = (
        CheckConstraint("length(postal_code) = 10", name="postal_code"),
        Index("ix_order_address_province", "province", "order_id"),
    )
    id: Mapped[Key]
    basket_id: Mapped[int | None] = mapped_column(ForeignKey("basket.id"), unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("buyer_order.id"), unique=True)
    province: Mapped[Code]  # orders.provinces
    county: Mapped[str]
    city: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[Code]
    name: Mapped[str]
    phone: Mapped[Code]  # E.164
    created_at: Mapped[datetime] = mapped_column(default=clock.now)


class Parcel(Base):
    """waiting → shipped → delivered | undelivered → returned; or given_up, or lost
    and perhaps found. Method, zone,
    weight and price as they were when it was ordered; a vendor's own, or everything from the
    office."""

    __tablename__ = "parcel"
    __table_args__ = (
        Index("uq_parcel_tracking_code", "method_id", "tracking_code", unique=True,
              sqlite_where=LEADS, postgresql_where=LEADS),
        CheckConstraint("box_id <> id", name="box"),
        CheckConstraint("posted_by IN ('office', 'vendor')", name="posted_by"),
        CheckConstraint("keeper IN ('office', 'vendor')", name="keeper"),
        CheckConstraint("postage >= 0", name="postage"),
        CheckConstraint(
            "state IN ('waiting', 'given_up') OR tracking_code IS NOT NULL", name="tracked"
        ),
    )  # fmt: skip
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"), index=True)
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("vendor.id"), index=True)
    posted_by: Mapped[Code]  # office | vendor
    keeper: Mapped[Code]  # who keeps the postage: office | vendor
    method_id: Mapped[int] = mapped_column(ForeignKey("shipping_method.id"))
    zone: Mapped[Code]
    packing: Mapped[int]  # grams, of `grams`
    grams: Mapped[int]
    postage: Mapped[int]
    state: Mapped[Code] = mapped_column(index=True)
    tracking_code: Mapped[Code | None]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    box_id: Mapped[int | None] = mapped_column(ForeignKey("parcel.id"), index=True)  # orders.boxes
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    shipped_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    method: Mapped[ShippingMethod] = relationship()
    fulfilments: Mapped[list[Fulfilment]] = relationship(order_by=Fulfilment.id)
