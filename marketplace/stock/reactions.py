"""What stock does when the catalogue tells of a listing."""

from marketplace.catalogue.events import ListingPublished, QuantityChanged
from marketplace.catalogue.models import Listing
from marketplace.kernel.db import session
from marketplace.stock import lots


def open_lots(event: ListingPublished) -> None:
    """A listing went live: it gets the lots that its kind needs."""
    listing = session.get_one(Listing, event.listing_id)
    made = listing.kind == "made_to_order"
    lots.set_kind(listing.id, (listing.open_limit or 1) if made else listing.quantity, made=made)


def count_anew(event: QuantityChanged) -> None:
    """The maker said how many she has, or how many orders she takes; its kind may be another."""
    listing = session.get_one(Listing, event.listing_id)
    lots.set_kind(listing.id, event.quantity, made=listing.kind == "made_to_order")
