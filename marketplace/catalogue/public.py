"""What the public may see: the one place that says so."""

from sqlalchemy import ColumnElement, and_, or_, select

from marketplace.catalogue.models import Listing
from marketplace.kernel import clock
from marketplace.vendors.models import Vendor

SHUT = ("applied", "refused", "paused", "suspended")


def for_sale() -> ColumnElement[bool]:
    """Live, by an active maker who may sell in its craft now. Says nothing about free pieces."""
    return and_(Listing.state == "live", Listing.sellable_until > clock.now())


def visible() -> ColumnElement[bool]:
    """For sale, or sold and its maker active: who hides, hides her sold pieces too."""
    shut = select(Vendor.id).where(Vendor.state.in_(SHUT))
    return or_(for_sale(), and_(Listing.state == "sold", Listing.vendor_id.not_in(shut)))
