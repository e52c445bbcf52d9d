"""Parcels as pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager

from marketplace.kernel.db import session
from marketplace.kernel.money import Money
from marketplace.orders.basket_view import local
from marketplace.orders.models import Order
from marketplace.orders.post import tracking
from marketplace.orders.post.models import Parcel, ShippingMethod
from marketplace.vendors.models import Vendor

OF_ORDER = (
    select(Parcel, Vendor)
    .join(ShippingMethod, ShippingMethod.id == Parcel.method_id)
    .outerjoin(Vendor, Vendor.id == Parcel.vendor_id)
    .where(Parcel.order_id == bindparam("order"))
    .order_by(Parcel.id)
    .options(contains_eager(Parcel.method))
)


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """One parcel. `maker` posts it, "" when the office does; `follow` is the carrier's page."""

    id: int
    public_id: str
    state: str
    posted_by: str
    keeper: str
    carrier: str
    maker: str
    zone: str
    grams: int
    postage: Money
    tracking_code: str
    follow: str
    shipped_at: datetime | None
    delivered_at: datetime | None
    has_receipt: bool

    @property
    def live(self) -> bool:
        """Whether it is still part of the order."""
        return self.state != "given_up"

    @property
    def travels(self) -> bool:
        """Whether it is with the carrier."""
        return self.state in ("shipped", "undelivered")

    def counts_as_here_on(self, days: int) -> datetime | None:
        """When it counts as delivered though nobody said so: so many days after posting."""
        return self.shipped_at + timedelta(days=days) if self.shipped_at else None


def of_order(order: Order, locale: str) -> tuple[ParcelRow, ...]:
    """An order's parcels by one query; none when it is collected."""
    if order.delivery != "post":
        return ()
    return tuple(
        row(parcel, vendor, order.currency, locale)
        for parcel, vendor in session.execute(OF_ORDER, {"order": order.id})
    )


def row(parcel: Parcel, vendor: Vendor | None, currency: str, locale: str) -> ParcelRow:
    """One parcel in a language."""
    code = parcel.tracking_code or ""
    hers = vendor if parcel.posted_by == "vendor" else None
    return ParcelRow(
        id=parcel.id, public_id=parcel.public_id, state=parcel.state, posted_by=parcel.posted_by,
        keeper=parcel.keeper, carrier=local(parcel.method, "name", locale),
        maker=local(hers, "alias", locale) if hers else "", zone=parcel.zone,
        grams=parcel.grams, postage=Money(parcel.postage, currency), tracking_code=code,
        follow=tracking.address(parcel.method.tracking_url, code) if code else "",
        shipped_at=parcel.shipped_at, delivered_at=parcel.delivered_at,
        has_receipt=parcel.receipt_id is not None,
    )  # fmt: skip
