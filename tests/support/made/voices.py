"""Voice notes, built through the domain."""

from functools import cache

from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.voices import speaking
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.kernel.actor import Actor, acting
from marketplace.media import documents, sounds
from marketplace.media.sounds import CheckedSound
from marketplace.vendors.models import Vendor
from tests.support.made.people import unit
from tests.support.made.pieces import a_draft
from tests.support.made.sounds import a_sound


@cache
def _written() -> bytes:
    """Opening one sound costs as much as everything else about a note."""
    return sounds._anew(a_sound(), "matroska")[1]


def a_checked_sound(of: str = "") -> CheckedSound:
    """Two seconds, as if a phone had sent them; `of` tells it from another sound."""
    return CheckedSound(2, f"sha-{of}", documents.keep(_written(), sounds.TYPE))


def a_voice_note(vendor: Vendor | None = None, of: str = "", **content: str) -> VoiceNote:
    """A note about a new draft, which waits for the office."""
    with unit():
        revision = a_draft(vendor, **content)
        return said(revision, of)


def said(revision: Revision, of: str = "") -> VoiceNote:
    """Its maker speaks about this piece."""
    with unit():
        vendor = _maker(revision.listing)
        user_id = vendor.members[0].user_id
        with acting(Actor(kind="user", user_id=user_id, role="artisan")):
            return speaking.send(revision, a_checked_sound(of), user_id)


def _maker(listing: Listing) -> Vendor:
    from marketplace.kernel.db import session

    return session.get_one(Vendor, listing.vendor_id)
