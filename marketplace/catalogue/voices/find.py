"""Finding voice notes: of a piece, in the office's queue."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from marketplace.catalogue.models import Listing, Revision
from marketplace.catalogue.states import OPEN
from marketplace.catalogue.voices.models import VoiceNote
from marketplace.catalogue.voices.states import LIVE, QUEUE
from marketplace.kernel.db import one, session
from marketplace.people.models import User
from marketplace.vendors.models import Vendor

MOST = 100  # rows of the list at a time


@dataclass(frozen=True, slots=True)
class Waiting:
    """A note in the queue; `taker` is the name of whoever has it in hand, or ""."""

    note: VoiceNote
    vendor: Vendor
    taker: str


def of(listing_id: int) -> VoiceNote | None:
    """The living note of a piece."""
    mine = select(VoiceNote).where(VoiceNote.listing_id == listing_id, VoiceNote.state.in_(LIVE))
    return session.scalars(mine).first()


def by_public_id(public_id: str) -> VoiceNote:
    """The note at this address, ended ones too. Raises NotFound."""
    return one(VoiceNote, public_id=public_id)


def waiting(limit: int = MOST) -> list[Waiting]:
    """What asks something of the office, what has waited longest first."""
    query = (
        select(VoiceNote, Vendor, User.name)
        .join(Listing, Listing.id == VoiceNote.listing_id)
        .join(Vendor, Vendor.id == Listing.vendor_id)
        .outerjoin(User, User.id == VoiceNote.taken_by)
        .where(VoiceNote.state.in_(QUEUE))
        .order_by(VoiceNote.since, VoiceNote.id)
        .limit(limit)
        .options(joinedload(VoiceNote.listing))
    )
    return [
        Waiting(note, vendor, name or "" if note.state == "heard" else "")
        for note, vendor, name in session.execute(query)
    ]


def titles(listing_ids: Collection[int]) -> dict[int, str]:
    """The pieces' names as they stand now, in the open draft where there is one."""
    published = select(Listing.id, Listing.title_fa).where(Listing.id.in_(listing_ids))
    drafts = select(Revision.listing_id, Revision.title_fa).where(
        Revision.listing_id.in_(listing_ids), Revision.state.in_(OPEN)
    )
    return {key: title for query in (published, drafts) for key, title in session.execute(query)}


def waits() -> tuple[int, datetime | None]:
    """How many wait, and since when the oldest does."""
    query = select(func.count(), func.min(VoiceNote.since)).where(VoiceNote.state.in_(QUEUE))
    count, since = session.execute(query).one()
    return count, since
