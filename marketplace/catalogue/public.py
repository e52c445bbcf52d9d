"""What the public may see: the one place that says so."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.vendors.models import Vendor

SHUT = ("applied", "refused", "paused", "suspended", "erased")


def for_sale(at: Any = None) -> ColumnElement[bool]:
    """Live, by an active maker who may sell in its craft now. Says nothing about free pieces.

    `at` is a moment, or a bound parameter in a statement that is built once."""
    return selling(Listing, clock.now() if at is None else at)


def selling(row: Any, at: Any) -> ColumnElement[bool]:
    """The same of another name of the listings' table."""
    return and_(row.state == "live", row.sellable_until > at)


def visible(at: Any = None) -> ColumnElement[bool]:
    """For sale, or sold and its maker active: who hides, hides her sold pieces too."""
    shut = select(Vendor.id).where(Vendor.state.in_(SHUT))
    return or_(for_sale(at), and_(Listing.state == "sold", Listing.vendor_id.not_in(shut)))
