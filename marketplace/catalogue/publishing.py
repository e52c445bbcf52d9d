"""From an approved revision to what the shop shows."""

from typing import Any

from sqlalchemy import delete

from marketplace.catalogue import answers, photos, sellable, states, words
from marketplace.catalogue.categories import craft_of
from marketplace.catalogue.events import ListingPublished, QuantityChanged
from marketplace.catalogue.models import Listing, ListingPicture, Revision
from marketplace.kernel import clock, eventlog, events
from marketplace.kernel.db import session
from marketplace.media import pictures


def publish(listing: Listing, revision: Revision) -> None:
    """Copy words and pictures to the listing and tell the rooms above."""
    first, old = listing.state == "new", listing.content()
    attributes = answers.kept_on_publishing(revision, listing)
    listing.take_content(revision)
    listing.changed()
    listing.attributes = attributes
    _keep_stock(listing, old, first)
    listing.craft_id = craft_of(revision.category_id or 0)
    _copy_pictures(listing, revision)
    answers.project(listing)
    words.refresh_one(listing)
    sellable.refresh_listing(listing)
    if first:
        listing.published_at = clock.now()
        states.listing.fire(listing, "publish")
        session.flush()
        events.publish(ListingPublished(listing.id))
        return
    _record(listing, old)
    session.flush()
    if listing.kind != old["kind"]:
        events.publish(QuantityChanged(listing.id, stock_of(listing)))


def _keep_stock(listing: Listing, old: dict[str, Any], first: bool) -> None:
    """Numbers pass without review, and sales change them: those of a live listing stay."""
    if not first and listing.kind == old["kind"]:
        listing.quantity, listing.open_limit = old["quantity"], old["open_limit"]
    elif listing.kind == "one_of_a_kind":
        listing.quantity = 1


def stock_of(listing: Listing) -> int:
    """How many there are to sell: pieces, or open orders at a time."""
    made = listing.kind == "made_to_order"
    return (listing.open_limit or 0) if made else listing.quantity


def _copy_pictures(listing: Listing, revision: Revision) -> None:
    session.execute(delete(ListingPicture).where(ListingPicture.listing_id == listing.id))
    session.expire(listing, ["pictures"])
    for number, photo in enumerate(revision.pictures, 1):
        pictures.publish(photo.picture)
        session.add(
            ListingPicture(
                listing_id=listing.id,
                position=number,
                picture_id=photo.picture_id,
                alt_fa=photo.alt_fa or photos.suggested_alt(revision, number, "fa"),
                alt_en=photo.alt_en or photos.suggested_alt(revision, number, "en"),
            )
        )
    session.flush()


def _record(listing: Listing, old: dict[str, Any]) -> None:
    new = listing.content()
    changes = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
    eventlog.record("listing", listing.id, "changed", changes=answers.in_words(changes))
