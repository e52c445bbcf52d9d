"""The picture beside a shared link of a published piece: drawn by the worker, anew when what it
shows has changed. Its address holds a print of that, so that an old one never shows the new."""

import secrets
from hashlib import sha256
from typing import Any

import pyvips
from sqlalchemy import select

from marketplace.catalogue.events import WordsChanged
from marketplace.catalogue.models import Listing, ListingPicture
from marketplace.kernel import outbox, preferences
from marketplace.kernel.db import locked, session
from marketplace.kernel.outbox import Job, Refused
from marketplace.kernel.unit import unit_of_work
from marketplace.media import cards, removal, storage
from marketplace.media.cards import Words
from marketplace.media.memory import give_back
from marketplace.media.models import Picture
from marketplace.media.pictures import ORIGINAL
from marketplace.vendors.models import Vendor, public_place

TOPIC, LANGUAGES = "share", ("fa", "en")
PRINT = 12  # letters of a key that tell what is drawn; the rest is by lot
SHOWN = ("live", "sold")


def listen() -> None:
    """Take the outbox's pieces."""
    outbox.handle(TOPIC, draw, repeatable=True)


def name(language: str) -> str:
    """The file of one language."""
    return f"share-{language}.jpg"


def on_words_changed(event: WordsChanged) -> None:
    """Its title, its maker's name or its photo may be another."""
    outbox.enqueue(TOPIC, {"listing": event.listing_id})


def draw(job: Job) -> None:
    """Draw both languages where what is there shows something else. Raises Refused."""
    found = session.execute(_shown().where(Listing.id == int(job.payload["listing"]))).first()
    office = preferences.load()
    session.rollback()
    if found is None:
        return
    listing, vendor, photo_key = found
    words = {one: _words(listing, vendor, office, one) for one in LANGUAGES}
    mark = sha256(repr((photo_key, words)).encode()).hexdigest()[:PRINT]
    if (listing.share_key or "").startswith(mark):
        return
    original = storage.pictures.read(photo_key, ORIGINAL)
    if original is None:
        raise Refused("the picture's file is gone")
    key = mark + secrets.token_hex(4)
    try:
        for language, one in words.items():
            storage.pictures.write(key, name(language), cards.drawn(original, one))
    except pyvips.Error as error:
        raise Refused("the picture's file cannot be read") from error
    finally:
        give_back()
    _keep(listing.id, key)


def missing() -> int:
    """Ask the worker for every shown piece that has none yet; returns how many."""
    found = session.scalars(
        _shown().with_only_columns(Listing.id).where(Listing.share_key.is_(None))
    )
    keys = found.all()
    for key in keys:
        outbox.enqueue(TOPIC, {"listing": key})
    return len(keys)


def _shown() -> Any:
    """Published pieces with their maker and first photo's key."""
    return (
        select(Listing, Vendor, Picture.key)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .join(ListingPicture, (ListingPicture.listing_id == Listing.id)
              & (ListingPicture.position == 1))
        .join(Picture, Picture.id == ListingPicture.picture_id)
        .where(Listing.state.in_(SHOWN))
    )  # fmt: skip


def _words(
    listing: Listing, vendor: Vendor, office: preferences.Preferences, language: str
) -> Words:
    english = language == "en"
    return Words(
        title=(english and listing.title_en) or listing.title_fa,
        maker=(english and vendor.alias_en) or vendor.alias_fa,
        place=public_place(vendor, language),
        house=office.local("bazaar_name", language),
        right_to_left=not english,
    )


def _keep(listing_id: int, key: str) -> None:
    """Unless it left the shop while it was drawn."""
    with unit_of_work():
        listing = locked(Listing, listing_id)
        if listing.state not in SHOWN:
            removal.later("media", key)
            return
        if listing.share_key:
            removal.later("media", listing.share_key)
        listing.share_key = key
