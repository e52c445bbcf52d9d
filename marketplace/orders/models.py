"""One order always has 1..n vendor orders; lines are snapshots of what was agreed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.kernel import clock
from marketplace.kernel.db import Base, Code, Key
from marketplace.orders.states import ASKING

UNPAID = text("paid_at IS NULL")


class Basket(Base):
    """A visitor's basket; the browser holds its token, we hold the token's keyed hash."""

    __tablename__ = "basket"
    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    name: Mapped[str] = mapped_column(default="")  # as typed at checkout, so that nothing is lost
    mobile: Mapped[Code | None]
    terms_version: Mapped[Code | None]
    pay_method: Mapped[Code] = mapped_column(default="desk", server_default="desk")
    method_id: Mapped[int | None] = mapped_column(ForeignKey("shipping_method.id"))  # by post
    lines: Mapped[list["BasketLine"]] = relationship(
        order_by="BasketLine.id", cascade="all, delete-orphan"
    )


class BasketLine(Base):
    """So many of a listing, at the price last seen (rial); holds nothing."""

    __tablename__ = "basket_line"
    __table_args__ = (
        UniqueConstraint("basket_id", "listing_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )
    id: Mapped[Key]
    basket_id: Mapped[int] = mapped_column(ForeignKey("basket.id"))
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"))
    quantity: Mapped[int]
    seen_price: Mapped[int]
    seen_count: Mapped[int | None]  # how many could be had when checkout began


class Buyer(Base):
    """A mobile, by its keyed hash: the row that counting live reservations locks, and no-shows."""

    __tablename__ = "buyer"
    mobile_hash: Mapped[str] = mapped_column(primary_key=True)
    no_shows: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)


class Order(Base):
    """`state` is derived: placed | making | ready | sent | closed | declined | lapsed
    (orders.derive)."""

    __tablename__ = "buyer_order"
    __table_args__ = (
        CheckConstraint("channel IN ('web', 'desk')", name="channel"),
        CheckConstraint("paid >= 0", name="paid"),
        CheckConstraint("returned >= 0 AND returned <= total", name="returned"),
        CheckConstraint("delivery IN ('collect', 'post')", name="delivery"),
        CheckConstraint("pay_method IN ('desk', 'card', 'zarinpal', 'stripe')", name="pay_method"),
        Index("ix_order_mobile", "mobile", "state"),
        Index("ix_order_queue", "state", "placed_at"),
        Index("ix_order_state", "state", "id"),
        Index("ix_order_unpaid", "state", "id", sqlite_where=UNPAID, postgresql_where=UNPAID),
        Index("ix_order_channel", "channel", "id"),
        Index("ix_order_delivery", "delivery", "id"),
        Index("ix_order_placed", "placed_at"),
    )
    id: Mapped[Key]
    code: Mapped[Code] = mapped_column(unique=True)
    link_token_hash: Mapped[str] = mapped_column(unique=True)
    basket_id: Mapped[int | None] = mapped_column(ForeignKey("basket.id"), unique=True)
    channel: Mapped[Code]
    state: Mapped[Code]
    name: Mapped[str]
    mobile: Mapped[Code]  # E.164
    mobile_last4: Mapped[Code] = mapped_column(index=True)
    locale: Mapped[Code]
    delivery: Mapped[Code] = mapped_column(default="collect", server_default="collect")
    postage: Mapped[int] = mapped_column(default=0, server_default="0")  # of its parcels
    total: Mapped[int]  # of the vendor orders that were not declined, and the postage
    returned: Mapped[int] = mapped_column(default=0, server_default="0")  # worth of what came back
    currency: Mapped[Code]
    pay_method: Mapped[Code] = mapped_column(default="desk", server_default="desk")
    pay_by: Mapped[datetime | None] = mapped_column(index=True)  # until when, paying ahead
    pay_reminded_at: Mapped[datetime | None]
    paid: Mapped[int] = mapped_column(default=0, server_default="0")  # and not to go back
    paid_at: Mapped[datetime | None]  # all of it
    terms_version: Mapped[Code]
    placed_at: Mapped[datetime] = mapped_column(default=clock.now)
    placed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # the clerk, at the desk
    pickup_by: Mapped[datetime | None]  # starts when the last part is at the office
    choose_by: Mapped[datetime | None]  # a maker fell away: what becomes of the rest?
    reminded_at: Mapped[datetime | None]  # told that the days for picking up run out
    sample: Mapped[bool] = mapped_column(default=False)
    erased_at: Mapped[datetime | None]  # since when the buyer's name is a token
    vendor_orders: Mapped[list["VendorOrder"]] = relationship(order_by="VendorOrder.id")


class VendorOrder(Base):
    """placed → accepted | declined → making → ready → closed | lapsed."""

    __tablename__ = "vendor_order"
    __table_args__ = (
        Index("ix_vendor_order_vendor", "vendor_id", "state"),
        Index("ix_vendor_order_list", "vendor_id", "order_id"),
    )
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("buyer_order.id"), index=True)
    vendor_id: Mapped[int] = mapped_column(ForeignKey("vendor.id"))
    state: Mapped[Code]
    total: Mapped[int]
    answer_by: Mapped[datetime] = mapped_column(index=True)
    reminded_at: Mapped[datetime | None]  # told that the answer is still missing
    bring_by: Mapped[datetime | None]  # promised when accepted: here, or at the post
    extended: Mapped[int] = mapped_column(default=0, server_default="0")  # asked for more days
    decline_reason: Mapped[str | None]
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # of a collective
    ended_by: Mapped[Code | None]  # buyer | vendor | staff, when it was cancelled
    order: Mapped[Order] = relationship(back_populates="vendor_orders")
    lines: Mapped[list["OrderLine"]] = relationship(order_by="OrderLine.id")
    fulfilments: Mapped[list["Fulfilment"]] = relationship(order_by="Fulfilment.id")

    @property
    def kept(self) -> list["OrderLine"]:
        """The lines that were not taken off."""
        return [line for line in self.lines if line.dropped_at is None]

    @property
    def fulfilment(self) -> "Fulfilment | None":
        """The one that still asks something of somebody; when none does, the last."""
        asking = [one for one in self.fulfilments if one.state in ASKING]
        return next(iter(asking or self.fulfilments[-1:]), None)


class OrderLine(Base):
    """A snapshot; amounts in the order's currency, rates in basis points."""

    __tablename__ = "order_line"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("unit_price > 0", name="unit_price"),
        CheckConstraint(
            "commission >= 0 AND commission <= unit_price * quantity", name="commission"
        ),
        CheckConstraint("tax >= 0 AND commission + tax <= unit_price * quantity", name="tax"),
        CheckConstraint("returned >= 0 AND returned <= quantity", name="returned"),
    )
    id: Mapped[Key]
    vendor_order_id: Mapped[int] = mapped_column(ForeignKey("vendor_order.id"), index=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id"), index=True)
    quantity: Mapped[int]
    unit_price: Mapped[int]
    currency: Mapped[Code]
    commission_bp: Mapped[int]
    commission: Mapped[int]
    category_id: Mapped[int | None]  # as it was sold
    tax_bp: Mapped[int] = mapped_column(default=0, server_default="0")
    tax: Mapped[int] = mapped_column(default=0, server_default="0")  # that the price includes
    returned: Mapped[int] = mapped_column(default=0, server_default="0")  # so many came back
    kind: Mapped[Code]
    lead_days: Mapped[int | None]
    grams: Mapped[int | None]  # of one piece
    title_fa: Mapped[str]
    title_en: Mapped[str]
    maker_fa: Mapped[str]
    maker_en: Mapped[str]
    picture_key: Mapped[Code | None]
    dropped_at: Mapped[datetime | None]  # taken off the order
    dropped_why: Mapped[str | None]

    @property
    def share(self) -> int:
        """What its maker gets of the price: without the office's share and the tax."""
        return self.unit_price * self.quantity - self.commission - self.tax


class Fulfilment(Base):
    """How lines reach the buyer: expected → at_office → handed_over, or with a parcel → shipped →
    delivered; or given_up."""

    __tablename__ = "fulfilment"
    id: Mapped[Key]
    public_id: Mapped[Code] = mapped_column(unique=True)
    vendor_order_id: Mapped[int] = mapped_column(ForeignKey("vendor_order.id"), index=True)
    method: Mapped[Code] = mapped_column(default="pickup")  # pickup | post
    parcel_id: Mapped[int | None] = mapped_column(ForeignKey("parcel.id"), index=True)
    state: Mapped[Code]
    at_office_at: Mapped[datetime | None]
    handed_over_at: Mapped[datetime | None]
    lines: Mapped[list["FulfilmentLine"]] = relationship()


class FulfilmentLine(Base):
    """So many of a line in this fulfilment."""

    __tablename__ = "fulfilment_line"
    fulfilment_id: Mapped[int] = mapped_column(ForeignKey("fulfilment.id"), primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_line.id"), primary_key=True)
    quantity: Mapped[int]
